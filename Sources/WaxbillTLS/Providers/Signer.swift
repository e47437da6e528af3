/// A private key as the engine uses it: something that signs, here or elsewhere (a file, an HSM, a remote service).
public protocol Signer: Sendable {
    /// The signature schemes this key can make in TLS 1.3, most preferred first.
    var signatureSchemes: [SignatureScheme] { get }
    /// The signature schemes this key can make in a version, most preferred first. Before TLS 1.2 they are
    /// ``SignatureScheme/rsaPKCS1MD5SHA1`` and ``SignatureScheme/ecdsaSHA1`` (RFC 4346, Section 7.4.3; RFC 8422, Section 5.4).
    ///
    /// Unless a signer says otherwise: ``signatureSchemes`` from TLS 1.2 on, none before.
    func signatureSchemes(for version: ProtocolVersion) -> [SignatureScheme]
    /// Signs `content` (not a digest) with one of ``signatureSchemes(for:)``.
    func sign(_ content: [UInt8], with scheme: SignatureScheme) async throws -> [UInt8]
}

extension Signer {
    public func signatureSchemes(for version: ProtocolVersion) -> [SignatureScheme] {
        version >= .tls12 ? signatureSchemes : []
    }
}

/// A content to sign.
public struct SigningRequest: Sendable {
    /// The identity whose key is wanted.
    public let identity: Identity
    /// The scheme to sign with, one that both the key and the peer know. Before TLS 1.2 it is that of the key's type.
    public let scheme: SignatureScheme
    /// What is to be signed: in TLS 1.3 the 64 spaces, the context string, a zero byte and the transcript hash (RFC 9846,
    /// Section 4.5.2); before it the randoms and parameters of a ServerKeyExchange (RFC 5246, Section 7.4.3), or all
    /// handshake messages so far (Section 7.4.8).
    public let content: [UInt8]
}
