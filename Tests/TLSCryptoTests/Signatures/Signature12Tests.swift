import Crypto
import CryptoExtras
import TLSCrypto
import TLSWire
import Testing

@Suite struct Signature12Tests {
    static let ecdsa: [SignatureScheme] = [
        .ecdsaSecp256r1SHA256, .ecdsaSecp384r1SHA384, .ecdsaSecp521r1SHA512, .ecdsaSHA1,
    ]
    static let pkcs1: [SignatureScheme] = [.rsaPKCS1SHA256, .rsaPKCS1SHA384, .rsaPKCS1SHA512, .rsaPKCS1SHA1]
    static let pss: [SignatureScheme] = [.rsaPSSRSAESHA256, .rsaPSSRSAESHA384, .rsaPSSRSAESHA512]
    static let all =
        ecdsa + pkcs1 + pss + [
            .ed25519, .ed448, .rsaPSSPSSSHA256, SignatureScheme(rawValue: 0x0101), SignatureScheme(rawValue: 0x0202),
            SignatureScheme(rawValue: 0x0303), SignatureScheme(rawValue: 0x0a0a),
        ]

    @Test(arguments: SignatureVector12.all)
    func knownSignatures(vector: SignatureVector12) throws {
        let key = try PublicKey(subjectPublicKeyInfo: vector.subjectPublicKeyInfo, minimumRSAModulusBits: 1024)
        for (scheme, signature) in vector.signatures {
            for other in Self.all {
                let isValid = key.isValid12(signature: signature, content: SignatureVector12.content, scheme: other)
                // ECDSA over SHA-1 is the same in all versions.
                #expect(
                    isValid
                        == (other == scheme || scheme == nil && other == .ecdsaSHA1 && key.schemes12.contains(other)))
            }
            let isValid = key.isValid10(signature: signature, content: SignatureVector12.content)
            #expect(isValid == Self.isValid10(scheme, key))
            // What TLS 1.3 takes has not become more.
            for other in Self.all where !key.schemes.contains(other) {
                #expect(!key.isValid(signature: signature, content: SignatureVector12.content, scheme: other))
            }
        }
    }

    /// Whether a signature of the scheme, of TLS 1.1 if nil, is one that the key verifies in TLS 1.1.
    private static func isValid10(_ scheme: SignatureScheme?, _ key: PublicKey) -> Bool {
        #if BoringSSL
        scheme == nil || scheme == .ecdsaSHA1
        #else
        // RSA over MD5 and SHA-1 needs BoringSSL.
        scheme == .ecdsaSHA1 || scheme == nil && key.schemes12.contains(.ecdsaSHA1)
        #endif
    }

    @Test(arguments: SignatureVector12.all)
    func changedSignaturesAreInvalid(vector: SignatureVector12) throws {
        let key = try PublicKey(subjectPublicKeyInfo: vector.subjectPublicKeyInfo, minimumRSAModulusBits: 1024)
        func isValid(_ signature: [UInt8], _ content: [UInt8], _ scheme: SignatureScheme?) -> Bool {
            guard let scheme else { return key.isValid10(signature: signature, content: content) }
            return key.isValid12(signature: signature, content: content, scheme: scheme)
        }
        for (scheme, signature) in vector.signatures {
            for index in stride(from: 0, to: signature.count, by: 5) {
                var changed = signature
                changed[index] ^= 0x04
                #expect(!isValid(changed, SignatureVector12.content, scheme))
            }
            for signature in [[], [0], [UInt8](signature.dropLast()), signature + [0], [0] + signature] {
                #expect(!isValid(signature, SignatureVector12.content, scheme))
            }
            #expect(!isValid(signature, [], scheme))
            #expect(!isValid(signature, SignatureVector12.content + [0], scheme))
        }
    }

    /// A key of each type, and what it should sign with in TLS 1.2 and before.
    static let keys: [(key: SigningKey, schemes: [SignatureScheme], canSign10: Bool)] = {
        var keys: [(SigningKey, [SignatureScheme], Bool)] = [
            (SigningKey(P256.Signing.PrivateKey()), ecdsa, true),
            (
                SigningKey(P384.Signing.PrivateKey()),
                [.ecdsaSecp384r1SHA384, .ecdsaSecp256r1SHA256, .ecdsaSecp521r1SHA512, .ecdsaSHA1], true
            ),
            (
                SigningKey(P521.Signing.PrivateKey()),
                [.ecdsaSecp521r1SHA512, .ecdsaSecp256r1SHA256, .ecdsaSecp384r1SHA384, .ecdsaSHA1], true
            ),
            (SigningKey(Curve25519.Signing.PrivateKey()), [.ed25519], false),
        ]
        if let key = try? RSAKeyTransportTests.key() {
            // 1024 bits have no room for SHA-512's digest and salt.
            keys.append((key, [.rsaPSSRSAESHA256, .rsaPSSRSAESHA384] + pkcs1, true))
        }
        return keys
    }()

    @Test func everyKeyTypeIsTested() {
        #expect(Self.keys.count == 5)
    }

    @Test(arguments: keys.indices)
    func roundTrip(index: Int) throws {
        let (key, schemes, canSign10) = Self.keys[index]
        let publicKey = try PublicKey(subjectPublicKeyInfo: key.publicKeyInfo, minimumRSAModulusBits: 1024)
        #expect(key.schemes12 == schemes)
        #expect(publicKey.schemes12 == schemes)
        let content = SignatureVector12.content
        for scheme in schemes {
            let signature = try key.sign12(content, scheme: scheme)
            #expect(publicKey.isValid12(signature: signature, content: content, scheme: scheme))
            #expect(!publicKey.isValid12(signature: signature, content: content + [0], scheme: scheme))
        }
        for scheme in Self.all where !schemes.contains(scheme) {
            #expect(throws: CryptoFailure.unsupportedSignatureScheme) { try key.sign12(content, scheme: scheme) }
        }
        for scheme in Self.all where !key.schemes.contains(scheme) {
            #expect(throws: CryptoFailure.unsupportedSignatureScheme) { try key.sign(content, scheme: scheme) }
        }
        #expect(key.canSign10 == canSign10)
        guard canSign10 else {
            #expect(throws: CryptoFailure.unsupportedSignatureScheme) { try key.sign10(content) }
            #expect(!publicKey.isValid10(signature: [], content: content))
            return
        }
        let signature = try key.sign10(content)
        #if BoringSSL
        #expect(publicKey.isValid10(signature: signature, content: content))
        #endif
        #expect(!publicKey.isValid10(signature: signature, content: content + [0]))
    }

    /// PKCS#1 v1.5 leaves nothing to chance.
    @Test func knownRSASignaturesAreMade() throws {
        let vector = try #require(SignatureVector12.all.last)
        let key = try RSAKeyTransportTests.key()
        #expect(key.publicKeyInfo == vector.subjectPublicKeyInfo)
        for scheme in Self.pkcs1 {
            #expect(try key.sign12(SignatureVector12.content, scheme: scheme) == vector.signatures[scheme])
        }
        #expect(try key.sign10(SignatureVector12.content) == vector.signatures[SignatureScheme?.none])
    }

    /// RFC 4055, Section 3.1: a key for RSASSA-PSS does nothing else.
    @Test func pssKeysVerifyPSSOnly() throws {
        let vectors = try SignatureVector.all.filter {
            try PublicKey(subjectPublicKeyInfo: $0.subjectPublicKeyInfo).schemes.contains(.rsaPSSPSSSHA256)
        }
        #expect(!vectors.isEmpty)
        for vector in vectors {
            let key = try PublicKey(subjectPublicKeyInfo: vector.subjectPublicKeyInfo)
            #expect(key.schemes12 == key.schemes)
            #expect(!key.isValid10(signature: [UInt8](repeating: 1, count: 256), content: [1]))
        }
    }
}
