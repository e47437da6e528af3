import TLSCrypto

/// A private key in this process's memory.
public struct PrivateKey: PremasterDecrypter {
    package let signingKey: SigningKey

    package init(_ signingKey: SigningKey) { self.signingKey = signingKey }

    public var signatureSchemes: [SignatureScheme] { signingKey.schemes }

    public func signatureSchemes(for version: ProtocolVersion) -> [SignatureScheme] {
        switch version {
        case .tls13: signingKey.schemes
        case .tls12: signingKey.schemes12
        case .tls11, .tls10: signingKey.canSign10 ? [canDecryptPremasterSecret ? .rsaPKCS1MD5SHA1 : .ecdsaSHA1] : []
        default: []
        }
    }

    /// The public half as a DER SubjectPublicKeyInfo (RFC 5280, Section 4.1.2.7).
    public var subjectPublicKeyInfo: [UInt8] { signingKey.publicKeyInfo }

    /// Signs `content`.
    /// - Throws: an error when the key cannot make a signature of `scheme`.
    public func sign(_ content: [UInt8], with scheme: SignatureScheme) throws -> [UInt8] {
        if scheme == .rsaPKCS1MD5SHA1 {
            guard canDecryptPremasterSecret else { throw CryptoFailure.unsupportedSignatureScheme }
            return try signingKey.sign10(content)
        }
        // What TLS 1.3 knows is the same in TLS 1.2.
        return signingKey.schemes.contains(scheme)
            ? try signingKey.sign(content, scheme: scheme) : try signingKey.sign12(content, scheme: scheme)
    }

    /// Whether the key is an RSA key.
    public var canDecryptPremasterSecret: Bool { signingKey.canDecryptPremasterSecret }

    /// Decrypts, in constant time (RFC 5246, Section 7.4.7.1).
    /// - Throws: an error where the key is no RSA key.
    public func premasterSecret(_ request: PremasterDecryptionRequest) throws -> [UInt8] {
        try RSAKeyTransport.premasterSecret(
            ciphertext: request.encryptedPremasterSecret, key: signingKey, clientVersion: request.clientVersion,
            random: SystemRandomSource()
        ).copyBytes()
    }
}
