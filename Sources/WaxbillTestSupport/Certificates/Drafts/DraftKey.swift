import Crypto
import CryptoExtras
import Foundation

/// A key that drafts are signed with.
package enum DraftKey: Sendable {
    case p256(P256.Signing.PrivateKey)
    case p384(P384.Signing.PrivateKey)
    case rsa(_RSA.Signing.PrivateKey)

    /// A new P-256 key.
    package static func p256() -> DraftKey { .p256(P256.Signing.PrivateKey()) }
    /// A new P-384 key.
    package static func p384() -> DraftKey { .p384(P384.Signing.PrivateKey()) }
    /// A new RSA key of 2048 bits.
    package static func rsa() throws -> DraftKey { .rsa(try _RSA.Signing.PrivateKey(keySize: .bits2048)) }

    /// DER SubjectPublicKeyInfo.
    package var publicKey: [UInt8] {
        switch self {
        case .p256(let key): Array(key.publicKey.derRepresentation)
        case .p384(let key): Array(key.publicKey.derRepresentation)
        case .rsa(let key): Array(key.publicKey.derRepresentation)
        }
    }

    /// The private key, in PEM.
    package var pem: String {
        switch self {
        case .p256(let key): key.pemRepresentation
        case .p384(let key): key.pemRepresentation
        case .rsa(let key): key.pemRepresentation
        }
    }

    /// DER AlgorithmIdentifier of the signatures.
    var signatureAlgorithm: [UInt8] {
        switch self {
        case .p256: DraftDER.sequence(DraftDER.object("1.2.840.10045.4.3.2"))
        case .p384: DraftDER.sequence(DraftDER.object("1.2.840.10045.4.3.3"))
        case .rsa: DraftDER.sequence(DraftDER.object("1.2.840.113549.1.1.11"), DraftDER.null)
        }
    }

    func sign(_ bytes: [UInt8]) throws -> [UInt8] {
        switch self {
        case .p256(let key): Array(try key.signature(for: SHA256.hash(data: bytes)).derRepresentation)
        case .p384(let key): Array(try key.signature(for: SHA384.hash(data: bytes)).derRepresentation)
        case .rsa(let key):
            Array(try key.signature(for: SHA256.hash(data: bytes), padding: .insecurePKCS1v1_5).rawRepresentation)
        }
    }

    /// The identifier of a public key (RFC 5280, Section 4.2.1.2).
    static func identifier(_ publicKey: [UInt8]) -> [UInt8] { Array(Insecure.SHA1.hash(data: publicKey)) }

    /// SubjectPublicKeyInfo of an RSA key to which there is no private one.
    package static func inventedRSA(bits: Int) -> [UInt8] {
        let first = UInt8(1) << UInt8((bits - 1) % 8)
        let modulus = (first == 0x80 ? [0, first] : [first]) + [UInt8](repeating: 0xa5, count: (bits - 1) / 8)
        let key = DraftDER.sequence(DraftDER.element(0x02, modulus), DraftDER.integer(65_537))
        return DraftDER.sequence(
            DraftDER.sequence(DraftDER.object("1.2.840.113549.1.1.1"), DraftDER.null), DraftDER.bits(key))
    }
}
