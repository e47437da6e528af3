import TLSWire

/// What a ClientHello says to a server that has selected TLS 1.2 or an older version.
struct ReceivedExtensions12: Sendable {
    /// The ticket to resume with; empty where the client only wants one, nil where it does not (RFC 5077, Section 3.2).
    let sessionTicket: [UInt8]?
    /// RFC 7627
    let hasExtendedMainSecret: Bool
    /// RFC 7366
    let hasEncryptThenMAC: Bool
    /// Whether the client knows of secure renegotiation, by extension or by its signalling suite (RFC 5746, Section 3.4).
    let hasRenegotiationInfo: Bool
    let hasPointFormats: Bool

    init(_ hello: ClientHello) throws(TLSError) {
        let extensions = hello.extensions
        // RFC 5246, Section 7.4.1.2: the null method is always there.
        guard hello.legacyCompressionMethods.contains(0) else { throw .violation(.compressionOffered) }
        sessionTicket = try extensions.extract(SessionTicket.self)?.ticket
        hasExtendedMainSecret = try extensions.extract(ExtendedMainSecret.self) != nil
        hasEncryptThenMAC = try extensions.extract(EncryptThenMAC.self) != nil
        hasPointFormats = try extensions.extract(ECPointFormatList.self) != nil
        let renegotiation = try extensions.extract(RenegotiationInfo.self)
        // RFC 5746, Section 3.6: this is the connection's first handshake.
        guard renegotiation?.renegotiatedConnection.isEmpty != false else {
            throw .violation(.renegotiationInfoInvalid)
        }
        hasRenegotiationInfo = renegotiation != nil || hello.cipherSuites.contains(.emptyRenegotiationInfoSCSV)
    }
}
