import Crypto
import CryptoExtras
import TLSCrypto
import WaxbillTLS

/// Identities without certificates, for tests of the engine alone: the "certificate" is the public key's
/// SubjectPublicKeyInfo behind a name, and the verifier takes it out again.
public enum StubPKI {
    public enum KeyType: String, Sendable, CaseIterable {
        case p256, p384, p521, ed25519, rsa2048
    }

    /// One identity of each key type, made once.
    public static let identities: [KeyType: Identity] = Dictionary(
        uniqueKeysWithValues: KeyType.allCases.map { ($0, make($0, names: ["server.test"])) })

    public static func identity(_ type: KeyType) -> Identity { identities[type] ?? make(type, names: []) }

    public static func make(_ type: KeyType, names: [String]) -> Identity {
        let key = PrivateKey(signingKey(type))
        return Identity(
            certificateChain: [Array("stub:".utf8) + key.subjectPublicKeyInfo], signer: key, names: names)
    }

    private static func signingKey(_ type: KeyType) -> SigningKey {
        switch type {
        case .p256: SigningKey(P256.Signing.PrivateKey())
        case .p384: SigningKey(P384.Signing.PrivateKey())
        case .p521: SigningKey(P521.Signing.PrivateKey())
        case .ed25519: SigningKey(Curve25519.Signing.PrivateKey())
        case .rsa2048: rsa
        }
    }

    // Slow to make, so made once.
    private static let rsa: SigningKey = {
        guard let key = try? _RSA.Signing.PrivateKey(keySize: .bits2048) else {
            preconditionFailure("no RSA key could be made")
        }
        return SigningKey(key)
    }()
}

/// Accepts the certificates of ``StubPKI`` and refuses everything else.
public struct StubVerifier: CertificateVerifier {
    public init() {}

    public func verify(_ request: CertificateVerificationRequest) -> CertificateVerificationResult {
        guard let leaf = request.certificateChain.first, leaf.starts(with: Array("stub:".utf8)) else {
            return .refused(CertificateRefusal(.unknownAuthority, "not one of the test's certificates"))
        }
        return .verified(subjectPublicKeyInfo: Array(leaf.dropFirst(5)))
    }
}

/// Refuses everything with one reason.
public struct RefusingVerifier: CertificateVerifier {
    public let reason: CertificateRefusal.Reason

    public init(_ reason: CertificateRefusal.Reason) { self.reason = reason }

    public func verify(_ request: CertificateVerificationRequest) -> CertificateVerificationResult {
        .refused(CertificateRefusal(reason, "refused by the test"))
    }
}
