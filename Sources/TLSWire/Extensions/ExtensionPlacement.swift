/// Which messages of TLS 1.3 may carry an extension: the table of RFC 9846, Section 4.3, and the column "TLS 1.3" of
/// IANA's registry.
package struct ExtensionPlacement: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let clientHello = ExtensionPlacement(rawValue: 1 << 0)
    package static let serverHello = ExtensionPlacement(rawValue: 1 << 1)
    package static let helloRetryRequest = ExtensionPlacement(rawValue: 1 << 2)
    package static let encryptedExtensions = ExtensionPlacement(rawValue: 1 << 3)
    package static let certificateRequest = ExtensionPlacement(rawValue: 1 << 4)
    package static let certificate = ExtensionPlacement(rawValue: 1 << 5)
    package static let newSessionTicket = ExtensionPlacement(rawValue: 1 << 6)

    /// Whether `message`, one of the seven, may carry the extension; nil if we do not know the extension.
    package static func isAllowed(_ type: ExtensionType, in message: ExtensionPlacement) -> Bool? {
        Self(of: type).map { $0.contains(message) }
    }

    /// The messages that may carry the extension; nil if we do not know it.
    package init?(of type: ExtensionType) {
        switch type {
        case .serverName, .maxFragmentLength, .supportedGroups, .useSRTP, .heartbeat,
            .applicationLayerProtocolNegotiation, .clientCertificateType, .serverCertificateType, .recordSizeLimit:
            self = [.clientHello, .encryptedExtensions]
        case .statusRequest, .signedCertificateTimestamp:
            self = [.clientHello, .certificateRequest, .certificate]
        case .signatureAlgorithms, .signatureAlgorithmsCert, .certificateAuthorities, .compressCertificate:
            self = [.clientHello, .certificateRequest]
        case .padding, .pskKeyExchangeModes, .postHandshakeAuth:
            self = .clientHello
        case .keyShare, .supportedVersions:
            self = [.clientHello, .serverHello, .helloRetryRequest]
        case .preSharedKey:
            self = [.clientHello, .serverHello]
        case .earlyData:
            self = [.clientHello, .encryptedExtensions, .newSessionTicket]
        case .cookie:
            self = [.clientHello, .helloRetryRequest]
        case .oidFilters:
            self = .certificateRequest
        case .encryptedClientHello:
            self = [.clientHello, .helloRetryRequest, .encryptedExtensions]
        case .ecPointFormats, .statusRequestV2, .encryptThenMAC, .extendedMainSecret, .sessionTicket,
            .renegotiationInfo:
            // Of TLS 1.2 and before: a client that accepts those too may offer them.
            self = .clientHello
        default:
            return nil
        }
    }
}

extension ExtensionBlock {
    /// The first extension that we know and that `message`, which has this block, may not carry: an
    /// `illegal_parameter` (RFC 9846, Section 4.3).
    package func firstMisplaced(in message: ExtensionPlacement) -> ExtensionType? {
        self.types.first { ExtensionPlacement.isAllowed($0, in: message) == false }
    }
}
