import Crypto
import Testing

@testable import TLSCrypto

/// RFC 4231's test cases that do not truncate, and the edges of the block.
struct HMACVector: CustomTestStringConvertible, Sendable {
    let name: String
    let key: [UInt8]
    let message: [UInt8]
    let codes: [HashAlgorithm: [UInt8]]

    var testDescription: String { self.name }

    init(_ name: String, key: String, message: String, sha256: String, sha384: String) {
        self.name = name
        self.key = [UInt8](hex: key)
        self.message = [UInt8](hex: message)
        self.codes = [.sha256: [UInt8](hex: sha256), .sha384: [UInt8](hex: sha384)]
    }

    static let all = [
        HMACVector(
            "RFC 4231, test case 1",
            key: "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
            message: "4869205468657265",
            sha256: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
            sha384: """
                afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59cfaea9ea9076ede7f4af152e8b2fa9cb6
                """),
        HMACVector(
            "RFC 4231, test case 2",
            key: "4a656665",
            message: "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
            sha256: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            sha384: """
                af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649
                """),
        HMACVector(
            "RFC 4231, test case 3",
            key: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            message: """
                dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd
                dddd
                """,
            sha256: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
            sha384: """
                88062608d3e6ad8a0aa2ace014c8a86f0aa635d947ac9febe83ef4e55966144b2a5ab39dc13814b94e3ab6e101a34f27
                """),
        HMACVector(
            "RFC 4231, test case 4",
            key: "0102030405060708090a0b0c0d0e0f10111213141516171819",
            message: """
                cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd
                cdcd
                """,
            sha256: "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
            sha384: """
                3e8a69b7783c25851933ab6290af6ca77a9981480850009cc5577c6e1f573b4e6801dd23c4a7d679ccf8a386c674cffb
                """),
        HMACVector(
            "RFC 4231, test case 6",
            key: """
                aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
                aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
                aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
                """,
            message: """
                54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a65204b6579202d2048617368204b6579
                204669727374
                """,
            sha256: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            sha384: """
                4ece084485813e9088d2c63a041bc5b44f9ef1012a2b588f3cd11f05033ac4c60c2ef6ab4030fe8296248df163f44952
                """),
        HMACVector(
            "RFC 4231, test case 7",
            key: """
                aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
                aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
                aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
                """,
            message: """
                5468697320697320612074657374207573696e672061206c6172676572207468616e20626c6f636b2d73697a65206b65
                7920616e642061206c6172676572207468616e20626c6f636b2d73697a6520646174612e20546865206b6579206e6565
                647320746f20626520686173686564206265666f7265206265696e6720757365642062792074686520484d414320616c
                676f726974686d2e
                """,
            sha256: "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
            sha384: """
                6617178e941f020d351e2f254e8fd32c602420feb0b8fb9adccebb82461e99c5a678cc31e799176d3860e6110c46523e
                """),
        HMACVector(
            "a key of SHA-256's block size",
            key: """
                0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c
                0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c
                """,
            message: "6d657373616765",
            sha256: "55b9f0c1f4523a134edd5664646230197e8beabbf1c1a8d478b723d401b4a916",
            sha384: """
                f8b34e2c816076ba161d498438447607397c63f01d519d5392b0a9936421e33f4c9c1350a454b2231fa46d0880d64117
                """),
        HMACVector(
            "a key of SHA-384's block size",
            key: """
                0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c
                0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c
                0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c
                """,
            message: "6d657373616765",
            sha256: "d1bbd05321e7caa745b7786fefa1a53906c2fdf12a35da6d1077941b2c107421",
            sha384: """
                fd7bc42e8a77f0b85124af21d5b45d969aec00105a411175a544014d7f7256ed52d7b00dca33eedf1ff2fa8c512cf60a
                """),
        HMACVector(
            "an empty key",
            key: "",
            message: "6d657373616765",
            sha256: "eb08c1f56d5ddee07f7bdf80468083da06b64cf4fac64fe3a90883df5feacae4",
            sha384: """
                a1302a8028a419bb834bfae53c5e98ab48e07aed9ef8b980a821df28685902003746ade315072edd8ce009a1d23705ec
                """),
        HMACVector(
            "an empty message",
            key: "6b6579",
            message: "",
            sha256: "5d5d139563c95b5967b9bd9a8c9b233a9dedb45072794cd232dc1b74832607d0",
            sha384: """
                99f44bb4e73c9d0ef26533596c8d8a32a5f8c10a9b997d30d89a7e35ba1ccf200b985f72431202b891fe350da410e43f
                """),
    ]
}

@Suite struct HMACTests {
    @Test(arguments: HMACVector.all, HashAlgorithm.allCases)
    func knownAnswer(vector: HMACVector, hash: HashAlgorithm) {
        let key = Secret(copying: vector.key)
        let code = HMAC.authenticationCode(hash, key: key, message: vector.message)
        #expect(code == vector.codes[hash])
        #expect(HMAC.isValid(code, hash, key: key, message: vector.message))
    }

    @Test(arguments: HashAlgorithm.allCases)
    func refusesAnotherCode(hash: HashAlgorithm) {
        let key = Secret(copying: [1, 2, 3])
        let code = HMAC.authenticationCode(hash, key: key, message: [4, 5])
        for index in code.indices {
            var changed = code
            changed[index] ^= 1
            #expect(!HMAC.isValid(changed, hash, key: key, message: [4, 5]))
        }
        #expect(!HMAC.isValid([UInt8](code.dropLast()), hash, key: key, message: [4, 5]))
        #expect(!HMAC.isValid([], hash, key: key, message: [4, 5]))
        #expect(!HMAC.isValid(code, hash, key: key, message: [4, 6]))
    }

    /// Keys and messages about the hash functions' block lengths.
    @Test(arguments: [0, 1, 55, 63, 64, 65, 111, 127, 128, 129, 300])
    func swiftCryptosHashFunctionsAgree(keyLength: Int) {
        let key = [UInt8](repeating: 0xA5, count: keyLength)
        for messageLength in [0, 1, 31, 64, 128, 500] {
            let message = (0..<messageLength).map { UInt8(truncatingIfNeeded: $0) }
            let sha256 = HMAC.code(SHA256.self, key: key.span.bytes, message: message.span.bytes).copyBytes()
            #expect(HMAC.authenticationCode(.sha256, key: key.span.bytes, message: message.span.bytes) == sha256)
            let sha384 = HMAC.code(SHA384.self, key: key.span.bytes, message: message.span.bytes).copyBytes()
            #expect(HMAC.authenticationCode(.sha384, key: key.span.bytes, message: message.span.bytes) == sha384)
        }
    }
}
