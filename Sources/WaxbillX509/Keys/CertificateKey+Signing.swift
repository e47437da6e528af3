import TLSCrypto
import WaxbillTLS

extension CertificateKey {
    /// The key as the engine signs with it.
    var privateKey: PrivateKey {
        switch self {
        case .p256(let key): PrivateKey(SigningKey(key))
        case .p384(let key): PrivateKey(SigningKey(key))
        case .p521(let key): PrivateKey(SigningKey(key))
        case .ed25519(let key): PrivateKey(SigningKey(key))
        case .rsa(let key): PrivateKey(SigningKey(key))
        }
    }

    /// The public half in DER (RFC 5280, Section 4.1.2.7).
    var subjectPublicKeyInfo: [UInt8] { privateKey.subjectPublicKeyInfo }
}
