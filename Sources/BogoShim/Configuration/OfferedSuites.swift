import WaxbillTLS

/// The cipher suites that the flags leave. Those of TLS 1.3 cannot be chosen.
enum OfferedSuites {
    private static let tls13: [CipherSuite] = [.aes128GCMSHA256, .aes256GCMSHA384, .chaCha20Poly1305SHA256]

    static func list(_ settings: ShimSettings) throws -> [CipherSuite] {
        if let cipherList = settings.cipherList { throw ShimFailure.unimplemented("-cipher \(cipherList)") }
        return tls13
    }
}
