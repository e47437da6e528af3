import Crypto
import CryptoExtras
import TLSCrypto
import TLSWire
import Testing

/// RFC 5246, Section 7.4.7.1: whatever is wrong with the ciphertext, a random secret comes out, and nothing else happens.
@Suite struct RSAKeyTransportTests {
    static func key() throws -> SigningKey {
        SigningKey(try _RSA.Signing.PrivateKey(unsafeDERRepresentation: RSAKeyTransportVectors.privateKey))
    }

    static func publicKey() throws -> PublicKey {
        try PublicKey(subjectPublicKeyInfo: RSAKeyTransportVectors.publicKeyInfo, minimumRSAModulusBits: 1024)
    }

    @Test(arguments: RSAKeyTransportVectors.cases)
    func knownAnswer(vector: RSAKeyTransportVectors.Case) throws {
        let random = CountingRandomSource(byte: 0x77)
        let secret = try RSAKeyTransport.premasterSecret(
            ciphertext: vector.ciphertext, key: Self.key(), clientVersion: .tls12, random: random)
        let substitute = [3, 3] + [UInt8](repeating: 0x77, count: 46)
        #expect(secret.copyBytes() == (vector.isGood ? RSAKeyTransportVectors.premasterSecret : substitute))
        // The random bytes are drawn whether they are needed or not.
        #expect(random.requests == [46])
    }

    /// The version is the ClientHello's: a good ciphertext is a bad one where that was another.
    @Test(arguments: [ProtocolVersion.ssl30, .tls10, .tls11, .tls13, ProtocolVersion(rawValue: 0x0203)])
    func theVersionIsChecked(version: ProtocolVersion) throws {
        let good = try #require(RSAKeyTransportVectors.cases.first { $0.isGood })
        let secret = try RSAKeyTransport.premasterSecret(
            ciphertext: good.ciphertext, key: Self.key(), clientVersion: version,
            random: CountingRandomSource(byte: 0x11))
        let high = UInt8(version.rawValue >> 8)
        #expect(secret.copyBytes() == [high, UInt8(version.rawValue & 0xff)] + [UInt8](repeating: 0x11, count: 46))
    }

    @Test func theSubstituteDiffersEachTime() throws {
        let secrets = try (0..<2).map { _ in
            try RSAKeyTransport.premasterSecret(
                ciphertext: [UInt8](repeating: 0, count: 128), key: Self.key(), clientVersion: .tls12, random: .system)
        }
        #expect(secrets[0] != secrets[1])
        #expect(secrets.allSatisfy { $0.count == 48 })
    }

    @Test(arguments: [ProtocolVersion.tls10, .tls11, .tls12])
    func whatAClientEncryptsAServerDecrypts(version: ProtocolVersion) throws {
        let (encrypted, secret) = try RSAKeyTransport.encrypt(
            clientVersion: version, to: Self.publicKey(), random: .system)
        #expect(encrypted.count == 128)
        #expect(secret.copyBytes().prefix(2).elementsEqual([3, UInt8(version.rawValue & 0xff)]))
        let decrypted = try RSAKeyTransport.premasterSecret(
            ciphertext: encrypted, key: Self.key(), clientVersion: version, random: .system)
        #expect(decrypted == secret)
        let other = try RSAKeyTransport.encrypt(clientVersion: version, to: Self.publicKey(), random: .system)
        #expect(other.premasterSecret != secret)
        #expect(other.encryptedPremasterSecret != encrypted)
    }

    @Test func largerKeysDoToo() throws {
        let key = SigningKey(try _RSA.Signing.PrivateKey(keySize: .bits2048))
        let publicKey = try PublicKey(subjectPublicKeyInfo: key.publicKeyInfo)
        let (encrypted, secret) = try RSAKeyTransport.encrypt(clientVersion: .tls12, to: publicKey, random: .system)
        #expect(encrypted.count == 256)
        let decrypted = try RSAKeyTransport.premasterSecret(
            ciphertext: encrypted, key: key, clientVersion: .tls12, random: .system)
        #expect(decrypted == secret)
    }

    @Test func onlyRSAKeysServe() throws {
        let key = SigningKey(P256.Signing.PrivateKey())
        #expect(!key.canDecryptPremasterSecret)
        #expect(try Self.key().canDecryptPremasterSecret)
        #expect(throws: CryptoFailure.unsupportedPublicKey) {
            try RSAKeyTransport.premasterSecret(
                ciphertext: [1], key: key, clientVersion: .tls12, random: .system)
        }
        // RFC 4055, Section 1.2: an RSASSA-PSS key does not encrypt.
        for vector in SignatureVector.all {
            let publicKey = try PublicKey(
                subjectPublicKeyInfo: vector.subjectPublicKeyInfo, minimumRSAModulusBits: 1024)
            let isRSA = publicKey.schemes.contains(.rsaPSSRSAESHA256)
            #expect(publicKey.canEncryptPremasterSecret == isRSA)
            guard !isRSA else { continue }
            #expect(throws: CryptoFailure.unsupportedPublicKey) {
                try RSAKeyTransport.encrypt(clientVersion: .tls12, to: publicKey, random: .system)
            }
        }
    }

    @Test func shortRandomnessIsNoticed() throws {
        let random = CountingRandomSource(byte: 1, limit: 45)
        #expect(throws: CryptoFailure.unusableRandomness) {
            try RSAKeyTransport.encrypt(clientVersion: .tls12, to: Self.publicKey(), random: random)
        }
        #expect(throws: CryptoFailure.unusableRandomness) {
            try RSAKeyTransport.premasterSecret(
                ciphertext: [1], key: Self.key(), clientVersion: .tls12, random: random)
        }
    }
}

/// Gives one byte again and again, at most `limit` at a time, and keeps what was asked for.
private final class CountingRandomSource: RandomSource, @unchecked Sendable {
    private let byte: UInt8
    private let limit: Int
    private(set) var requests: [Int] = []

    init(byte: UInt8, limit: Int = .max) {
        self.byte = byte
        self.limit = limit
    }

    func bytes(_ count: Int) -> [UInt8] {
        self.requests.append(count)
        return [UInt8](repeating: self.byte, count: min(count, self.limit))
    }
}
