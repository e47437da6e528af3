import TLSCrypto
import Testing

/// What a record AEAD makes of its input.
struct AEADVector: CustomTestStringConvertible, Sendable {
    let name: String
    let algorithm: AEADAlgorithm
    let key: [UInt8]
    let iv: [UInt8]
    let sequenceNumber: UInt64
    let plaintext: [UInt8]
    let extra: [UInt8]
    let additionalData: [UInt8]
    let sealed: [UInt8]

    var testDescription: String { self.name }

    init(
        _ name: String, _ algorithm: AEADAlgorithm, key: String, iv: String, sequenceNumber: UInt64, plaintext: String,
        extra: String, additionalData: String, sealed: String
    ) {
        self.name = name
        self.algorithm = algorithm
        self.key = [UInt8](hex: key)
        self.iv = [UInt8](hex: iv)
        self.sequenceNumber = sequenceNumber
        self.plaintext = [UInt8](hex: plaintext)
        self.extra = [UInt8](hex: extra)
        self.additionalData = [UInt8](hex: additionalData)
        self.sealed = [UInt8](hex: sealed)
    }

    static let all = published + recordsOfOpenSSL
}

extension AEADVector {
    /// RFC 8439's, and test cases of the GCM specification. Sequence number 0, so that the nonce is the IV.
    static let published = [
        AEADVector(
            "RFC 8439, Section 2.8.2", .chaCha20Poly1305,
            key: "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f",
            iv: "070000004041424344454647", sequenceNumber: 0,
            plaintext: """
                4c616469657320616e642047656e746c656d656e206f662074686520636c617373206f66202739393a20496620492063
                6f756c64206f6666657220796f75206f6e6c79206f6e652074697020666f7220746865206675747572652c2073756e73
                637265656e20776f756c642062652069742e
                """,
            extra: "", additionalData: "50515253c0c1c2c3c4c5c6c7",
            sealed: """
                d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b
                1a71de0a9e060b2905d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc
                3ff4def08e4b7a9de576d26586cec64b61161ae10b594f09e26a7e902ecbd0600691
                """),
        AEADVector(
            "GCM test case 4", .aes128GCM,
            key: "feffe9928665731c6d6a8f9467308308",
            iv: "cafebabefacedbaddecaf888", sequenceNumber: 0,
            plaintext: """
                d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525
                b16aedf5aa0de657ba637b39
                """,
            extra: "", additionalData: "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            sealed: """
                42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa05
                1ba30b396a0aac973d58e0915bc94fbc3221a5db94fae95ae7121a47
                """),
        AEADVector(
            "GCM test case 1", .aes128GCM,
            key: "00000000000000000000000000000000",
            iv: "000000000000000000000000", sequenceNumber: 0,
            plaintext: "",
            extra: "", additionalData: "",
            sealed: "58e2fccefa7e3061367f1d57a4e7455a"),
        AEADVector(
            "GCM test case 16", .aes256GCM,
            key: "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
            iv: "cafebabefacedbaddecaf888", sequenceNumber: 0,
            plaintext: """
                d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525
                b16aedf5aa0de657ba637b39
                """,
            extra: "", additionalData: "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            sealed: """
                522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838
                c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b
                """),
        AEADVector(
            "GCM test case 14", .aes256GCM,
            key: "0000000000000000000000000000000000000000000000000000000000000000",
            iv: "000000000000000000000000", sequenceNumber: 0,
            plaintext: "00000000000000000000000000000000",
            extra: "", additionalData: "",
            sealed: "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"),
    ]

    /// Made with OpenSSL, with the nonce that RFC 9846, Section 5.3, makes of IV and sequence number.
    static let recordsOfOpenSSL = [
        AEADVector(
            "empty record, aes128GCM", .aes128GCM,
            key: "2631caaaf70967d7523573cc05e9521f",
            iv: "4650ead9886fc2f1f4efcc0f", sequenceNumber: 0,
            plaintext: "",
            extra: "17", additionalData: "203517725c",
            sealed: "b47a9242a0cf6b6860cc2fe2510a5ebc6b"),
        AEADVector(
            "one byte, aes128GCM", .aes128GCM,
            key: "2631caaaf70967d7523573cc05e9521f",
            iv: "4650ead9886fc2f1f4efcc0f", sequenceNumber: 1,
            plaintext: "52",
            extra: "17", additionalData: "a4b52bd06f",
            sealed: "1cb360f1be0d0ff39129b7ddd3fc1f1ad81d"),
        AEADVector(
            "every byte of the sequence number, aes128GCM", .aes128GCM,
            key: "2631caaaf70967d7523573cc05e9521f",
            iv: "4650ead9886fc2f1f4efcc0f", sequenceNumber: 0x0102_0304_0506_0708,
            plaintext: """
                03920c8dd82302ec011a4e8b7a73147604a05f989642807864725cd90f0c7688319a3c3bb907afd2f0e2e419d0f33228
                50a7
                """,
            extra: "17", additionalData: "7afcb0059d",
            sealed: """
                4b8eaf0c37037b19c24a438b90cb2b53606a685d7d8a897ca4c04ab8551c1c9e146d1fd58401e2e7d978f993f0285f0b
                c5d8d65dd26cde30c12a42b4d4ea6cedc6a6e1
                """),
        AEADVector(
            "padding, aes128GCM", .aes128GCM,
            key: "2631caaaf70967d7523573cc05e9521f",
            iv: "4650ead9886fc2f1f4efcc0f", sequenceNumber: 0xffff_ffff_ffff_ffff,
            plaintext: """
                3dac8bcfe9f38636258a2e1e12b045a2d3356ae92aaf9bee6de624c56e4fba868cfa42f2a435b2550f650a7b2f9ac617
                82fe08f9b28c9f4106b6cd281728384da84b663ea8a25ef0c026662ac026104d5ff3c2efc3a3aaf491ff13840123c628
                76614ec4
                """,
            extra: "1700000000000000000000000000000000000000000000000000000000", additionalData: "1317681c07",
            sealed: """
                c95c8cc942d8977720765d7cc1ee4b5fd5721a3f2e94fd5f9d2915bf25b5e70ca50a210592f0502b07b236a4bd5b58f0
                12fc6528de7102e65220acf99fd2e530ebe9fbfc2b6f433460ec78fc490ba5f7e38d38ec6fb6464dfc67bb6c28a6bc7b
                b5f83749d71af353bcd047a6638902d4483ba2715207ec721b835c63b36bf232ca4e69e9eaedf3776ced286188fd9382
                b7
                """),
        AEADVector(
            "no content type, aes128GCM", .aes128GCM,
            key: "2631caaaf70967d7523573cc05e9521f",
            iv: "4650ead9886fc2f1f4efcc0f", sequenceNumber: 3,
            plaintext: """
                a0085060538d28e6330142f2f6c1435c9605e2421e2ec38891ccffb4a7bd2e8158c4101d613539a65a8d3c2057cf47a6
                6edf72be29359e02f85a348fa6aa99c2
                """,
            extra: "", additionalData: "6aee148f80c3ce09fd31b888c5",
            sealed: """
                119229e280bd1e403c3ed461cc99a29e12d848a5c8a962a1c07fb830ecadfe1f69a17dccc7a864b74c95b215d422a71e
                d9b8a838c65c82b53d9ac6bc7e55f8de3c89b7d14c0631da7c1a402ab711259b
                """),
        AEADVector(
            "empty record, aes256GCM", .aes256GCM,
            key: "ae629871aabe253060d97f37924e20f43059d39c969f4f551b71f13cdfaf8a60",
            iv: "1828296cff63e5a937ff79bb", sequenceNumber: 0,
            plaintext: "",
            extra: "17", additionalData: "1a1b23b6f4",
            sealed: "a6da48b479113584c3ce7df37acedceac1"),
        AEADVector(
            "one byte, aes256GCM", .aes256GCM,
            key: "ae629871aabe253060d97f37924e20f43059d39c969f4f551b71f13cdfaf8a60",
            iv: "1828296cff63e5a937ff79bb", sequenceNumber: 1,
            plaintext: "44",
            extra: "17", additionalData: "818605db6c",
            sealed: "e65812f5b87fb24c5c60b2f7d8f8dcaa94bd"),
        AEADVector(
            "every byte of the sequence number, aes256GCM", .aes256GCM,
            key: "ae629871aabe253060d97f37924e20f43059d39c969f4f551b71f13cdfaf8a60",
            iv: "1828296cff63e5a937ff79bb", sequenceNumber: 0x0102_0304_0506_0708,
            plaintext: """
                c70ba99214d01327a9f5a11e3733346ca9a7f75aec02a8ab646f6d48e05177e65b7b76684d6d5cee295fe254f7d54d59
                acdb
                """,
            extra: "17", additionalData: "eef11bc7de",
            sealed: """
                bd3cbbbf243c24fc07bf707d39334dc8a8bbc418340d7cd84b0b71c8d2d6d78e0af59e4aaa5295561230d2971d32a9b2
                3f68a5579924a6711bb16ee39bc92727114119
                """),
        AEADVector(
            "padding, aes256GCM", .aes256GCM,
            key: "ae629871aabe253060d97f37924e20f43059d39c969f4f551b71f13cdfaf8a60",
            iv: "1828296cff63e5a937ff79bb", sequenceNumber: 0xffff_ffff_ffff_ffff,
            plaintext: """
                c3eb487e05b0f48dac16b691a94f6b0c068a3955ab62872a775ecb8d9af77656e716e3e0e572bd61426941e2e7358e84
                0fc8de5aea59c5913ed76df01de661230a7456a9d5d8e8e46aeca33c034c40edb60b939341e0c78abd6426e90c4aa3a5
                697013af
                """,
            extra: "1700000000000000000000000000000000000000000000000000000000", additionalData: "72cf7c3f0d",
            sealed: """
                3c3d02e3e85d4c1d8bd68f2757747053fefc2cca54e636729eef917424563240f0b1d30fc3878987d0568764ddddccd9
                aef858175441b1916f348480e207cee15dafeed5e303d59b8a9178ab8be7dd487ea5feaeb9303be0133e03194be85b31
                96a3b62d3b961664b1eb41e903f117411fc23380b7c600190f0f51bdb4869bfbdc0bf39c702c0e4b6a53c650586103ec
                3b
                """),
        AEADVector(
            "no content type, aes256GCM", .aes256GCM,
            key: "ae629871aabe253060d97f37924e20f43059d39c969f4f551b71f13cdfaf8a60",
            iv: "1828296cff63e5a937ff79bb", sequenceNumber: 3,
            plaintext: """
                8ca79068a6a112e1171ae6c45cad3d1b631b6a8200e84d8725549764b9dfd2af87b71746f2d9a47dd4ab1e78e34ad5c1
                fd9cf478ffef942996525a3dddcbeaf3
                """,
            extra: "", additionalData: "49ab768dc6763447a1802a2667",
            sealed: """
                e63068e890e734b557d8b3c231c5ff6c4276eec1b4c3f1602c0e061ff9e48827c5d69d89b5fd783b9b795e2065b49939
                b0ca44eaf22f14a205235ae995938aa7ac3937361769da452d0974b8d148bc15
                """),
        AEADVector(
            "empty record, chaCha20Poly1305", .chaCha20Poly1305,
            key: "ada0b1d49b98f380b1ea3d6085c424cf33134cadce8357e250a1f4d18b46eff4",
            iv: "65fe94da6b750b17db80dfde", sequenceNumber: 0,
            plaintext: "",
            extra: "17", additionalData: "7366004cd2",
            sealed: "7608a586674fb67951c481cec7dd4101dd"),
        AEADVector(
            "one byte, chaCha20Poly1305", .chaCha20Poly1305,
            key: "ada0b1d49b98f380b1ea3d6085c424cf33134cadce8357e250a1f4d18b46eff4",
            iv: "65fe94da6b750b17db80dfde", sequenceNumber: 1,
            plaintext: "d0",
            extra: "17", additionalData: "437b85bba7",
            sealed: "9fdbef5fb372790fd358953d208592ddced5"),
        AEADVector(
            "every byte of the sequence number, chaCha20Poly1305", .chaCha20Poly1305,
            key: "ada0b1d49b98f380b1ea3d6085c424cf33134cadce8357e250a1f4d18b46eff4",
            iv: "65fe94da6b750b17db80dfde", sequenceNumber: 0x0102_0304_0506_0708,
            plaintext: """
                3c48818333b7907ac2f84fd934de710adc62cdfe669e80beb36e7785850219cefecc0c419c289d10c6db448543e50e50
                e720
                """,
            extra: "17", additionalData: "bcbeac80c2",
            sealed: """
                a8808d4972a83359003141a4837864fd059a8ab526528f1864077b90ce53d3db50e0bfee1d4bfeb2c423dc23ba3a1c62
                e548cdefa6a7fa6dc61af83263790db3a9ac6f
                """),
        AEADVector(
            "padding, chaCha20Poly1305", .chaCha20Poly1305,
            key: "ada0b1d49b98f380b1ea3d6085c424cf33134cadce8357e250a1f4d18b46eff4",
            iv: "65fe94da6b750b17db80dfde", sequenceNumber: 0xffff_ffff_ffff_ffff,
            plaintext: """
                8644a600409e4cdfee52df2a385081feec4bf7aa92cf97e5baf7c9514ca9c555e5b12ec64d1487e3655ab29bddf69d8d
                5e1c2246addc766799cbc7ea23a32709f436dbda018c6288cf7638776a82919eab662419a0a8ac3719a6ea671ad9e79f
                8f4fb4e7
                """,
            extra: "1700000000000000000000000000000000000000000000000000000000", additionalData: "006a5bbae6",
            sealed: """
                06dd01fca1806faca3fbe62f046e07e8dbfed0d1933d5e0696e03e6ef8d92c1b985aaac9a64b9ee28759252eda6c3d4b
                c032d75684bf0023b153037fd11d321c3cc431d8e34da5f969687d75d38bbe1c65da2a1323474a0f872c87bc97d1b5c2
                c1cc1a606c3ae213a506b111fceb71940fd257ed25a724604b8c43e0ce5b0f48770766c0f9c49b22b18274f8bc3a0a15
                26
                """),
        AEADVector(
            "no content type, chaCha20Poly1305", .chaCha20Poly1305,
            key: "ada0b1d49b98f380b1ea3d6085c424cf33134cadce8357e250a1f4d18b46eff4",
            iv: "65fe94da6b750b17db80dfde", sequenceNumber: 3,
            plaintext: """
                15dd4127c699696fea053c85772a518f6ff64f72706757fdf246ad00208a91db03ce014fb02cc12d1f7c66f94dfaf2ce
                b05c01311e5ff8668d460be0af883f9f
                """,
            extra: "", additionalData: "a3acbfcc629d6a2793a750d4cb",
            sealed: """
                c9ca602587c6649f883c0b62b5a6ffd5c76984bd628f451a7ccc28e2c2e56ad122fc79f22103cca92ca222f681b32912
                03e3a517bf441a993522165734793bbd1e76b06890ba4cd47720e91dcd43577f
                """),
    ]
}
