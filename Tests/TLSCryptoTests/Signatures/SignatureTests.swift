import Crypto
import CryptoExtras
import TLSCrypto
import TLSWire
import Testing

@Suite struct SignatureTests {
    static let content = SignatureContext.server.content(transcriptHash: HashAlgorithm.sha256.digest(of: [UInt8]()))

    static let allSchemes: [SignatureScheme] = [
        .ecdsaSecp256r1SHA256, .ecdsaSecp384r1SHA384, .ecdsaSecp521r1SHA512, .ed25519, .rsaPSSRSAESHA256,
        .rsaPSSRSAESHA384, .rsaPSSRSAESHA512, .rsaPSSPSSSHA256, .rsaPSSPSSSHA384, .rsaPSSPSSSHA512, .rsaPKCS1SHA256,
        .rsaPKCS1SHA1, .ecdsaSHA1, .ed448, SignatureScheme(rawValue: 0x0a0a),
    ]

    /// A key of each type, and the schemes it should have.
    static let keys: [(SigningKey, [SignatureScheme])] = {
        var keys: [(SigningKey, [SignatureScheme])] = [
            (SigningKey(P256.Signing.PrivateKey()), [.ecdsaSecp256r1SHA256]),
            (SigningKey(P384.Signing.PrivateKey()), [.ecdsaSecp384r1SHA384]),
            (SigningKey(P521.Signing.PrivateKey()), [.ecdsaSecp521r1SHA512]),
            (SigningKey(Curve25519.Signing.PrivateKey()), [.ed25519]),
        ]
        if let key = try? _RSA.Signing.PrivateKey(keySize: .bits2048) {
            keys.append((SigningKey(key), [.rsaPSSRSAESHA256, .rsaPSSRSAESHA384, .rsaPSSRSAESHA512]))
        }
        return keys
    }()

    @Test(arguments: keys.indices)
    func roundTrip(index: Int) throws {
        let (key, schemes) = Self.keys[index]
        let publicKey = try PublicKey(subjectPublicKeyInfo: key.publicKeyInfo)
        #expect(key.schemes == schemes)
        #expect(publicKey.schemes == schemes)
        for scheme in schemes {
            let signature = try key.sign(Self.content, scheme: scheme)
            #expect(publicKey.isValid(signature: signature, content: Self.content, scheme: scheme))
            #expect(!publicKey.isValid(signature: signature, content: Self.content + [0], scheme: scheme))
            #expect(!publicKey.isValid(signature: signature, content: [], scheme: scheme))
            for other in Self.allSchemes where other != scheme {
                #expect(!publicKey.isValid(signature: signature, content: Self.content, scheme: other))
            }
        }
        for scheme in Self.allSchemes where !schemes.contains(scheme) {
            #expect(throws: CryptoFailure.unsupportedSignatureScheme) { try key.sign(Self.content, scheme: scheme) }
        }
        for (other, _) in Self.keys where other.publicKeyInfo != key.publicKeyInfo {
            let signature = try other.sign(Self.content, scheme: try #require(other.schemes.first))
            for scheme in Self.allSchemes {
                #expect(!publicKey.isValid(signature: signature, content: Self.content, scheme: scheme))
            }
        }
    }

    @Test func everyKeyTypeIsTested() {
        #expect(Self.keys.count == 5)
    }

    /// RFC 8017, Section 9.1.1: 1024 bits have no room for SHA-512's digest and salt.
    @Test func schemesFitTheModulus() throws {
        let key = SigningKey(try _RSA.Signing.PrivateKey(unsafeKeySize: _RSA.Signing.KeySize(bitCount: 1024)))
        #expect(key.schemes == [.rsaPSSRSAESHA256, .rsaPSSRSAESHA384])
        #expect(throws: CryptoFailure.unsupportedPublicKey) {
            try PublicKey(subjectPublicKeyInfo: key.publicKeyInfo)
        }
        let publicKey = try PublicKey(subjectPublicKeyInfo: key.publicKeyInfo, minimumRSAModulusBits: 1024)
        #expect(publicKey.schemes == key.schemes)
        let signature = try key.sign(Self.content, scheme: .rsaPSSRSAESHA384)
        #expect(publicKey.isValid(signature: signature, content: Self.content, scheme: .rsaPSSRSAESHA384))
    }

    @Test(arguments: SignatureVector.all)
    func verifiesWhatOthersSign(vector: SignatureVector) throws {
        let key = try PublicKey(subjectPublicKeyInfo: vector.subjectPublicKeyInfo)
        #expect(Set(key.schemes) == Set(vector.signatures.keys))
        for (scheme, signature) in vector.signatures {
            #expect(key.isValid(signature: signature, content: Self.content, scheme: scheme))
            for other in Self.allSchemes where other != scheme {
                #expect(!key.isValid(signature: signature, content: Self.content, scheme: other))
            }
        }
    }

    @Test(arguments: SignatureVector.all)
    func changedSignaturesAreInvalid(vector: SignatureVector) throws {
        let key = try PublicKey(subjectPublicKeyInfo: vector.subjectPublicKeyInfo)
        let (scheme, signature) = try #require(vector.signatures.first)
        for index in signature.indices {
            var changed = signature
            changed[index] ^= 1 << UInt8(index % 8)
            #expect(!key.isValid(signature: changed, content: Self.content, scheme: scheme))
            #expect(!key.isValid(signature: [UInt8](signature[..<index]), content: Self.content, scheme: scheme))
            #expect(!key.isValid(signature: [UInt8](signature[(index + 1)...]), content: Self.content, scheme: scheme))
        }
        #expect(!key.isValid(signature: signature + [0], content: Self.content, scheme: scheme))
        #expect(!key.isValid(signature: [0] + signature, content: Self.content, scheme: scheme))
    }

    @Test(arguments: SignatureVector.all)
    func garbageIsInvalid(vector: SignatureVector) throws {
        let key = try PublicKey(subjectPublicKeyInfo: vector.subjectPublicKeyInfo)
        var generator = SystemRandomNumberGenerator()
        var signatures: [[UInt8]] = [[], [0x30], [0x30, 0x80], [0x30, 0x06, 2, 1, 0, 2, 1, 0]]
        signatures.append([UInt8](repeating: 0x30, count: 65535))
        for count in [1, 63, 64, 65, 70, 72, 104, 139, 255, 256, 257, 65535] {
            signatures.append([UInt8](repeating: 0, count: count))
            signatures.append([UInt8](repeating: 0xff, count: count))
            signatures.append((0..<count).map { _ in generator.next() })
        }
        for signature in signatures {
            for scheme in Self.allSchemes {
                #expect(!key.isValid(signature: signature, content: Self.content, scheme: scheme))
            }
        }
    }
}
