import ArgumentParser
import Testing
import WaxbillTLS
import WaxbillX509

@testable import waxbill

/// What the options make of a configuration.
@Suite struct NegotiationOptionsTests {
    private func configuration(_ arguments: [String]) throws -> ClientConfiguration {
        var configuration = ClientConfiguration(certificateVerifier: InsecureVerifier())
        try NegotiationOptions.parse(arguments).apply(to: &configuration)
        return configuration
    }

    @Test func nothingIsWeakUnlessNamed() throws {
        let configuration = try configuration([])
        #expect(configuration.legacy.isEmpty)
        #expect(configuration.warnings.isEmpty)
        #expect(configuration.encryptsThenMACs)
        #expect(!configuration.requiresExtendedMainSecret)
    }

    /// Suites that are named are the only ones, and versions without any are left out.
    @Test(
        arguments: [
            (["-c", "AES256-SHA", "--tls", "1.0-1.3"], .tls10 ... .tls12),
            (["-c", "AES256-SHA", "--tls", "1.1"], .tls11 ... .tls11),
            (["-c", "AES256-GCM-SHA384", "--tls", "1.0-1.3"], .tls12 ... .tls12),
            (["-c", "AES256-GCM-SHA384:TLS_AES_128_GCM_SHA256", "--tls", "1.0-1.3"], .tls12 ... .tls13),
            (["-c", "TLS_AES_128_GCM_SHA256", "--tls", "1.2-1.3"], .tls13 ... .tls13),
        ] as [([String], ClosedRange<ProtocolVersion>)])
    func suitesNarrowVersions(arguments: [String], versions: ClosedRange<ProtocolVersion>) throws {
        let configuration = try configuration(arguments)
        #expect(configuration.versions == versions)
        #expect(configuration.cipherSuites == (try PreferenceList<CipherSuite>.parse(arguments[1]).values))
    }

    /// Where they do not meet, the configuration is left to say so.
    @Test func suitesOfOtherVersions() throws {
        let configuration = try configuration(["-c", "AES256-SHA", "--tls", "1.3"])
        #expect(configuration.versions == .tls13 ... .tls13)
        #expect(throws: TLSError.self) { _ = try TLSClient(configuration, serverName: .dnsName("a.test")) }
    }

    #if BoringSSL
    /// An old version brings the suites along without which it cannot be spoken, but not RSA key transport.
    @Test(arguments: ["1.0", "1.1", "1.0-1.3"]) func oldVersionsBringTheirSuites(text: String) throws {
        let configuration = try configuration(["--tls", text])
        #expect(configuration.versions == (try VersionRange.parse(text).versions))
        #expect(configuration.legacy.contains(.cbcCipherSuites))
        #expect(!configuration.legacy.contains(.rsaKeyTransport))
        #expect(configuration.cipherSuites.contains(.ecdheRSAWithAES128CBCSHA))
    }

    @Test(
        arguments: [
            (["--tls", "1.0"], ["BEAST", "Lucky 13"]), (["--tls", "1.1"], ["TLS 1.1", "RFC 8996", "Lucky 13"]),
            (["--tls", "1.2", "-c", "AES128-GCM-SHA256"], ["forward secrecy", "RFC 9325"]),
            (["--tls", "1.2", "-c", "AES128-SHA"], ["forward secrecy", "Lucky 13"]),
            (["--tls", "1.2", "-c", "ECDHE-RSA-AES128-SHA"], ["Lucky 13"]),
            (["--tls", "1.2", "--sigalgs", "RSA+SHA1"], ["SHA-1", "RFC 9155"]),
        ] as [([String], [String])])
    func warnsOfWhatIsLost(arguments: [String], words: [String]) throws {
        let warnings = try configuration(arguments).warnings
        for word in words { #expect(warnings.contains { $0.contains(word) }, "\(word): \(warnings)") }
        #expect(warnings.allSatisfy { $0.hasSuffix(")") })
    }
    #endif

    @Test func flags() throws {
        let configuration = try configuration(["--require-extended-main-secret", "--no-encrypt-then-mac"])
        #expect(configuration.requiresExtendedMainSecret)
        #expect(!configuration.encryptsThenMACs)
    }

    @Test func fallback() throws {
        #expect(try ConnectCommand.parse(["a.test", "--fallback-scsv"]).fallbackSCSV)
    }
}
