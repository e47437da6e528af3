import TLSCrypto
import TLSWire
import Testing

/// Records that an implementation over Python's `cryptography` and `hmac` sealed.
struct RecordVector12: Sendable, CustomTestStringConvertible {
    let suite: CipherSuite
    let version: ProtocolVersion
    let encryptsThenMACs: Bool
    let macKey: [UInt8]
    let key: [UInt8]
    let fixedIV: [UInt8]
    let records: [Record]

    init(
        suite: UInt16, version: ProtocolVersion, encryptsThenMACs: Bool, macKey: String, key: String, fixedIV: String,
        records: [Record]
    ) {
        self.suite = CipherSuite(rawValue: suite)
        self.version = version
        self.encryptsThenMACs = encryptsThenMACs
        self.macKey = [UInt8](hex: macKey)
        self.key = [UInt8](hex: key)
        self.fixedIV = [UInt8](hex: fixedIV)
        self.records = records
    }

    struct Record: Sendable {
        let sequenceNumber: UInt64
        let type: ContentType
        /// The IV in front of the record, where the sealer chooses it.
        let iv: [UInt8]
        let plaintext: [UInt8]
        let fragment: [UInt8]

        init(sequenceNumber: UInt64, type: ContentType, iv: String, plaintext: String, fragment: String) {
            self.sequenceNumber = sequenceNumber
            self.type = type
            self.iv = [UInt8](hex: iv)
            self.plaintext = [UInt8](hex: plaintext)
            self.fragment = [UInt8](hex: fragment)
        }
    }

    var testDescription: String {
        "\(self.suite) \(self.version)\(self.encryptsThenMACs ? " encrypt-then-MAC" : "")"
    }
}

extension RecordVector12 {
    static let all: [RecordVector12] = aeads + cbcs.filter { CipherSuiteParameters12($0.suite) != nil }

    private static let aeads: [RecordVector12] = [
        RecordVector12(
            suite: 0xc02f, version: .tls12, encryptsThenMACs: false,
            macKey: "",
            key: "ef951ae593df241bb952b795f839c5dd", fixedIV: "2a2d2644",
            records: [
                Record(
                    sequenceNumber: 0x0, type: .handshake, iv: "",
                    plaintext: "0659a092a7dc5ae975752c7eefcb4c21",
                    fragment: """
                        0000000000000000bed9677aedfcfddd426e8ccf02f2effeb981d6f082c73bedb7d90b35c62d65ab
                        """),
                Record(
                    sequenceNumber: 0x102_0304_0506_0708, type: .applicationData, iv: "",
                    plaintext: "b35faec091aae3d59f216f20d11505a455f952c00caac38451354438afe87958fb",
                    fragment: """
                        0102030405060708fc190e69409c1b8b5a5caffa0be615ce94af285bb1a7fe16d3bbb0b3e1e136214f517ba9
                        df7cbc8a278d0cef69d20aa1f0
                        """),
                Record(
                    sequenceNumber: 0x3, type: .alert, iv: "",
                    plaintext: "",
                    fragment: "000000000000000370ef30c90a71322a9be2bcd3a97beaea"),
            ]),
        RecordVector12(
            suite: 0xc030, version: .tls12, encryptsThenMACs: false,
            macKey: "",
            key: "552948a580cb820038980b15fdd237f3df9cff6a8d80f237a1d325ce5594c4cd", fixedIV: "aba90230",
            records: [
                Record(
                    sequenceNumber: 0x0, type: .handshake, iv: "",
                    plaintext: "6b5aa194fa00670b162fc15df6fcbfe9",
                    fragment: """
                        000000000000000083f1f6c67e7aab5ae148223f25e45e24970599d5751f630ed39ba06d8e14b313
                        """),
                Record(
                    sequenceNumber: 0x102_0304_0506_0708, type: .applicationData, iv: "",
                    plaintext: "f83c2acd278fa8f439c0b6ad060a233ee9458bf5faf59a9fa3f8b67723e072c6d4",
                    fragment: """
                        010203040506070865e7724d6cf3a14cf7f713fc9a04e0086df516807efd58654f5310fc32ec841184ba34f9
                        eac606eda61075d27babd71a9e
                        """),
                Record(
                    sequenceNumber: 0x3, type: .alert, iv: "",
                    plaintext: "",
                    fragment: "0000000000000003c86fa88eda692e7b6a9fe1f24af3266e"),
            ]),
        RecordVector12(
            suite: 0xcca8, version: .tls12, encryptsThenMACs: false,
            macKey: "",
            key: "82d48da7b87fa8bfa238d6ef1d81adb423ec1d39bb12e70d33d34f8179ca7a3b",
            fixedIV: "13e630545ba69d0657afebe1",
            records: [
                Record(
                    sequenceNumber: 0x0, type: .handshake, iv: "",
                    plaintext: "df049f98de05660bef8923c9b810946d",
                    fragment: "5323150b7a7743cb099a244c34a973cb487aa514bad5d8f2296fd674ce823369"),
                Record(
                    sequenceNumber: 0x102_0304_0506_0708, type: .applicationData, iv: "",
                    plaintext: "fd042a6cf1a314e60690d2913635844183526089f3d20e28180f2d27b306d87ad9",
                    fragment: """
                        7fbed159ccf82e6c656745fc70948676304f5d393b553007a662478995c52c0da5089a5694753d8a45064d50
                        5a30be5b72
                        """),
                Record(
                    sequenceNumber: 0x3, type: .alert, iv: "",
                    plaintext: "",
                    fragment: "b9207809c2e017529682a8a186489385"),
            ]),
    ]

