import Crypto
import TLSWire

/// The hash of a signature scheme that is a pair of hash and algorithm, as all of TLS 1.2's first ones are (RFC 5246,
/// Section 7.4.1.4.1).
enum SignatureHash12: Sendable {
    case sha1
    case sha256
    case sha384
    case sha512

    /// The hash of an ECDSA scheme. The curve that TLS 1.3 binds to it does not count.
    init?(ecdsa scheme: SignatureScheme) {
        switch scheme {
        case .ecdsaSHA1: self = .sha1
        case .ecdsaSecp256r1SHA256: self = .sha256
        case .ecdsaSecp384r1SHA384: self = .sha384
        case .ecdsaSecp521r1SHA512: self = .sha512
        default: return nil
        }
    }

    /// The hash of a scheme with RSA and PKCS#1 v1.5.
    init?(pkcs1 scheme: SignatureScheme) {
        switch scheme {
        case .rsaPKCS1SHA1: self = .sha1
        case .rsaPKCS1SHA256: self = .sha256
        case .rsaPKCS1SHA384: self = .sha384
        case .rsaPKCS1SHA512: self = .sha512
        default: return nil
        }
    }

    /// The schemes with ECDSA, SHA-1 last.
    static let ecdsaSchemes: [SignatureScheme] = [
        .ecdsaSecp256r1SHA256, .ecdsaSecp384r1SHA384, .ecdsaSecp521r1SHA512, .ecdsaSHA1,
    ]

    /// The schemes with RSA and PKCS#1 v1.5, SHA-1 last.
    static let pkcs1Schemes: [SignatureScheme] = [
        .rsaPKCS1SHA256, .rsaPKCS1SHA384, .rsaPKCS1SHA512, .rsaPKCS1SHA1,
    ]
}
