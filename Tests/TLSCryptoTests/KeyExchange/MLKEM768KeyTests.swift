import Crypto
import TLSCrypto
import Testing

/// Each backend of ML-KEM-768 gives the published answers and understands the other.
@Suite struct MLKEM768KeyTests {
    @Test(arguments: MLKEMBackend.allCases)
    func knownAnswer(backend: MLKEMBackend) throws {
        let key = try backend.key(Self.seed)
        #expect([UInt8](SHA256.hash(data: key.encapsulationKey)) == Self.encapsulationKeyDigest)
        #expect(try key.decapsulate(Self.ciphertext[...]).copyBytes() == Self.sharedSecret)
    }

    /// FIPS 203, Section 7.3: the secret of an unsound ciphertext c is SHAKE256(z ‖ c), cut to 32 bytes.
    @Test(arguments: MLKEMBackend.allCases)
    func unsoundCiphertextsAreRejectedImplicitly(backend: MLKEMBackend) throws {
        let secret = try backend.key(Self.seed).decapsulate([UInt8](repeating: 0, count: 1088)[...])
        #expect(secret.copyBytes() == Self.rejectionSecret)
    }

    @Test(arguments: MLKEMBackend.allCases, MLKEMBackend.allCases)
    func backendsUnderstandEachOther(client: MLKEMBackend, server: MLKEMBackend) throws {
        let key = try client.key(SystemRandomSource().bytes(64))
        let answers = try (0..<2).map { _ in try server.encapsulate(to: key.encapsulationKey[...]) }
        #expect(answers[0].secret != answers[1].secret)
        for answer in answers {
            #expect(answer.ciphertext.count == 1088)
            #expect(try key.decapsulate(answer.ciphertext[...]) == answer.secret)
        }
    }

    @Test(arguments: MLKEMBackend.allCases)
    func wrongLengthsAndCoefficientsAreRefused(backend: MLKEMBackend) throws {
        for length in [0, 63, 65] {
            #expect(throws: CryptoFailure.invalidKeyLength) {
                try backend.key([UInt8](repeating: 1, count: length))
            }
        }
        let key = try backend.key(Self.seed)
        for length in [0, 1, 1087, 1089] {
            #expect(throws: CryptoFailure.invalidKeyShare) {
                try key.decapsulate([UInt8](repeating: 1, count: length)[...])
            }
        }
        // FIPS 203, Section 7.2: coefficients, of 12 bits each, must be less than 3329, which is 0xd01.
        var outside = key.encapsulationKey
        (outside[0], outside[1]) = (0x01, outside[1] & 0xf0 | 0x0d)
        for encapsulationKey in [[], [UInt8](key.encapsulationKey.dropLast()), key.encapsulationKey + [0], outside] {
            #expect(throws: CryptoFailure.invalidKeyShare) { try backend.encapsulate(to: encapsulationKey[...]) }
        }
        outside[0] = 0x00
        #expect(throws: Never.self) { try backend.encapsulate(to: outside[...]) }
    }
}

/// An implementation of ML-KEM-768.
enum MLKEMBackend: CaseIterable, Sendable {
    #if BoringSSL
    case boringSSL
    #endif
    case publicAPI

    struct Key {
        let encapsulationKey: [UInt8]
        let decapsulate: (ArraySlice<UInt8>) throws -> Secret
    }

    @discardableResult
    func key(_ seed: [UInt8]) throws -> Key {
        switch self {
        #if BoringSSL
        case .boringSSL:
            let key = try BoringSSLMLKEM768Key(seed: seed)
            return Key(encapsulationKey: key.encapsulationKey, decapsulate: key.decapsulate)
        #endif
        case .publicAPI:
            let key = try PublicAPIMLKEM768Key(seed: seed)
            return Key(encapsulationKey: key.encapsulationKey, decapsulate: key.decapsulate)
        }
    }

    @discardableResult
    func encapsulate(to encapsulationKey: ArraySlice<UInt8>) throws -> (ciphertext: [UInt8], secret: Secret) {
        switch self {
        #if BoringSSL
        case .boringSSL: try BoringSSLMLKEM768Key.encapsulate(to: encapsulationKey)
        #endif
        case .publicAPI: try PublicAPIMLKEM768Key.encapsulate(to: encapsulationKey)
        }
    }
}

/// The first of the known answers for FIPS 203.
extension MLKEM768KeyTests {
    private static let seed = [UInt8](
        hex: """
            7c9935a0b07694aa0c6d10e4db6b1add2fd81a25ccb148032dcd739936737f2d8626ed79d451140800e03b59b956f8210e55
            6067407d13dc90fa9e8b872bfb8f
            """)

