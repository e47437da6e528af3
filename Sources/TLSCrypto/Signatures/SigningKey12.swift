import Crypto
import CryptoExtras
import TLSWire

/// What a key signs in TLS 1.2 and before.
extension SigningKey {
    /// The schemes that the key can sign with in TLS 1.2, the preferred one first. Unlike in TLS 1.3, ECDSA goes with any
    /// hash on any curve (RFC 5246, Section 7.4.1.4.1). SHA-1 comes last, and is for who named it.
    package var schemes12: [SignatureScheme] {
        switch self.key {
        case .p256, .p384, .p521: self.schemes + SignatureHash12.ecdsaSchemes.filter { !self.schemes.contains($0) }
        case .ed25519: self.schemes
        case .rsa: self.schemes + SignatureHash12.pkcs1Schemes
        }
    }

    /// The signature over `content` as it stands in a ServerKeyExchange or CertificateVerify of TLS 1.2.
    ///
    /// - Throws: `unsupportedSignatureScheme` if `scheme` is none of `schemes12`.
    package func sign12(_ content: [UInt8], scheme: SignatureScheme) throws(CryptoFailure) -> [UInt8] {
        guard self.schemes12.contains(scheme) else { throw .unsupportedSignatureScheme }
        // The schemes that TLS 1.3 brought along: PSS and EdDSA (RFC 9846, Section 4.3.3).
        guard let hash = SignatureHash12(ecdsa: scheme) ?? SignatureHash12(pkcs1: scheme) else {
            return try self.sign(content, scheme: scheme)
        }
        return try self.signature(hash, content)
    }

    /// Whether the key can sign in TLS 1.0 and 1.1, where there are RSA and ECDSA only.
    package var canSign10: Bool {
        switch self.key {
        case .p256, .p384, .p521: true
        case .ed25519: false
        case .rsa: self.rawRSA != nil
        }
    }

    /// The signature over `content` in TLS 1.0 and 1.1: RSA over MD5 and SHA-1 (RFC 4346, Section 4.7), or ECDSA over SHA-1
    /// (RFC 8422, Section 5.4).
    ///
    /// - Throws: `unsupportedSignatureScheme` unless `canSign10`.
    package func sign10(_ content: [UInt8]) throws(CryptoFailure) -> [UInt8] {
        guard self.canSign10 else { throw .unsupportedSignatureScheme }
        guard let rawRSA = self.rawRSA else { return try self.signature(.sha1, content) }
        // RFC 8017, Section 9.2, but without DigestInfo.
        let digests = MD5SHA1.digests(of: content)
        let filling = [UInt8](repeating: 0xff, count: max(0, rawRSA.modulus.count - 3 - digests.count))
        guard let signature = rawRSA.apply(to: [0, 1] + filling + [0] + digests) else { throw .internalFailure }
        return signature
    }

    private func signature(_ hash: SignatureHash12, _ content: [UInt8]) throws(CryptoFailure) -> [UInt8] {
        do {
            switch hash {
            case .sha1: return try self.signature(over: Insecure.SHA1.hash(data: content))
            case .sha256: return try self.signature(over: SHA256.hash(data: content))
            case .sha384: return try self.signature(over: SHA384.hash(data: content))
            case .sha512: return try self.signature(over: SHA512.hash(data: content))
            }
        } catch {
            throw .internalFailure
        }
    }

    private func signature(over digest: some Digest) throws -> [UInt8] {
        switch self.key {
        case .p256(let key): [UInt8](try key.signature(for: digest).derRepresentation)
        case .p384(let key): [UInt8](try key.signature(for: digest).derRepresentation)
        case .p521(let key): [UInt8](try key.signature(for: digest).derRepresentation)
        case .ed25519: throw CryptoFailure.unsupportedSignatureScheme
        case .rsa(let key): [UInt8](try key.signature(for: digest, padding: .insecurePKCS1v1_5).rawRepresentation)
        }
    }
}

/// What RSA signs in TLS 1.0 and 1.1.
enum MD5SHA1 {
    /// MD5's digest and then SHA-1's: 36 bytes.
    static func digests(of content: [UInt8]) -> [UInt8] {
        Insecure.MD5.hash(data: content).copyBytes() + Insecure.SHA1.hash(data: content).copyBytes()
    }
}