    private static let cbcs: [RecordVector12] = [
        RecordVector12(
            suite: 0xc013, version: .tls12, encryptsThenMACs: false,
            macKey: "ad6b1e6626accf2c091f722ed8e339d845a0531a",
            key: "f289b349c305bff78ceb74004ae1bc53", fixedIV: "",
            records: [
                Record(
                    sequenceNumber: 0x0, type: .handshake, iv: "78abbabe5b0ec3dc100d71da16c66834",
                    plaintext: "2acdd6f0f4c40f2a6285b6b9c59e3a81",
                    fragment: """
                        78abbabe5b0ec3dc100d71da16c668345ebf03028e07693822684a3189faeaeb5d31f04c98a63d350ed4ca96
                        4fc6c4b4d110c0dd11d2b663f6adab70ca95c0d4
                        """),
                Record(
                    sequenceNumber: 0x1, type: .applicationData, iv: "5b278c12dd8dffb01aebbc6aad90e9f3",
                    plaintext: "70",
                    fragment: """
                        5b278c12dd8dffb01aebbc6aad90e9f392801e98609c75021e090e09a7b3b547ee1a7bad0ece4fb3039da847
                        c2cd62dd
                        """),
            ]),
        RecordVector12(
            suite: 0xc013, version: .tls12, encryptsThenMACs: true,
            macKey: "3bb84f0ca58f3c75f4fab586e353e595178ea8e3",
            key: "f67a55edba5d60700389ae5b7b04147e", fixedIV: "",
            records: [
                Record(
                    sequenceNumber: 0x0, type: .handshake, iv: "d5dc2fcf65b1bcc552084f0f1325d466",
                    plaintext: "91820e010d4388d7467b66def11e8414",
                    fragment: """
                        d5dc2fcf65b1bcc552084f0f1325d4662ba4169a196dcd4eb0646f2b463425c73de12ab024b659986f8a190c
                        d152a92fd1f3754aa599a18ca8b7d5acb20baafdc3295c9e
                        """),
                Record(
                    sequenceNumber: 0x1, type: .applicationData, iv: "32b4609f8afb3f6cc97d24d0b6a52aaa",
                    plaintext: "c2",
                    fragment: """
                        32b4609f8afb3f6cc97d24d0b6a52aaa1aa98a7c2825ca0012b811843aefe454d3366afbe3aee0dda0b04b88
                        a775b20358270f47
                        """),
            ]),
        RecordVector12(
            suite: 0xc013, version: .tls11, encryptsThenMACs: false,
            macKey: "e97aa7317203b8bb8f67dd97704baa53edc77feb",
            key: "482e9f9f5cdfbb5a0f6bf9e3f85b1dae", fixedIV: "",
            records: [
                Record(
                    sequenceNumber: 0x0, type: .handshake, iv: "f4734480fd17dbba92d190c7a44b4084",
                    plaintext: "1974d0cae11a369fb308a4ffb89d5745",
                    fragment: """
                        f4734480fd17dbba92d190c7a44b4084bf3f8270234a3ab67e468f22b6744c242f283bf10bb05f211266fd4d
                        58a7c92a9970954ebf8dfaff1a5b76dc02131576
                        """),
                Record(
                    sequenceNumber: 0x1, type: .applicationData, iv: "bf2442b21f7637d82b1c047f0f390e74",
                    plaintext: """
                        10c1d3d986add0c2fcc4cc5d56698238891bb79c469f6c0c9d15065764536497615e9f0b34baff66e5320340
                        c9f996efb6c6d40e8e0a4ffbbb34dacf
                        """,
                    fragment: """
                        bf2442b21f7637d82b1c047f0f390e74917df5e259543632dd8be8dd4fbcf3b03704220d9f9989e5215cb716
                        ce1c6c8ee5fd5016622024367b6301efb9486f2af73370b5a287c6f76642e633dbc5dce299b85c7ab0fbee42
                        4d20f0e24749500c77fffd4c238f65aa419146a5fba49058
                        """),
            ]),
        RecordVector12(
            suite: 0xc013, version: .tls11, encryptsThenMACs: true,
            macKey: "458e0665753ff7dfaecfa2adc3f8af63b92076ae",
            key: "f369ebacd8a17bc82cac1eb948983ef8", fixedIV: "",
            records: [
                Record(
                    sequenceNumber: 0x0, type: .handshake, iv: "9ebfb5a9eb2458cc68a5bbb34897acaa",
                    plaintext: "8840e18e81afd6343dfc58b94f8dc1ab",
                    fragment: """
                        9ebfb5a9eb2458cc68a5bbb34897acaab41374cd9ec88094c5c088a00b777b1d673ca4ed5c6324452bc18fc2
                        a937d9b0aa129a77a3a133b0ce6c4348a7bbad6bad968e10
                        """),
                Record(
                    sequenceNumber: 0x1, type: .applicationData, iv: "7d516b3ec2fb9d2f624a74c283bb6040",
                    plaintext: """
                        cb15a825338053f82e9f57e07590227760648c3e6c5df59eea43f7c8e1eec7b88b647af8adb5cc9c450c2695
                        c794f64dd7a05b84d8d31a4819e73b9d
                        """,
                    fragment: """
                        7d516b3ec2fb9d2f624a74c283bb604052be3138547c2770352f7196b3e713d1ea86b6a83ebb5c24432d2cc0
                        e52c10af141678a761c29ccb5b431153eebf0316da38d2b723cde09308b927f89b1e5a310d6999e4fd734c16
                        72cacf8b75e6ce5374e38067
                        """),
            ]),
        RecordVector12(
            suite: 0xc013, version: .tls10, encryptsThenMACs: false,
            macKey: "cc2b27e8cc04bed4480cab258d9f7099d08fc929",
            key: "6a377a8511e337fa5e1ddf9a0bfcc4b7", fixedIV: "1792ba92b12a3f153a48204c44555ab4",
            records: [
                Record(
                    sequenceNumber: 0x0, type: .handshake, iv: "",
                    plaintext: "ce094a90eae9a755800592ddde69560a",
                    fragment: """
                        fad4b2547deb1cdc1d9ddfa6bcb90c10d31a3d32dca898080414c0cbe6e2d3cba7f6def6c78aa2bb331c449c
                        a5ebc0ec
                        """),
                Record(
                    sequenceNumber: 0x1, type: .applicationData, iv: "",
                    plaintext: "a2",
                    fragment: "8dcda0a02a5cf2f0ba1e0ab70d6e4e6714bb6fecdb5f400ed8d0b6b3985b57a3"),
            ]),
        RecordVector12(
            suite: 0xc013, version: .tls10, encryptsThenMACs: true,
            macKey: "f1e54f3a67d26d5a8324a7f0e62edec866565b49",
            key: "a1f568702230f5fc5367efc7ac614556", fixedIV: "2b55a6571677f1f847512deb754cfd4a",
            records: [
                Record(
                    sequenceNumber: 0x0, type: .handshake, iv: "",
                    plaintext: "7e858028c9538b0fda15e64066de5d1f",
                    fragment: """
                        34cc7c916c7195f2133eaf0498c7e44ac9b79c33c80e06cb5884641514c71920d14217f2d8af9e0c441d7c3f
                        1f50e9abc497f15d
                        """),
                Record(
                    sequenceNumber: 0x1, type: .applicationData, iv: "",
                    plaintext: """
                        ab054d37280588bd869bb73c56e031dfd0be8fb93736a78c75a683f5f4ae023d2bcc035075e0ffc9c5222f50
                        e456e5
                        """,
                    fragment: """
                        1e891ad544e4b5a01064818c422ef6446de987ffdb072ae06c54c757c7bfdd7e0e3150042b525d77a097c914
                        914031564ef217fbcfa64265d3847ab141e76d800d285648
                        """),
            ]),
        RecordVector12(
            suite: 0xc014, version: .tls12, encryptsThenMACs: false,
            macKey: "6b58de3c2e29b4f45e465bfeacda335f4d9ce33a",
            key: "a8c303a3ec8db5269eadaf0a37acd87888631ed44569057494371a490bbc2dbc", fixedIV: "",
            records: [
                Record(
                    sequenceNumber: 0x0, type: .handshake, iv: "331ef1d89ef6fedb7cf3cf436403eea8",
                    plaintext: "0ef21d1a7ba2069f54d7d425a83f14f9",
                    fragment: """
                        331ef1d89ef6fedb7cf3cf436403eea82b650129e23666939ad2b4698b7c990d413770e44418feb568ea979d
                        cf069f2bfd233047fb9be817986e7cc3a937eb3f
                        """),
                Record(
                    sequenceNumber: 0x1, type: .applicationData, iv: "5777f68f256a4b5d0b57fcda72d2df53",
                    plaintext: "",
                    fragment: """
                        5777f68f256a4b5d0b57fcda72d2df5313fc00426d3955f77d91722e9f9d062d72069c75112bb2c24818d03e
                        9fe2d135
                        """),
            ]),
        RecordVector12(
            suite: 0xc014, version: .tls12, encryptsThenMACs: true,
            macKey: "c4165ab31e66cc35898fc160c86aa37d37506afa",
            key: "5bb0fea358e0590a347e83d291e7ace9de21023e3c104a641f0d3fddc4e00fe4", fixedIV: "",
            records: [
                Record(
                    sequenceNumber: 0x0, type: .handshake, iv: "88f7e53ca99200687ad7402c13cf0e8c",
                    plaintext: "62513a1e2e4bddc0bd3ec4fedd1c714a",
                    fragment: """
                        88f7e53ca99200687ad7402c13cf0e8cba9dc348da49b31ed5d2306d48fe0fd9cfc607942ce69bb38bfd7985
                        1a5a7d18b8bfbd65682fe0fc3788494ae4dde4976593f41d
                        """),
                Record(
                    sequenceNumber: 0x1, type: .applicationData, iv: "eb83fd408a4b657565a605053cebea59",
                    plaintext: """
                        9d764c1605e4f416b13205598efb5b44fabf1235e8b9a0cb72d6a03b7197f145ca99482174226049d63e9f38
                        3189dff6487da5d567de585f7e879d94
                        """,
                    fragment: """
                        eb83fd408a4b657565a605053cebea599abe978d31a6cbb9f16a2bd98311e2d39d3ce9970aa8dd1980ded5f4
                        7bc1dae0644ecbd32aac4732c80956e0cd77e7163a228e85ea876f661669ddc24792ceca056552777a5f4c3e
                        028ec13e06a4940cbb32006b
                        """),
            ]),
        RecordVector12(
            suite: 0xc014, version: .tls11, encryptsThenMACs: false,
            macKey: "9a8dd0032c72dafe83346cc1f58fe3b57036a52b",
            key: "bff23d9c46dacfd4f9bca6bbec9db206ed598fe40db042d5bb5249a32edd7047", fixedIV: "",
            records: [
                Record(
                    sequenceNumber: 0x0, type: .handshake, iv: "873ecfc7ae10692804842d54743414f7",
                    plaintext: "e43ddcf41044f0fdd8c4737b74ee99d0",
                    fragment: """
                        873ecfc7ae10692804842d54743414f70921ce06e604a87e6d0dab54635864e684d6583897621064b2995d4d
                        701e5a5dbc70954bf050149b4abbb2b2529038b9
                        """),
                Record(
                    sequenceNumber: 0x1, type: .applicationData, iv: "8e0b8b02d9b86005ada1170fb0d4e9fc",
                    plaintext: "74",
                    fragment: """
                        8e0b8b02d9b86005ada1170fb0d4e9fc2d6aba77589d1b7eef98c257e97f1ac8042486fd8fef2ade21bd0ed0
                        39131f22
                        """),
            ]),
        RecordVector12(
            suite: 0xc014, version: .tls11, encryptsThenMACs: true,
            macKey: "0b27d3bb80317080ed25d8ba56a5c71aff13dc97",
            key: "0aebde80c44d0fe0bfc8d142baad4206bd6e1d859972378f5007a719234480c2", fixedIV: "",
            records: [
                Record(
                    sequenceNumber: 0x0, type: .handshake, iv: "338228fd372803afef1320e401a263a9",
                    plaintext: "05b632b79e851a9574ae98d62dcd8db1",
                    fragment: """
                        338228fd372803afef1320e401a263a974e614b855d4653dcfb125a636da6cd001977d467d61352dce648b02
                        4ad13c00cd024761a3931a076fb4994bff5438f597ed21d8
                        """),
                Record(
                    sequenceNumber: 0x1, type: .applicationData, iv: "2140f251e7aff3c0a958de0c57387725",
                    plaintext: "",
                    fragment: """
                        2140f251e7aff3c0a958de0c57387725d166d55599ce1e8b53ca1fefd99c40be0397c33d8c901f7940137168
                        b11f3524d5441436
                        """),
            ]),
        RecordVector12(
            suite: 0xc014, version: .tls10, encryptsThenMACs: false,
            macKey: "4efdf481a5fb8277877934256d5fa4b1aed802c6",
            key: "b8c31b2f9de8e1743985e8ba85ce185c953066829f4a63b4707cb81ad534133a",
            fixedIV: "4211feba67e48ac94647f5eb5e5ba29e",
            records: [
                Record(
                    sequenceNumber: 0x0, type: .handshake, iv: "",
                    plaintext: "383796f438b334085fabb39692696652",
                    fragment: """
                        9e640b4f4ceabd1f7da6716b0d79f971395e58f21aba5fa5a4a2ca26b70f0db8efc06131380ea77c04761306
                        671ce9be
                        """),
                Record(
                    sequenceNumber: 0x1, type: .applicationData, iv: "",
                    plaintext: "",
                    fragment: "fa80cdce98ed4314f21807ba81297e765b07a430f4c7bd5e51677e8194bda03e"),
            ]),
        RecordVector12(
            suite: 0xc014, version: .tls10, encryptsThenMACs: true,
            macKey: "537cff40182cec64e85fc2395f49b3aa680b2359",
            key: "329a3afec79e488a259c8f5de45804a9327863fc44b94c19f4823f73c4533d1a",
            fixedIV: "b5bed183524d0f7174e24f8e2db31b06",
            records: [
                Record(
                    sequenceNumber: 0x0, type: .handshake, iv: "",
                    plaintext: "fc22c0422f8587b0ee3a9d5439959ce1",
                    fragment: """
                        d79601d14b96740d043831833bc07e5885e06ebda3e8ce4b04648d785562eb842955764cf7e03074542dbc8b
                        45e6f44240728f7e
                        """),
                Record(
                    sequenceNumber: 0x1, type: .applicationData, iv: "",
                    plaintext: """
                        90c086185a0b169cf72b4b4222aabc83a98ec8c73a936cda95ac79bef44fc81a5b24434724041003d3b422b3
                        47699e
                        """,
                    fragment: """
                        6310319eb023b64a5a9d9c3aa430557bbb222a214241906e04cf14f25a89023284e49b4352633d858f4c891c
                        ceb68cc4ed68ce3854627365c4dd76555cb6c7066f06bf96
                        """),
            ]),
        RecordVector12(
            suite: 0xc027, version: .tls12, encryptsThenMACs: false,
            macKey: "5c7e8c71da8399628b8fdf81ae805119edae608dca678019d7b8d88260da70c2",
            key: "f39205ba49994e157ca8241564b3a5fa", fixedIV: "",
            records: [
                Record(
                    sequenceNumber: 0x0, type: .handshake, iv: "6a7a1cf932a5aeb989e54caa4171ce20",
                    plaintext: "f8127bd73723fd2851690e9d87ab2d07",
                    fragment: """
                        6a7a1cf932a5aeb989e54caa4171ce2075adca307ea43f169ecd0c1b2bb2b24092d1cfcdae2fb611429df7eb
                        888617d79373472b8f855396287ef2992dd73d4e2edb8eb252218cc0f3ff140c0255cfdb
                        """),
                Record(
                    sequenceNumber: 0x1, type: .applicationData, iv: "1d20f3e285f7893109d652d3a7dc23dd",
                    plaintext: """
                        22e8bdbc715475cf0c7eb465d0e5c03846ba724d61cb5c5fbe793a49fb83f0321db83c6390186563698b1610
                        52bbbc
                        """,
                    fragment: """
                        1d20f3e285f7893109d652d3a7dc23dda3463cf87cadf7a15418a3fdde5c57a8f0c57bd6111ced01ecf47e9d
                        36e60e472716f21e5e375a594cfdf08a75ff0386b0ea854fcbe950fbe19fd03a03b57740b8541b4c2f3cfc7f
                        b1e58c61305348f8
                        """),
            ]),
        RecordVector12(
            suite: 0xc027, version: .tls12, encryptsThenMACs: true,
            macKey: "bd307a85cd2f3a1cb07af8cf07522b4edc6c4effd35348df2566006f0a80482c",
            key: "dee9ca1190778332345d0a3630497ac9", fixedIV: "",
            records: [
                Record(
                    sequenceNumber: 0x0, type: .handshake, iv: "9d81da2537e686153eab495dcda490f9",
                    plaintext: "ca6449f7fdc2f65bd5517e3e3377aa23",
                    fragment: """
                        9d81da2537e686153eab495dcda490f9670e4fb9b55e6be2de5ee6bbbff37719daa5d2a4c59c39b5ec4f67eb
                        dc3ecffdb17175a6f7c2f6e37c1952519a7de925a21b5ed0e0ab443fc1e20b207a147595
                        """),
                Record(
                    sequenceNumber: 0x1, type: .applicationData, iv: "56356a828675034b93e52feec76f1693",
                    plaintext: """
                        a82e3696b70aa5ef3fad7ee1701f449068a5f8279cc03454cdd53125698ca393f3f7a8d657757fac890dbad9
                        536d34
                        """,
                    fragment: """
                        56356a828675034b93e52feec76f1693a09db1dd11435cee5bd8efb17cd8d493ed48ab7ca91ef716289b2a73
                        8477b867c5500835685a6a6cdaaf3981a0e159f34b2654586dbe202714e51e05b2fefd2e8ba09588e7bbb9ae
                        0c3de42e5effad7f
                        """),
            ]),
        RecordVector12(
            suite: 0x003d, version: .tls12, encryptsThenMACs: false,
            macKey: "466bf481b8bbc7b075f8fd48d28e45c28f2252172f01fe2a6559fff5059667a8",
            key: "127634c258f907ea929fd8dfb50a050842129057cd7036191dfaf38335f3343a", fixedIV: "",
            records: [
                Record(
                    sequenceNumber: 0x0, type: .handshake, iv: "ab6255194220667a0e55a5bb10698995",
                    plaintext: "0c9c004f8d2a6f05318c2e2199ae350e",
                    fragment: """
                        ab6255194220667a0e55a5bb10698995ea30e1df33565d86f335ce8657ea3873da4fe0279bee3f605d7367a6
                        4adbcbec0cb4b36d863d4308006df6f9a8f505582a7e9332fdb999d51ccd22cc99f566a0
                        """),
                Record(
                    sequenceNumber: 0x1, type: .applicationData, iv: "7460d81b86f3ca4060e7bffa242f663c",
                    plaintext: "",
                    fragment: """
                        7460d81b86f3ca4060e7bffa242f663c28db9d793a13de35fcd52b6688d3336fde4d7cc7f4baa870dde61e52
                        d544896a4e703addfdf9f1e5537d1127e841e3b4
                        """),
            ]),
        RecordVector12(
            suite: 0x003d, version: .tls12, encryptsThenMACs: true,
            macKey: "2f0ea4aad510ab82d734c08b7f3a84027d9dcb4570c0c659ab7e97d5ac20aacb",
            key: "3d2f5a8857178b8321d88759c76a4d852499826a5720a3e47a1c3bd3cc42f8c9", fixedIV: "",
            records: [
                Record(
                    sequenceNumber: 0x0, type: .handshake, iv: "4722649bac886fd7bd645e3f2fc9c924",
                    plaintext: "964f30763d21b66c0443838ce40ce1b6",
                    fragment: """
                        4722649bac886fd7bd645e3f2fc9c9247de5f4726975251d932594c18c72f1736f371cda5a2c73a1e0c840db
                        669efdd7425d8fc9ddce2a0a223eab8eaf6e49bd38257054f3a50cf1c4db9a51aaf98925
                        """),
                Record(
                    sequenceNumber: 0x1, type: .applicationData, iv: "80807a6c93f0e574367e11812788aed1",
                    plaintext: """
                        91eea41affa4d1a05bbc2d33b69f644a1dbcb7bf0a8dcc939397be3994eb209050381a92adf2d57a4b91a05a
                        74a855
                        """,
                    fragment: """
                        80807a6c93f0e574367e11812788aed1373ff6a723b0b6f9913327e6e158a16cbc5fb1105907474cdf596561
                        b629a673698f52ee7a856c37087df720119ddd4093e1c0c404146c6102cc358c118136028398d0ebbbaabd3f
                        a3a1811710e0fd58
                        """),
            ]),
        RecordVector12(
            suite: 0xc028, version: .tls12, encryptsThenMACs: false,
            macKey: """
                d494625fbf953739ae81d69a37e11bf137e53b868e6072340e6ca82d45e7174a
                d6cd4ab1f61585369681e51d23c08a47
                """,
            key: "942a415bb00c8c596753bb68ccc60238d32163b4b6b6af9e5115928e74ec0804", fixedIV: "",
            records: [
                Record(
                    sequenceNumber: 0x0, type: .handshake, iv: "4b1e38c8a24e0aa40f6c3cfba83d5b45",
                    plaintext: "8e56737e6b6c94e5c49fe4692bfc644b",
                    fragment: """
                        4b1e38c8a24e0aa40f6c3cfba83d5b455fe6860e67d250c1e71c07aed4a4c454afaaba118de2c8d4ab8d0e53
                        c5c8e960c857ee491c096fd7107c17ddc1fe68499d4822a29ddf0d121c8fbbaaf590e4d74cf03321afde11f5
                        a71a48df35f8e7b9
                        """),
                Record(
                    sequenceNumber: 0x1, type: .applicationData, iv: "656d7adb96ecd3a4eb745ebdde7878e5",
                    plaintext: "",
                    fragment: """
                        656d7adb96ecd3a4eb745ebdde7878e52f52bc94b1ecebd3626d9f62430f23a88b46d6f6748fe49634e71ef5
                        97fd4579307b8e5c37d8fce79ac432968b400238ba10218753769fba8d1a6436cbeccd00
                        """),
            ]),
        RecordVector12(
            suite: 0xc028, version: .tls12, encryptsThenMACs: true,
            macKey: """
                53500ca4ae761d90dc3b79215664e51c4e6c89dab2ab3ea764a7027dd9f1a402
                9a77aa9a0d23e42839ad388fd94dc168
                """,
            key: "9a2f6f2e739310649b292787acf2a30bb7fe7d7eabb0e8dac5a8cc50d17496b3", fixedIV: "",
            records: [
                Record(
                    sequenceNumber: 0x0, type: .handshake, iv: "d17fe9e698426d3d4b6cb246fa2751cc",
                    plaintext: "691be50352ed671ce018a248d1d11fdb",
                    fragment: """
                        d17fe9e698426d3d4b6cb246fa2751cc1ca7b60060302ecf1b712ba0c1a0af54cee462e955c470ef63754e03
                        ea5f38401c86f687c7278fadbe0169e6b4d5cf28c39e8f5dd2121c1259f35695e001d6a308720e25dd721771
                        bbc3a1943c19d8a0
                        """),
                Record(
                    sequenceNumber: 0x1, type: .applicationData, iv: "356ec835367d3229fca6e30a10f84586",
                    plaintext: """
                        f88b1dc3f868abdecf6e89dbac0e82d08ae6fc665bea001c0dc721d89c5461edcfcdcd5e968fce7e551c6b36
                        54e6d1
                        """,
                    fragment: """
                        356ec835367d3229fca6e30a10f845862b494a8290ebd19917ee6659daac304c77862d50865a5f17a6ad9994
                        3339edb6a86ca482f69a2636d976922f346f94a3538f7dfd86e6ad618981dccd67635b56ac1fd751f31080a3
                        9a3ae6fd08ffec2ada2c7939bee7912bde3ab1642b387494
                        """),
            ]),
    ]
}
