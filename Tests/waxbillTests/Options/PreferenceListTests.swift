import ArgumentParser
import Testing
import WaxbillTLS

@testable import waxbill

@Suite struct PreferenceListTests {
    @Test(arguments: [
        ("TLS_AES_256_GCM_SHA384", [CipherSuite.aes256GCMSHA384]),
        (
            "TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256",
            [.chaCha20Poly1305SHA256, .aes128GCMSHA256]
        ),
        ("tls_aes_128_gcm_sha256, TLS_AES_128_GCM_SHA256", [.aes128GCMSHA256]),
        (
            "ECDHE-RSA-AES128-GCM-SHA256:TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256:AES256-GCM-SHA384",
            [.ecdheRSAWithAES128GCMSHA256, .ecdheECDSAWithChaCha20Poly1305SHA256, .rsaWithAES256GCMSHA384]
        ),
    ])
    func readsCipherSuites(text: String, suites: [CipherSuite]) throws {
        #expect(try PreferenceList<CipherSuite>.parse(text).values == suites)
    }

    @Test(arguments: ["", ",", "AES", "TLS_AES_128_CCM_SHA256", "DES-CBC3-SHA", "RC4-SHA"])
    func refusesOtherCipherSuites(text: String) {
        #expect(throws: ValidationError.self) { try PreferenceList<CipherSuite>.parse(text) }
    }

    @Test func readsGroupsByOtherNames() throws {
        let groups = try PreferenceList<NamedGroup>.parse("X25519MLKEM768:x25519,P-256:secp384r1,P-521")
        #expect(groups.values == [.x25519MLKEM768, .x25519, .secp256r1, .secp384r1, .secp521r1])
    }

    @Test(arguments: ["ffdhe2048", "x448", "P-255"])
    func refusesOtherGroups(text: String) {
        #expect(throws: ValidationError.self) { try PreferenceList<NamedGroup>.parse(text) }
    }

    @Test func readsSignatureSchemes() throws {
        let schemes = try PreferenceList<SignatureScheme>.parse(
            "ed25519:ECDSA+SHA256,rsa_pss_rsae_sha512,RSA+SHA1")
        #expect(schemes.values == [.ed25519, .ecdsaSecp256r1SHA256, .rsaPSSRSAESHA512, .rsaPKCS1SHA1])
    }

    @Test func readsApplicationProtocols() throws {
        #expect(try PreferenceList<ApplicationProtocol>.parse("h2,http/1.1").values == [.h2, .http11])
        let long = String(repeating: "a", count: 256)
        #expect(throws: ValidationError.self) { try PreferenceList<ApplicationProtocol>.parse(long) }
    }

    /// Every suite goes by both names.
    @Test(arguments: PreferenceList<CipherSuite>.supported) func readsEachSuiteByBothNames(suite: CipherSuite) throws {
        let name = try #require(suite.openSSLName)
        #expect(try PreferenceList<CipherSuite>.parse(name).values == [suite])
        #expect(try PreferenceList<CipherSuite>.parse(suite.description.lowercased()).values == [suite])
    }

    @Test func namesTheSuitesThereAre() throws {
        do {
            _ = try PreferenceList<CipherSuite>.parse("RC4-SHA")
            Issue.record("read")
        } catch let error as ValidationError {
            #expect(error.message.contains("ECDHE-ECDSA-CHACHA20-POLY1305, "))
            #expect(error.message.contains("AES256-GCM-SHA384"))
        }
    }
}
