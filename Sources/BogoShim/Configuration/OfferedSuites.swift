import WaxbillTLS

/// The cipher suites that the flags leave, in BoringSSL's order. Those of TLS 1.3 cannot be chosen.
enum OfferedSuites {
    private static let tls13: [CipherSuite] = [.aes128GCMSHA256, .aes256GCMSHA384, .chaCha20Poly1305SHA256]

    /// What `ALL` means.
    private static let all: [CipherSuite] = [
        .ecdheECDSAWithAES128GCMSHA256, .ecdheRSAWithAES128GCMSHA256, .ecdheECDSAWithAES256GCMSHA384,
        .ecdheRSAWithAES256GCMSHA384, .ecdheECDSAWithChaCha20Poly1305SHA256, .ecdheRSAWithChaCha20Poly1305SHA256,
        .ecdheECDSAWithAES128CBCSHA, .ecdheRSAWithAES128CBCSHA, .ecdheECDSAWithAES256CBCSHA,
        .ecdheRSAWithAES256CBCSHA, .rsaWithAES128GCMSHA256, .rsaWithAES256GCMSHA384, .rsaWithAES128CBCSHA,
        .rsaWithAES256CBCSHA,
    ]
    /// What BoringSSL has and enables only by name.
    private static let byName: [CipherSuite] = [.ecdheECDSAWithAES128CBCSHA256, .ecdheRSAWithAES128CBCSHA256]

    static func list(_ settings: ShimSettings) throws -> [CipherSuite] {
        tls13 + (try settings.cipherList.map(list) ?? all + byName)
    }

    /// The suites of a list in OpenSSL's words, as far as the suite of tests uses them.
    private static func list(_ text: String) throws -> [CipherSuite] {
        try text.split(separator: ":").reduce(into: []) { list, rule in
            if rule.hasPrefix("!") {
                let removed = try suites(String(rule.dropFirst()))
                list.removeAll { removed.contains($0) }
            } else {
                list += try suites(String(rule)).filter { !list.contains($0) }
            }
        }
    }

    private static func suites(_ rule: String) throws -> [CipherSuite] {
        switch rule {
        case "ALL", "DEFAULT": return all
        case "AES": return all.filter { $0.description.contains("_AES_") }
        case "AES128": return all.filter { $0.description.contains("_AES_128_") }
        case "AES256": return all.filter { $0.description.contains("_AES_256_") }
        default:
            guard let suite = CipherSuite(name: rule), (all + byName).contains(suite) else {
                throw ShimFailure.unimplemented("-cipher \(rule)")
            }
            return [suite]
        }
    }
}
