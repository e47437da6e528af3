import TLSCrypto

/// What both roles offer and accept unless told otherwise, most preferred first.
public enum DefaultPreferences {
    /// The versions that need not be named.
    public static let versions: ClosedRange<ProtocolVersion> = .tls12 ... .tls13
    /// TLS 1.3's, then those of TLS 1.2 with forward secrecy and authenticated encryption; AES-128-GCM before AES-256-GCM
    /// before ChaCha20-Poly1305.
    public static let cipherSuites: [CipherSuite] = [
        .aes128GCMSHA256, .aes256GCMSHA384, .chaCha20Poly1305SHA256,
        .ecdheECDSAWithAES128GCMSHA256, .ecdheRSAWithAES128GCMSHA256,
        .ecdheECDSAWithAES256GCMSHA384, .ecdheRSAWithAES256GCMSHA384,
        .ecdheECDSAWithChaCha20Poly1305SHA256, .ecdheRSAWithChaCha20Poly1305SHA256,
    ]
    /// The suites of TLS 1.2 and before that have to be named, best first: with forward secrecy and CBC, then RSA key
    /// transport, then both weaknesses. Those with CBC are missing without the package's trait `BoringSSL`.
    public static let legacyCipherSuites: [CipherSuite] = [
        .ecdheECDSAWithAES128CBCSHA256, .ecdheRSAWithAES128CBCSHA256, .ecdheECDSAWithAES256CBCSHA384,
        .ecdheRSAWithAES256CBCSHA384, .ecdheECDSAWithAES128CBCSHA, .ecdheRSAWithAES128CBCSHA,
        .ecdheECDSAWithAES256CBCSHA, .ecdheRSAWithAES256CBCSHA,
        .rsaWithAES128GCMSHA256, .rsaWithAES256GCMSHA384,
        .rsaWithAES128CBCSHA256, .rsaWithAES256CBCSHA256, .rsaWithAES128CBCSHA, .rsaWithAES256CBCSHA,
    ].filter { CipherSuiteParameters12($0) != nil }
    /// The hybrid first, then X25519, then the NIST curves.
    public static let groups: [NamedGroup] = [.x25519MLKEM768, .x25519, .secp256r1, .secp384r1, .secp521r1]
    /// What certificates' keys sign with; PKCS #1 v1.5 last, which TLS 1.3 takes in certificates only.
    public static let signatureSchemes: [SignatureScheme] = [
        .ecdsaSecp256r1SHA256, .ed25519, .rsaPSSRSAESHA256, .ecdsaSecp384r1SHA384, .rsaPSSRSAESHA384,
        .ecdsaSecp521r1SHA512, .rsaPSSRSAESHA512, .rsaPKCS1SHA256, .rsaPKCS1SHA384, .rsaPKCS1SHA512,
    ]
    /// The schemes that have to be named.
    public static let legacySignatureSchemes: [SignatureScheme] = [.ecdsaSHA1, .rsaPKCS1SHA1]
}
