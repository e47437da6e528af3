import Crypto
import CryptoExtras
import SwiftASN1
import X509

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A private key of a certificate, in this process's memory.
package enum CertificateKey: Sendable {
    case p256(P256.Signing.PrivateKey)
    case p384(P384.Signing.PrivateKey)
    case p521(P521.Signing.PrivateKey)
    case ed25519(Curve25519.Signing.PrivateKey)
    case rsa(_RSA.Signing.PrivateKey)

    /// A new key.
    package static func generate(_ kind: KeyKind) throws -> CertificateKey {
        switch kind {
        case .p256: .p256(P256.Signing.PrivateKey())
        case .p384: .p384(P384.Signing.PrivateKey())
        case .p521: .p521(P521.Signing.PrivateKey())
        case .ed25519: .ed25519(Curve25519.Signing.PrivateKey())
        case .rsa2048: .rsa(try _RSA.Signing.PrivateKey(keySize: .bits2048))
        case .rsa3072: .rsa(try _RSA.Signing.PrivateKey(keySize: .bits3072))
        }
    }

    /// The key as swift-certificates signs with it.
    var certificatePrivateKey: Certificate.PrivateKey {
        switch self {
        case .p256(let key): Certificate.PrivateKey(key)
        case .p384(let key): Certificate.PrivateKey(key)
        case .p521(let key): Certificate.PrivateKey(key)
        case .ed25519(let key): Certificate.PrivateKey(key)
        case .rsa(let key): Certificate.PrivateKey(key)
        }
    }

    var publicKey: Certificate.PublicKey { certificatePrivateKey.publicKey }

    /// The key as unencrypted PKCS#8 in PEM (RFC 5958; RFC 7468, Section 10).
    func pem() throws -> String {
        PEM.text("PRIVATE KEY", try pkcs8())
    }

    /// The key in PEM, as PKCS#8 encrypted with `passphrase` (RFC 5958, Section 3; RFC 7468, Section 11), or as it is.
    func pem(encryptedWith passphrase: Passphrase?) throws -> String {
        guard let passphrase else { return try pem() }
        var plain = try pkcs8()
        defer { for index in plain.indices { plain[index] = 0 } }
        return PEM.text("ENCRYPTED PRIVATE KEY", try PasswordEncryption.encrypt(plain, with: passphrase))
    }

    private func pkcs8() throws -> [UInt8] {
        switch self {
        case .p256(let key): [UInt8](key.derRepresentation)
        case .p384(let key): [UInt8](key.derRepresentation)
        case .p521(let key): [UInt8](key.derRepresentation)
        case .ed25519: try certificatePrivateKey.serializeAsPEM().derBytes
        case .rsa(let key): [UInt8](key.pkcs8DERRepresentation)
        }
    }
}
