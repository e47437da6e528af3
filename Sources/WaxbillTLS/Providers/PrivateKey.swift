import TLSCrypto

/// A private key in this process's memory.
public struct PrivateKey: Signer {
    package let signingKey: SigningKey

    package init(_ signingKey: SigningKey) { self.signingKey = signingKey }

    public var signatureSchemes: [SignatureScheme] { signingKey.schemes }

    /// The public half as a DER SubjectPublicKeyInfo (RFC 5280, Section 4.1.2.7).
    public var subjectPublicKeyInfo: [UInt8] { signingKey.publicKeyInfo }

    /// Signs `content`.
    /// - Throws: an error when the key cannot make a signature of `scheme`.
    public func sign(_ content: [UInt8], with scheme: SignatureScheme) throws -> [UInt8] {
        try signingKey.sign(content, scheme: scheme)
    }
}
