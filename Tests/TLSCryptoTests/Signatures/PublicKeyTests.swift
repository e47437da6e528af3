import Crypto
import TLSCrypto
import TLSWire
import Testing

@Suite struct PublicKeyTests {
    @Test(arguments: SignatureVector.all)
    func truncatedKeysAreRefused(vector: SignatureVector) {
        let der = vector.subjectPublicKeyInfo
        for length in der.indices {
            #expect(throws: CryptoFailure.unsupportedPublicKey) {
                try PublicKey(subjectPublicKeyInfo: [UInt8](der[..<length]))
            }
        }
        #expect(throws: CryptoFailure.unsupportedPublicKey) { try PublicKey(subjectPublicKeyInfo: der + [0]) }
    }

    /// Whatever a changed byte makes of a key, it is no crash, and the key's signatures are not valid under another.
    @Test(arguments: SignatureVector.all)
    func changedKeysAreRefusedOrOthers(vector: SignatureVector) throws {
        let (scheme, signature) = try #require(vector.signatures.first)
        for index in vector.subjectPublicKeyInfo.indices {
            for mask: UInt8 in [0x01, 0x20, 0x80, 0xff] {
                var der = vector.subjectPublicKeyInfo
                der[index] ^= mask
                guard let key = try? PublicKey(subjectPublicKeyInfo: der) else { continue }
                let isValid = key.isValid(signature: signature, content: SignatureTests.content, scheme: scheme)
                // The least length of a salt is a parameter that may change without making another key.
                #expect(!isValid || vector.key == "RSA-PSS for SHA-384", "byte \(index), mask \(mask)")
            }
        }
    }

    static let p256 = SignatureVector.all[0].subjectPublicKeyInfo

    @Test func ellipticCurveKeysMustFitTheirCurve() throws {
        // P-256's identifier stands at bytes 13 to 22.
        #expect(Self.p256[13..<23].elementsEqual([0x06, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7]))
        let point = P384.Signing.PrivateKey().publicKey.x963Representation
        let bits = [0x03, UInt8(point.count + 1), 0] + [UInt8](point)
        let content = Self.p256[2..<23] + bits
        #expect(throws: CryptoFailure.unsupportedPublicKey) {
            try PublicKey(subjectPublicKeyInfo: [0x30, UInt8(content.count)] + content)
        }
    }

    @Test func compressedPointsAreRefused() {
        let point = P256.Signing.PrivateKey().publicKey.compressedRepresentation
        let content = Self.p256[2..<23] + [0x03, UInt8(point.count + 1), 0] + [UInt8](point)
        #expect(throws: CryptoFailure.unsupportedPublicKey) {
            try PublicKey(subjectPublicKeyInfo: [0x30, UInt8(content.count)] + content)
        }
    }

    /// An X25519 key, an Ed448 key's beginning, secp256k1.
    @Test(arguments: [
        "302a300506032b656e032100de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f",
        "302a300506032b6571032100de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f",
        "302a300706032b65700500032100de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f",
        """
        3056301006072a8648ce3d020106052b8104000a03420004
        79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798
        483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8
        """,
    ])
    func otherAlgorithmsAreRefused(der: String) {
        #expect(throws: CryptoFailure.unsupportedPublicKey) {
            try PublicKey(subjectPublicKeyInfo: [UInt8](hex: der))
        }
    }

    /// A modulus of `bits` ones, exponent 65537.
    @Test(arguments: [(2047, false), (2048, true), (8192, true), (8193, false), (16384, false)])
    func sizesOfModuli(bits: Int, isSupported: Bool) throws {
        let der = Self.rsaKey(bits: bits)
        let key = try? PublicKey(subjectPublicKeyInfo: der)
        #expect((key != nil) == isSupported)
        let signature = [UInt8](repeating: 1, count: (bits + 7) / 8)
        for scheme in key?.schemes ?? [] {
            #expect(key?.isValid(signature: signature, content: [], scheme: scheme) == false)
        }
    }

    @Test func theLeastModulusCanBeRaised() {
        #expect(throws: CryptoFailure.unsupportedPublicKey) {
            try PublicKey(subjectPublicKeyInfo: Self.rsaKey(bits: 3071), minimumRSAModulusBits: 3072)
        }
        #expect(throws: Never.self) {
            try PublicKey(subjectPublicKeyInfo: Self.rsaKey(bits: 3072), minimumRSAModulusBits: 3072)
        }
        #expect(throws: CryptoFailure.unsupportedPublicKey) {
            try PublicKey(subjectPublicKeyInfo: Self.rsaKey(bits: 1023), minimumRSAModulusBits: 512)
        }
    }

    private static func rsaKey(bits: Int) -> [UInt8] {
        var modulus = [UInt8](repeating: 0xff, count: (bits + 7) / 8)
        if bits % 8 != 0 { modulus[0] = (1 << UInt8(bits % 8)) - 1 }
        if modulus[0] >= 0x80 { modulus.insert(0, at: 0) }
        let key = self.element(0x30, self.element(0x02, modulus) + self.element(0x02, [1, 0, 1]))
        let algorithm = [UInt8](hex: "300d06092a864886f70d0101010500")
        return self.element(0x30, algorithm + self.element(0x03, [0] + key))
    }

    private static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        switch content.count {
        case 0..<0x80: [tag, UInt8(content.count)] + content
        case 0..<0x100: [tag, 0x81, UInt8(content.count)] + content
        default: [tag, 0x82, UInt8(content.count >> 8), UInt8(content.count & 0xff)] + content
        }
    }
}
