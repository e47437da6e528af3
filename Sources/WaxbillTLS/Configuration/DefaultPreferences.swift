/// What both roles offer and accept unless told otherwise, most preferred first.
public enum DefaultPreferences {
    /// AES-128-GCM before AES-256-GCM before ChaCha20-Poly1305.
    public static let cipherSuites: [CipherSuite] = [
        .aes128GCMSHA256, .aes256GCMSHA384, .chaCha20Poly1305SHA256,
    ]
    /// The hybrid first, then X25519, then the NIST curves.
    public static let groups: [NamedGroup] = [.x25519MLKEM768, .x25519, .secp256r1, .secp384r1, .secp521r1]
    public static let signatureSchemes: [SignatureScheme] = [
        .ecdsaSecp256r1SHA256, .ed25519, .rsaPSSRSAESHA256, .ecdsaSecp384r1SHA384, .rsaPSSRSAESHA384,
        .ecdsaSecp521r1SHA512, .rsaPSSRSAESHA512,
    ]
}
