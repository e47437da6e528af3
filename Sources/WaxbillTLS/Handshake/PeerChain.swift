import TLSWire

/// The content of a peer's Certificate message, within bounds (RFC 9846, Section 4.5.1).
struct PeerChain: Sendable {
    /// DER, the peer's own first.
    let certificates: [[UInt8]]
    /// The peer's own OCSP response in DER (RFC 9846, Section 4.5.1.1).
    let ocspResponse: [UInt8]?

    /// - Parameter offered: the extensions that we offered, which its entries may answer.
    init(_ message: Certificate, offered: [ExtensionType], limits: PeerLimits) throws(TLSError) {
        // RFC 9846, Section 4.5.1: empty but in post-handshake authentication, which we do not do.
        guard message.certificateRequestContext.isEmpty else { throw .violation(.requestContextNotEmpty) }
        guard message.certificateList.count <= limits.certificateChainLength else {
            throw .violation(.chainTooLong(message.certificateList.count))
        }
        for entry in message.certificateList {
            try ExtensionCheck.response(entry.extensions, to: offered, in: .certificate, .certificate, limits: limits)
        }
        certificates = message.certificateList.map(\.certificateData)
        ocspResponse = try message.certificateList.first?.extensions.extract(CertificateStatus.self)?.response
    }

    /// The same in TLS 1.2 and before (RFC 5246, Section 7.4.2), where a response comes in a message of its own.
    init(_ message: Certificate12, limits: PeerLimits) throws(TLSError) {
        guard message.certificateList.count <= limits.certificateChainLength else {
            throw .violation(.chainTooLong(message.certificateList.count))
        }
        certificates = message.certificateList
        ocspResponse = nil
    }
}
