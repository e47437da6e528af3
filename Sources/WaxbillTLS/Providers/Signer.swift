/// A private key as the engine uses it: something that signs, here or elsewhere (a file, an HSM, a remote service).
public protocol Signer: Sendable {
    /// The signature schemes this key can make, most preferred first.
    var signatureSchemes: [SignatureScheme] { get }
    /// Signs `content` (not a digest) with one of ``signatureSchemes``.
    func sign(_ content: [UInt8], with scheme: SignatureScheme) async throws -> [UInt8]
}

/// A content to sign (RFC 9846, Section 4.5.2).
public struct SigningRequest: Sendable {
    /// The identity whose key is wanted.
    public let identity: Identity
    /// The scheme to sign with, one that both the key and the peer know.
    public let scheme: SignatureScheme
    /// What is to be signed: the 64 spaces, the context string, a zero byte and the transcript hash.
    public let content: [UInt8]
}
