import TLSCrypto
import WaxbillTLS

/// Bytes that the holder of a certificate signed, with what proves it.
///
/// Nothing about it is known until it is verified, with a ``StatementVerifier`` or by a ``StatementSigner``.
public struct SignedStatement: Sendable, Hashable {
    /// What is stated.
    public let contents: [UInt8]
    /// How it is signed.
    public let scheme: SignatureScheme
    /// The signature over the contents in their context (``StatementContext``).
    public let signature: [UInt8]
    /// DER certificates, the signer's first.
    public let certificates: [[UInt8]]

    /// A statement as it was received.
    public init(contents: [UInt8], scheme: SignatureScheme, signature: [UInt8], certificates: [[UInt8]]) {
        self.contents = contents
        self.scheme = scheme
        self.signature = signature
        self.certificates = certificates
    }

    /// Signs contents.
    /// - Throws: `cannotSign`, `signerFailed`.
    public init(
        signing contents: [UInt8], in context: StatementContext, with identity: Identity
    ) async throws(StatementError) {
        guard !identity.certificateChain.isEmpty,
            let scheme = identity.signer.signatureSchemes.first(where: { $0.isAllowedInStatements })
        else { throw .cannotSign }
        do {
            signature = try await identity.signer.sign(context.content(contents), with: scheme)
        } catch {
            throw .signerFailed("\(error)")
        }
        self.contents = contents
        self.scheme = scheme
        certificates = identity.certificateChain
    }

    /// Whether `key` made the signature, in this context.
    func check(_ key: PublicKey, _ context: StatementContext) throws(StatementError) {
        // RFC 9846, Section 4.3.3: a key's schemes are those of its type and curve, without PKCS #1 v1.5 and SHA-1.
        guard scheme.isAllowedInStatements, key.schemes.contains(scheme) else { throw .schemeDoesNotFitKey(scheme) }
        guard key.isValid(signature: signature, content: context.content(contents), scheme: scheme) else {
            throw .signatureInvalid
        }
    }
}

extension SignatureScheme {
    /// Whether it may sign what TLS 1.3 signs: neither PKCS #1 v1.5 nor SHA-1 (RFC 9846, Section 4.3.3).
    fileprivate var isAllowedInStatements: Bool {
        switch self {
        case .rsaPKCS1SHA1, .rsaPKCS1SHA256, .rsaPKCS1SHA384, .rsaPKCS1SHA512, .ecdsaSHA1, .rsaPKCS1MD5SHA1: false
        default: true
        }
    }
}
