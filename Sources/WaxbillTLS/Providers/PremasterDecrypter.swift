/// A ``Signer`` whose RSA key also decrypts premaster secrets: the server's part of RSA key transport (RFC 5246,
/// Section 7.4.7.1), which is not forward-secret and off unless named (``LegacyFeature/rsaKeyTransport``).
public protocol PremasterDecrypter: Signer {
    /// Whether the key is one that decrypts.
    var canDecryptPremasterSecret: Bool { get }
    /// The premaster secret that a client encrypted.
    ///
    /// Always 48 bytes. Where anything about the plaintext is wrong (its padding, its length, the version in front) they
    /// are random, and nothing else may tell: not the result, not an error, not the time. What does tell is
    /// Bleichenbacher's oracle.
    /// - Throws: where the key failed, whatever the ciphertext was: an HSM that is not reached.
    func premasterSecret(_ request: PremasterDecryptionRequest) async throws -> [UInt8]
}

/// An encrypted premaster secret (RFC 5246, Section 7.4.7.1).
public struct PremasterDecryptionRequest: Sendable {
    /// The identity whose key is wanted.
    public let identity: Identity
    /// The ciphertext, of any length.
    public let encryptedPremasterSecret: [UInt8]
    /// The version in the ClientHello, with which a good premaster secret begins; not the one that was negotiated.
    public let clientVersion: ProtocolVersion

    /// A request as the engine makes it; for tests of decrypters.
    public init(identity: Identity, encryptedPremasterSecret: [UInt8], clientVersion: ProtocolVersion) {
        self.identity = identity
        self.encryptedPremasterSecret = encryptedPremasterSecret
        self.clientVersion = clientVersion
    }
}
