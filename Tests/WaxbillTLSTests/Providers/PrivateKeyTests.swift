import TLSCrypto
import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// What a key in memory does in each version.
@Suite struct PrivateKeyTests {
    private static func key(_ type: StubPKI.KeyType) -> PrivateKey? {
        StubPKI.identity(type).signer as? PrivateKey
    }

    @Test(arguments: StubPKI.KeyType.allCases) func schemesOfEachVersion(type: StubPKI.KeyType) throws {
        let key = try #require(Self.key(type))
        #expect(key.signatureSchemes(for: .tls13) == key.signatureSchemes)
        #expect(key.signatureSchemes(for: .tls12).starts(with: key.signatureSchemes))
        let old: [SignatureScheme] =
            switch type {
            case .rsa2048: [.rsaPKCS1MD5SHA1]
            case .ed25519: []
            default: [.ecdsaSHA1]
            }
        #expect(key.signatureSchemes(for: .tls11) == old)
        #expect(key.signatureSchemes(for: .tls10) == old)
        #expect(key.signatureSchemes(for: .ssl30).isEmpty)
        #expect(key.canDecryptPremasterSecret == (type == .rsa2048))
    }

    /// Whatever a key says that it signs, verifies.
    @Test(arguments: StubPKI.KeyType.allCases) func signatures(type: StubPKI.KeyType) throws {
        let key = try #require(Self.key(type))
        let publicKey = try PublicKey(subjectPublicKeyInfo: key.subjectPublicKeyInfo)
        let content = Array("content".utf8)
        for scheme in key.signatureSchemes(for: .tls12) {
            let signature = try key.sign(content, with: scheme)
            #expect(publicKey.isValid12(signature: signature, content: content, scheme: scheme), "\(scheme)")
        }
        #if BoringSSL
        for scheme in key.signatureSchemes(for: .tls10) {
            let signature = try key.sign(content, with: scheme)
            #expect(publicKey.isValid10(signature: signature, content: content), "\(scheme)")
        }
        #endif
    }

    @Test(arguments: [
        (StubPKI.KeyType.p256, SignatureScheme.rsaPKCS1MD5SHA1), (.ed25519, .rsaPKCS1MD5SHA1), (.ed25519, .ecdsaSHA1),
        (.rsa2048, .ecdsaSHA1), (.p256, .rsaPKCS1SHA256), (.rsa2048, .rsaPSSPSSSHA256),
    ])
    func schemeOfAnotherKey(type: StubPKI.KeyType, scheme: SignatureScheme) throws {
        let key = try #require(Self.key(type))
        #expect(throws: (any Error).self) { try key.sign([1], with: scheme) }
    }

    /// What stands for TLS 1.0's signatures cannot be negotiated: no key verifies it, and none signs with it.
    @Test func nobodySelectsMD5WithSHA1() {
        let scheme = SignatureScheme.rsaPKCS1MD5SHA1
        #expect(!scheme.isAllowedInTLS13)
        #expect(SignatureSchemeSelection.select(signer: [scheme], peer: [scheme]) == nil)
        #expect(!DefaultPreferences.signatureSchemes.contains(scheme))
        #expect(!DefaultPreferences.legacySignatureSchemes.contains(scheme))
        for type in StubPKI.KeyType.allCases {
            #expect(!StubPKI.identity(type).signer.signatureSchemes(for: .tls12).contains(scheme))
        }
    }

    @Test func premasterSecrets() throws {
        let key = try #require(Self.key(.rsa2048))
        let publicKey = try PublicKey(subjectPublicKeyInfo: key.subjectPublicKeyInfo)
        let (encrypted, secret) = try RSAKeyTransport.encrypt(
            clientVersion: .tls12, to: publicKey, random: SystemRandomSource())
        func decrypt(_ ciphertext: [UInt8], version: ProtocolVersion = .tls12) throws -> [UInt8] {
            try key.premasterSecret(
                PremasterDecryptionRequest(
                    identity: StubPKI.identity(.rsa2048), encryptedPremasterSecret: ciphertext, clientVersion: version))
        }
        #expect(try decrypt(encrypted) == secret.copyBytes())
        // Whatever is wrong: 48 bytes, others each time.
        for (ciphertext, version) in [(encrypted, ProtocolVersion.tls11), ([], .tls12), (encrypted + [0], .tls12)] {
            let first = try decrypt(ciphertext, version: version)
            #expect(first.count == 48)
            #expect(try decrypt(ciphertext, version: version) != first)
            #expect(first != secret.copyBytes())
        }
        let other = try #require(Self.key(.p256))
        #expect(throws: (any Error).self) {
            try other.premasterSecret(
                PremasterDecryptionRequest(
                    identity: StubPKI.identity(.p256), encryptedPremasterSecret: encrypted, clientVersion: .tls12))
        }
    }
}
