import Testing

@testable import TLSWire

@Suite struct CipherSuite12Tests {
    /// The facts put together again are IANA's name.
    @Test(arguments: CipherSuite12.all)
    func agreesWithItsName(facts: CipherSuite12) {
        let keyExchange = facts.keyExchange == .ecdhe ? "ECDHE_\(facts.authentication)" : "\(facts.authentication)"
        let cipher =
            switch facts.cipher {
            case .aes128GCM: "AES_128_GCM"
            case .aes256GCM: "AES_256_GCM"
            case .chaCha20Poly1305: "CHACHA20_POLY1305"
            case .aes128CBC: "AES_128_CBC"
            case .aes256CBC: "AES_256_CBC"
            }
        let hash =
            switch facts.mac {
            case .hmacSHA1: "SHA"
            case .hmacSHA256: "SHA256"
            case .hmacSHA384: "SHA384"
            case nil: "\(facts.prf)"
            }
        let name = "TLS_\(keyExchange)_WITH_\(cipher)_\(hash)".uppercased()
        #expect(facts.suite.description == name)
        #expect(CipherSuite12(facts.suite) == facts)
        #expect(CipherSuite(name: name) == facts.suite)
        #expect(CipherSuite(name: facts.suite.openSSLName ?? "") == facts.suite)
    }

    @Test(arguments: CipherSuite12.all)
    func hashesWithSHA384WhereTheSuiteDoes(facts: CipherSuite12) {
        #expect((facts.prf == .sha384) == facts.suite.description.hasSuffix("_SHA384"))
        #expect((facts.minimumVersion == .tls10) == facts.suite.description.hasSuffix("_SHA"))
        #expect(facts.minimumVersion == .tls10 || facts.minimumVersion == .tls12)
        #expect(facts.keyExchange.isForwardSecret == facts.suite.description.contains("_ECDHE_"))
    }

    @Test func knowsEachSuiteOnce() {
        let values = CipherSuite12.all.map(\.suite.rawValue)
        #expect(values.count == 20)
        #expect(values == Set(values).sorted())
    }

    @Test(
        arguments: [
            ("ECDHE-ECDSA-AES128-SHA", .ecdheECDSAWithAES128CBCSHA),
            ("ECDHE-ECDSA-AES256-SHA", .ecdheECDSAWithAES256CBCSHA),
            ("ECDHE-ECDSA-AES128-SHA256", .ecdheECDSAWithAES128CBCSHA256),
            ("ECDHE-ECDSA-AES256-SHA384", .ecdheECDSAWithAES256CBCSHA384),
            ("ECDHE-RSA-AES128-SHA", .ecdheRSAWithAES128CBCSHA), ("ECDHE-RSA-AES256-SHA", .ecdheRSAWithAES256CBCSHA),
            ("ECDHE-RSA-AES128-SHA256", .ecdheRSAWithAES128CBCSHA256),
            ("ECDHE-RSA-AES256-SHA384", .ecdheRSAWithAES256CBCSHA384), ("AES128-SHA", .rsaWithAES128CBCSHA),
            ("AES256-SHA", .rsaWithAES256CBCSHA), ("AES128-SHA256", .rsaWithAES128CBCSHA256),
            ("AES256-SHA256", .rsaWithAES256CBCSHA256), ("AES128-GCM-SHA256", .rsaWithAES128GCMSHA256),
            ("AES256-GCM-SHA384", .rsaWithAES256GCMSHA384),
            ("ECDHE-ECDSA-AES128-GCM-SHA256", .ecdheECDSAWithAES128GCMSHA256),
            ("ECDHE-ECDSA-AES256-GCM-SHA384", .ecdheECDSAWithAES256GCMSHA384),
            ("ECDHE-ECDSA-CHACHA20-POLY1305", .ecdheECDSAWithChaCha20Poly1305SHA256),
            ("ECDHE-RSA-AES128-GCM-SHA256", .ecdheRSAWithAES128GCMSHA256),
            ("ECDHE-RSA-AES256-GCM-SHA384", .ecdheRSAWithAES256GCMSHA384),
            ("ECDHE-RSA-CHACHA20-POLY1305", .ecdheRSAWithChaCha20Poly1305SHA256),
        ] as [(String, CipherSuite)])
    func findsThemByOpenSSLsNames(name: String, suite: CipherSuite) {
        #expect(CipherSuite(name: name) == suite)
        #expect(CipherSuite12(suite) != nil)
    }

    @Test(arguments: [CipherSuite.aes128GCMSHA256, .fallbackSCSV, CipherSuite(rawValue: 0x000a)])
    func knowsNoOthers(suite: CipherSuite) {
        #expect(CipherSuite12(suite) == nil)
    }
}
