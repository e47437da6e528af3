/// Whose signature a CertificateVerify holds, which is signed along (RFC 9846, Section 4.5.2).
package enum SignatureContext: Sendable, Hashable {
    case server
    case client

    /// What is signed: 64 spaces, the context string, a zero byte and the transcript hash.
    package func content(transcriptHash: [UInt8]) -> [UInt8] {
        var content = [UInt8](repeating: 0x20, count: 64)
        content.append(contentsOf: self.contextString.utf8)
        content.append(0)
        content.append(contentsOf: transcriptHash)
        return content
    }

    private var contextString: String {
        switch self {
        case .server: "TLS 1.3, server CertificateVerify"
        case .client: "TLS 1.3, client CertificateVerify"
        }
    }
}
