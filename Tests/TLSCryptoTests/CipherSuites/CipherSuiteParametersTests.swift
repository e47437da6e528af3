import TLSCrypto
import TLSWire
import Testing

@Suite struct CipherSuiteParametersTests {
    // RFC 9846, Appendix B.4.
    @Test(arguments: [
        (CipherSuite(rawValue: 0x1301), HashAlgorithm.sha256, AEADAlgorithm.aes128GCM, 16, UInt64(23_726_566)),
        (CipherSuite(rawValue: 0x1302), .sha384, .aes256GCM, 32, 23_726_566),
        (CipherSuite(rawValue: 0x1303), .sha256, .chaCha20Poly1305, 32, UInt64.max),
    ])
    func parameters(
        suite: CipherSuite, hash: HashAlgorithm, aead: AEADAlgorithm, keyLength: Int, recordLimit: UInt64
    ) throws {
        let parameters = try #require(CipherSuiteParameters(suite))
        #expect(parameters.hash == hash)
        #expect(parameters.aead == aead)
        #expect(parameters.keyLength == keyLength)
        #expect(parameters.ivLength == 12)
        #expect(parameters.aead.tagLength == 16)
        #expect(parameters.recordLimit == recordLimit)
    }

    /// CCM, a suite of TLS 1.2, GREASE, and an unknown value.
    @Test(arguments: [0x1304, 0xc02f, 0x0a0a, 0x1306] as [UInt16])
    func others(value: UInt16) {
        #expect(CipherSuiteParameters(CipherSuite(rawValue: value)) == nil)
    }
}
