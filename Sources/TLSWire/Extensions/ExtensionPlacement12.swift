/// Which extensions the ServerHello of TLS 1.2 and before may carry; its ClientHello carries what TLS 1.3's does
/// (``ExtensionPlacement/clientHello``), and no other message carries any.
package enum ExtensionPlacement12 {
    /// The extensions that have a place in a ServerHello.
    package static let serverHello: Set<ExtensionType> = [
        .serverName,  // RFC 6066, Section 3
        .maxFragmentLength,  // RFC 6066, Section 4
        .statusRequest,  // RFC 6066, Section 8
        .supportedGroups,  // Has no meaning here, but some servers send it: to be ignored.
        .ecPointFormats,  // RFC 8422, Section 5.2
        .useSRTP,  // RFC 5764, Section 4.1
        .heartbeat,  // RFC 6520, Section 2
        .applicationLayerProtocolNegotiation,  // RFC 7301, Section 3.1
        .statusRequestV2,  // RFC 6961, Section 2.2
        .signedCertificateTimestamp,  // RFC 6962, Section 3.3.1
        .clientCertificateType,  // RFC 7250, Section 4.2
        .serverCertificateType,  // RFC 7250, Section 4.2
        .encryptThenMAC,  // RFC 7366, Section 2
        .extendedMainSecret,  // RFC 7627, Section 5.1
        .recordSizeLimit,  // RFC 8449, Section 4
        .sessionTicket,  // RFC 5077, Section 3.2
        .renegotiationInfo,  // RFC 5746, Section 3.6
    ]

    /// Whether a ServerHello may carry the extension; nil if we do not know the extension.
    package static func isAllowedInServerHello(_ type: ExtensionType) -> Bool? {
        if self.serverHello.contains(type) { return true }
        return ExtensionPlacement(of: type) == nil ? nil : false
    }
}

extension ExtensionBlock {
    /// The first extension that we know and that the ServerHello of TLS 1.2 or before, which has this block, may not
    /// carry: `signature_algorithms` (RFC 5246, Section 7.4.1.4.1), `padding`, and what only TLS 1.3 has.
    package var firstMisplacedInServerHello12: ExtensionType? {
        self.types.first { ExtensionPlacement12.isAllowedInServerHello($0) == false }
    }
}
