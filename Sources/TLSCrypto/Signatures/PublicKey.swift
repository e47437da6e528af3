import Crypto
import CryptoExtras
import TLSWire

/// A public key of a peer's certificate, which verifies CertificateVerify messages.
package struct PublicKey: Sendable {
    /// The schemes that the key can verify in TLS 1.3.
    package let schemes: [SignatureScheme]

    let key: Key

    /// The DER-encoded RSAPublicKey (RFC 8017, Appendix A.1.1) of a key for any use of RSA; nil for a key of another kind,
    /// or for RSASSA-PSS only.
    let rsaEncryptionKey: [UInt8]?

    enum Key {
        case p256(P256.Signing.PublicKey)
        case p384(P384.Signing.PublicKey)
        case p521(P521.Signing.PublicKey)
        case ed25519(Curve25519.Signing.PublicKey)
        case rsa(_RSA.Signing.PublicKey)
    }

    /// The key in a DER-encoded SubjectPublicKeyInfo (RFC 5280, Section 4.1.2.7).
    ///
    /// - Parameter minimumRSAModulusBits: The least size of an RSA key in bits, 1024 at least. RSA keys of more than
    ///   8192 bits are refused as well, because verifying takes long.
    /// - Throws: `unsupportedPublicKey`.
    package init(subjectPublicKeyInfo: [UInt8], minimumRSAModulusBits: Int = 2048) throws(CryptoFailure) {
        guard let info = SubjectPublicKeyInfo(subjectPublicKeyInfo) else { throw .unsupportedPublicKey }
        self.rsaEncryptionKey =
            info.algorithm.elementsEqual(ObjectIdentifier.rsaEncryption) ? [UInt8](info.key) : nil
        do {
            switch [UInt8](info.algorithm) {
            case ObjectIdentifier.ecPublicKey:
                (self.key, self.schemes) = try Self.ellipticCurveKey(info)
            case ObjectIdentifier.ed25519:
                // RFC 8410, Section 3: the parameters MUST be absent.
                guard info.parameters.isEmpty else { throw CryptoFailure.unsupportedPublicKey }
                self.key = .ed25519(try Curve25519.Signing.PublicKey(rawRepresentation: info.key))
                self.schemes = [.ed25519]
            case ObjectIdentifier.rsaEncryption, ObjectIdentifier.rsassaPSS:
                self.schemes = try Self.rsaSchemes(info, minimumModulusBits: minimumRSAModulusBits)
                self.key = .rsa(try _RSA.Signing.PublicKey(unsafeDERRepresentation: subjectPublicKeyInfo))
            default:
                throw CryptoFailure.unsupportedPublicKey
            }
        } catch {
            throw .unsupportedPublicKey
        }
    }

    /// Whether `signature` is this key's over `content`. False as well where the key is not of the scheme's type or curve
    /// (RFC 9846, Section 4.3.3), and for bytes that are no signature at all.
    package func isValid(signature: [UInt8], content: [UInt8], scheme: SignatureScheme) -> Bool {
        guard self.schemes.contains(scheme) else { return false }
        switch self.key {
        case .p256(let key):
            guard let raw = ECDSASignature.rawRepresentation(of: signature, scalarLength: 32),
                let signature = try? P256.Signing.ECDSASignature(rawRepresentation: raw)
            else { return false }
            return key.isValidSignature(signature, for: SHA256.hash(data: content))
        case .p384(let key):
            guard let raw = ECDSASignature.rawRepresentation(of: signature, scalarLength: 48),
                let signature = try? P384.Signing.ECDSASignature(rawRepresentation: raw)
            else { return false }
            return key.isValidSignature(signature, for: SHA384.hash(data: content))
        case .p521(let key):
            guard let raw = ECDSASignature.rawRepresentation(of: signature, scalarLength: 66),
                let signature = try? P521.Signing.ECDSASignature(rawRepresentation: raw)
            else { return false }
            return key.isValidSignature(signature, for: SHA512.hash(data: content))
        case .ed25519(let key):
            return key.isValidSignature(signature, for: content)
        case .rsa(let key):
            return RSAPSS.isValid(signature: signature, content: content, scheme: scheme, key: key)
        }
    }
}

extension PublicKey {
    /// RFC 5480, Section 2: a named curve and an uncompressed point on it.
    private static func ellipticCurveKey(_ info: SubjectPublicKeyInfo) throws -> (Key, [SignatureScheme]) {
        var parameters = DERReader(info.parameters)
        guard let curve = parameters.read(.objectIdentifier), parameters.isEmpty, info.key.first == 4 else {
            throw CryptoFailure.unsupportedPublicKey
        }
        let point = [UInt8](info.key)
        switch [UInt8](curve) {
        case ObjectIdentifier.secp256r1:
            return (.p256(try P256.Signing.PublicKey(x963Representation: point)), [.ecdsaSecp256r1SHA256])
        case ObjectIdentifier.secp384r1:
            return (.p384(try P384.Signing.PublicKey(x963Representation: point)), [.ecdsaSecp384r1SHA384])
        case ObjectIdentifier.secp521r1:
            return (.p521(try P521.Signing.PublicKey(x963Representation: point)), [.ecdsaSecp521r1SHA512])
        default:
            throw CryptoFailure.unsupportedPublicKey
        }
    }

    private static func rsaSchemes(
        _ info: SubjectPublicKeyInfo, minimumModulusBits: Int
    ) throws(CryptoFailure) -> [SignatureScheme] {
        let modulusBits = try rsaModulusBits(info.key)
        guard modulusBits >= max(minimumModulusBits, 1024), modulusBits <= 8192 else { throw .unsupportedPublicKey }
        if info.algorithm.elementsEqual(ObjectIdentifier.rsaEncryption) {
            // RFC 3279, Section 2.3.1: the parameters MUST be NULL.
            guard info.parameters.elementsEqual([DERReader.Tag.null.rawValue, 0]) else { throw .unsupportedPublicKey }
            return RSAPSS.schemes(modulusBits: modulusBits, algorithm: .rsaEncryption)
        }
        guard let hashes = RSAPSSParameters.allowedHashes(info.parameters) else { throw .unsupportedPublicKey }
        return RSAPSS.schemes(modulusBits: modulusBits, algorithm: .rsassaPSS, hashes: hashes)
    }

    /// RFC 8017, Appendix A.1.1: RSAPublicKey.
    private static func rsaModulusBits(_ key: ArraySlice<UInt8>) throws(CryptoFailure) -> Int {
        var outer = DERReader(key)
        guard let content = outer.read(.sequence), outer.isEmpty else { throw .unsupportedPublicKey }
        var numbers = DERReader(content)
        guard let modulus = numbers.readUnsignedInteger(), let exponent = numbers.readUnsignedInteger(),
            numbers.isEmpty, let first = modulus.first, !exponent.isEmpty
        else { throw .unsupportedPublicKey }
        return modulus.count * 8 - first.leadingZeroBitCount
    }
}
