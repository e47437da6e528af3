import TLSCrypto
import Testing

struct HKDFVector: CustomTestStringConvertible, Sendable {
    let name: String
    let hash: HashAlgorithm
    let inputKeyMaterial: [UInt8]
    let salt: [UInt8]
    let info: [UInt8]
    let pseudorandomKey: [UInt8]
    let output: [UInt8]

    var testDescription: String { self.name }

    init(
        _ name: String, _ hash: HashAlgorithm, inputKeyMaterial: String, salt: String, info: String,
        pseudorandomKey: String, output: String
    ) {
        self.name = name
        self.hash = hash
        self.inputKeyMaterial = [UInt8](hex: inputKeyMaterial)
        self.salt = [UInt8](hex: salt)
        self.info = [UInt8](hex: info)
        self.pseudorandomKey = [UInt8](hex: pseudorandomKey)
        self.output = [UInt8](hex: output)
    }

    static let all = [
        HKDFVector(
            "RFC 5869, A.1", .sha256,
            inputKeyMaterial: "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
            salt: "000102030405060708090a0b0c",
            info: "f0f1f2f3f4f5f6f7f8f9",
            pseudorandomKey: "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5",
            output: """
                3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865
                """),
        HKDFVector(
            "RFC 5869, A.2", .sha256,
            inputKeyMaterial: """
                000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f
                303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f
                """,
            salt: """
                606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182838485868788898a8b8c8d8e8f
                909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeaf
                """,
            info: """
                b0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedf
                e0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff
                """,
            pseudorandomKey: "06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244",
            output: """
                b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09
                da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87
                """),
        HKDFVector(
            "RFC 5869, A.3", .sha256,
            inputKeyMaterial: "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
            salt: "",
            info: "",
            pseudorandomKey: "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04",
            output: """
                8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8
                """),
        HKDFVector(
            "A.2 with SHA-384", .sha384,
            inputKeyMaterial: """
                000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f
                303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f
                """,
            salt: """
                606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182838485868788898a8b8c8d8e8f
                909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeaf
                """,
            info: """
                b0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedf
                e0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff
                """,
            pseudorandomKey: """
                b319f6831dff9314efb643baa29263b30e4a8d779fe31e9c901efd7de737c85b62e676d4dc87b0895c6a7dc97b52cebb
                """,
            output: """
                484ca052b8cc724fd1c4ec64d57b4e818c7e25a8e0f4569ed72a6a05fe0649eebf69f8d5c832856bf4e4fbc17967d549
                75324a94987f7f41835817d8994fdbd6f4c09c5500dca24a56222fea53d8967a8b2e2a125bbbd822a84eb77be82dfd76
                a1c0ab1e4d793aae639a9160b76424a935b8505caff5fc94b713e5d4eff44dae708e1726a401f3739bc55b399cd57f9c
                0d0f17beb8c9
                """),
    ]
}

@Suite struct HKDFTests {
    @Test(arguments: HKDFVector.all)
    func knownAnswer(vector: HKDFVector) {
        let salt = Secret(copying: vector.salt)
        let inputKeyMaterial = Secret(copying: vector.inputKeyMaterial)
        let key = HKDF.extract(vector.hash, salt: salt, inputKeyMaterial: inputKeyMaterial)
        #expect(key.copyBytes() == vector.pseudorandomKey)
        for length in 0...vector.output.count {
            let output = HKDF.expand(vector.hash, secret: key, info: vector.info.span.bytes, length: length)
            #expect(output.copyBytes() == [UInt8](vector.output.prefix(length)))
        }
    }

    @Test func labelOfAnExporter() {
        let secret = Secret(copying: (0..<48).map { UInt8($0) })
        let output = HKDF.expandLabel(
            .sha384, secret: secret, label: [UInt8]("EXPORTER-test".utf8), context: [1, 2, 3], length: 100)
        let expected = """
            ad340dc5a6d02220e3781beeafb87a15758ba50b778839836e485abc2661c0ae6219a4f891fb00adc1982d253dd372ed
            c0610bc45a5fe173b5b57030cb71d2fe483e3b2d8d3181b9827fc532140e1d05b64067be39211e8b5ef315e4913e9be6
            ca65b3b2
            """
        #expect(output.copyBytes() == [UInt8](hex: expected))
        #expect(
            output
                == HKDF.expandLabel(.sha384, secret: secret, label: "EXPORTER-test", context: [1, 2, 3], length: 100))
    }

    /// The longest label, context and output that there can be.
    @Test(arguments: [
        (HashAlgorithm.sha256, "3e9212c56828f27ba91e4f303ca983f13fe222998915a4db871fa180f036324e"),
        (HashAlgorithm.sha384, "5b275a75d7d8ea2e3fe920a527b87c6fe9091b4e15299e08ca4afb28373a9fe6"),
    ])
    func extremes(hash: HashAlgorithm, digestOfOutput: String) {
        let output = HKDF.expandLabel(
            hash, secret: Secret(copying: (0..<hash.digestLength).map { UInt8($0) }),
            label: [UInt8](repeating: 0x78, count: 249), context: [UInt8](repeating: 0xff, count: 255),
            length: 255 * hash.digestLength)
        #expect(output.count == 255 * hash.digestLength)
        #expect(HashAlgorithm.sha256.digest(of: output.bytes).hex == digestOfOutput)
    }
}
