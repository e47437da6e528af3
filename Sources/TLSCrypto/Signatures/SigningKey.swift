import Crypto
import CryptoExtras
import TLSWire

/// A private key that signs CertificateVerify messages.
package struct SigningKey: Sendable {
    /// The schemes that the key can sign with in TLS 1.3, the preferred one first.
    package let schemes: [SignatureScheme]

    /// The public half as a DER-encoded SubjectPublicKeyInfo (RFC 5280, Section 4.1.2.7), as it stands in a
    /// certificate.
    package let publicKeyInfo: [UInt8]

    let key: Key

    /// The raw operation of an RSA key, for what is older than PSS: RSA key transport, MD5 with SHA-1.
    let rawRSA: RawRSAPrivateKey?

    enum Key {
        case p256(P256.Signing.PrivateKey)
        case p384(P384.Signing.PrivateKey)
        case p521(P521.Signing.PrivateKey)
        case ed25519(Curve25519.Signing.PrivateKey)
        case rsa(_RSA.Signing.PrivateKey)
    }

    package init(_ key: P256.Signing.PrivateKey) {
        self.key = .p256(key)
        self.rawRSA = nil
        self.schemes = [.ecdsaSecp256r1SHA256]
        self.publicKeyInfo = [UInt8](key.publicKey.derRepresentation)
    }

    package init(_ key: P384.Signing.PrivateKey) {
        self.key = .p384(key)
        self.rawRSA = nil
        self.schemes = [.ecdsaSecp384r1SHA384]
        self.publicKeyInfo = [UInt8](key.publicKey.derRepresentation)
    }

    package init(_ key: P521.Signing.PrivateKey) {
        self.key = .p521(key)
        self.rawRSA = nil
        self.schemes = [.ecdsaSecp521r1SHA512]
        self.publicKeyInfo = [UInt8](key.publicKey.derRepresentation)
    }

    package init(_ key: Curve25519.Signing.PrivateKey) {
        self.key = .ed25519(key)
        self.rawRSA = nil
        self.schemes = [.ed25519]
        self.publicKeyInfo = [UInt8](key.publicKey.derRepresentation)
    }

    /// An RSA key, of a certificate whose algorithm is rsaEncryption.
    package init(_ key: _RSA.Signing.PrivateKey) {
        self.key = .rsa(key)
        self.rawRSA = RawRSAPrivateKey(key)
        self.schemes = RSAPSS.schemes(modulusBits: key.keySizeInBits, algorithm: .rsaEncryption)
        self.publicKeyInfo = [UInt8](key.publicKey.derRepresentation)
    }

    /// The signature over `content` as it stands in a CertificateVerify: DER for ECDSA (RFC 9846, Section 4.3.3).
    ///
    /// - Throws: `unsupportedSignatureScheme` if `scheme` is none of `schemes`.
    package func sign(_ content: [UInt8], scheme: SignatureScheme) throws(CryptoFailure) -> [UInt8] {
        guard self.schemes.contains(scheme) else { throw .unsupportedSignatureScheme }
        do {
            switch self.key {
            case .p256(let key):
                return [UInt8](try key.signature(for: SHA256.hash(data: content)).derRepresentation)
            case .p384(let key):
                return [UInt8](try key.signature(for: SHA384.hash(data: content)).derRepresentation)
            case .p521(let key):
                return [UInt8](try key.signature(for: SHA512.hash(data: content)).derRepresentation)
            case .ed25519(let key):
                return [UInt8](try key.signature(for: content))
            case .rsa(let key):
                return try RSAPSS.sign(content, scheme: scheme, key: key)
            }
        } catch {
            throw .internalFailure
        }
    }
}