    /// SHA-256 of the 1184 bytes.
    private static let encapsulationKeyDigest = [UInt8](
        hex: "86adbca81f4fee893e2fb58fb98aa2fe188f501fed268d7f4056f8c05c4e53c4")

    private static let sharedSecret = [UInt8](
        hex: "ac865f839fef1bf3d528dd7504bed2f64b5502b0fa81d1c32763658e4aac5037")

    private static let rejectionSecret = [UInt8](
        hex: "c5f71f0f8573ee4dd87963c57e16dbf69498afcd898270ebfcf27ea69f45e96e")

    private static let ciphertext = [UInt8](
        hex: """
            3b835a5fa145387a0819c4daa1e65fbe2ba5400afcd640bbddbbe3585f24bedd51289694a4fe643cd5af9c8eb277c3f1877a
            347a97ebea8a037971c6b37993e433cfaf580eba4b7fda990d54bf4d60caf9d1cafc477fd956f8e6070b6aeec6776eb81483
            5407b5f705db9472701d16e00655024a309b14ddbf36d222bb509647a5a049d5816f49ad9f2975ddb64c2df05ffeb24c6a3f
            24a786dbf4f6d5666fc55fb73539679dc15b72fb4f6ce38feb281d28c908d5195db7008315978ef9d2c67dc4dbcc4962467a
            2d44f7235fa54ebd88bdec32408b1f7aff1b842064075651f03a3afd2721ed1fe4ff1a8775c6b4d95764555412cff2f8aa44
            04900f33585f0bd1b70955cff80130dcc2403920e9744a3d0da914405561ecb2bb32120b7adbd2f4d8e9a07b4630480b8df8
            c068934ffd9bc9b855a888eeca090f211905e074a078ab68917e7445a6c7c7e39403753ce19b6614b9d222ab99f263a681ce
            c6c037587ef051f0f7294e376528b31789a530342258241c99ae7d384bcd61012a32a977c638b09a3bc16a33aa47cf2d7f12
            d79d8aa50f63c8c53c439800b2ed9bba9481eb181b4244ed067d62695d6a99dfd7bf8788c159caaf94e9fda92ac5a93f59a0
            df7c0f9bbd417cb8cf45d1076006e08a9e585ee4d7394265582a87641f1653be9edf194401e6e4ee93c4ab054a1b6e81e3bf
            01fd26f2e9a6db5bf6c0dbd21e14c2e1a5a4cff0b267ed95427b0b049eff7fbc093b054510578523ac7a32cc1f8edfcf078a
            6c71e6e6788edfda7d7badd375f7d911efafb9cb406e968bc5989418fb09729ed51c92c4aeae10846384f4a091c405ad8577
            3fe0ade816eddfd618ba0ea5deb73cc43592e063015118025542871e7a60f844a6b2c3d630f9c6f85791e8d2bdf3578ff926
            28e8acaf02b88d79797fb1ac30153201fcad2234fbd4f2fc84fa7d2ab6fb2e4d9b55f11dd91a798726107c6842c3e7a1ca89
            5035a8fe701058e3426e17bbf04c23e78ffb283e027e1c636b1cf9ded3f5909ebcb0fc63608e918c9ea9a7f7b6d3ece727da
            c128d31b7c0ffd9e43046ae6a53c25888d0e602b2302e255dca8c58c10c010269152582c598fdda0b8f43e311ea15ba96e0d
            9ff3936f5f18631fb9d03020e342647be078c12a9475474b3dee55abc0e3dd804d73fd929b6af94a67dd27c35b5fc2c9bce5
            00b8103b984423cec746231a5b819acdea138816e70a95005ea92f7232b666e772c060f95e20612eb7dad3297a342a7817c7
            3e24318a0b761562d1ccb6b5d618cbe06f4b1e7b351b6b831fc83479eb34bf947b68b3a1b557ad866872656c9f59e7578061
            e84dbae900af3301bef1eaa0c6424746302930bb685c8f3d9721521ed61bb648a4d5335c4ebf3061f8863941955242feeec8
            6462828239f460f55cf9de10bada5627f9d3328362d6ada08f70f0c65c5a155b2da66156a6aae555c0371328924928e04613
            5daaf48b86c1ea78b56f40afb2794fb74b9627e2a43aabf3e17a84ee7ad30cf79eb20a72ac69
            """)
}
