import Crypto
import CryptoExtras
import TLSWire

#if BoringSSL
import CTLSCrypto
#endif

/// What a key verifies in TLS 1.2 and before.
extension PublicKey {
    /// The schemes that the key can verify in TLS 1.2. Unlike in TLS 1.3, ECDSA goes with any hash on any curve (RFC 5246,
    /// Section 7.4.1.4.1). SHA-1 comes last, and is for who named it.
    package var schemes12: [SignatureScheme] {
        switch self.key {
        case .p256, .p384, .p521: self.schemes + SignatureHash12.ecdsaSchemes.filter { !self.schemes.contains($0) }
        case .ed25519: self.schemes
        case .rsa: self.schemes + (self.rsaEncryptionKey == nil ? [] : SignatureHash12.pkcs1Schemes)
        }
    }

    /// Whether `signature` is this key's over `content` in TLS 1.2. False as well where the key is not of the scheme's type,
    /// and for bytes that are no signature at all.
    package func isValid12(signature: [UInt8], content: [UInt8], scheme: SignatureScheme) -> Bool {
        guard self.schemes12.contains(scheme) else { return false }
        // The schemes that TLS 1.3 brought along: PSS and EdDSA (RFC 9846, Section 4.3.3).
        guard let hash = SignatureHash12(ecdsa: scheme) ?? SignatureHash12(pkcs1: scheme) else {
            return self.isValid(signature: signature, content: content, scheme: scheme)
        }
        return switch hash {
        case .sha1: self.isValid(signature, over: Insecure.SHA1.hash(data: content))
        case .sha256: self.isValid(signature, over: SHA256.hash(data: content))
        case .sha384: self.isValid(signature, over: SHA384.hash(data: content))
        case .sha512: self.isValid(signature, over: SHA512.hash(data: content))
        }
    }

    /// Whether `signature` is this key's over `content` in TLS 1.0 and 1.1: RSA over MD5 and SHA-1 (RFC 4346, Section 4.7), or
    /// ECDSA over SHA-1 (RFC 8422, Section 5.4). False for any other key, and for RSA without the package's trait `BoringSSL`.
    package func isValid10(signature: [UInt8], content: [UInt8]) -> Bool {
        switch self.key {
        case .p256, .p384, .p521: self.isValid(signature, over: Insecure.SHA1.hash(data: content))
        case .ed25519: false
        case .rsa: self.isValidMD5SHA1(signature, MD5SHA1.digests(of: content))
        }
    }

    private func isValid(_ signature: [UInt8], over digest: some Digest) -> Bool {
        switch self.key {
        case .p256(let key):
            guard let raw = ECDSASignature.rawRepresentation(of: signature, scalarLength: 32),
                let signature = try? P256.Signing.ECDSASignature(rawRepresentation: raw)
            else { return false }
            return key.isValidSignature(signature, for: digest)
        case .p384(let key):
            guard let raw = ECDSASignature.rawRepresentation(of: signature, scalarLength: 48),
                let signature = try? P384.Signing.ECDSASignature(rawRepresentation: raw)
            else { return false }
            return key.isValidSignature(signature, for: digest)
        case .p521(let key):
            guard let raw = ECDSASignature.rawRepresentation(of: signature, scalarLength: 66),
                let signature = try? P521.Signing.ECDSASignature(rawRepresentation: raw)
            else { return false }
            return key.isValidSignature(signature, for: digest)
        case .ed25519:
            return false
        case .rsa(let key):
            // RFC 8017, Section 8.2.2: a signature is as long as the modulus.
            guard signature.count == (key.keySizeInBits + 7) / 8 else { return false }
            return key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature), for: digest, padding: .insecurePKCS1v1_5)
        }
    }

    private func isValidMD5SHA1(_ signature: [UInt8], _ digests: [UInt8]) -> Bool {
        #if BoringSSL
        guard let key = self.rsaEncryptionKey, digests.count == CTLS_MD5_SHA1_LENGTH else { return false }
        return unsafe ctls_rsa_is_valid_md5_sha1(key, key.count, digests, signature, signature.count)
        #else
        return false
        #endif
    }
}
