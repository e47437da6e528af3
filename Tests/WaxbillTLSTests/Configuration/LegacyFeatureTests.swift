import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// The weak parts: off until named, and named by what the lists contain.
@Suite struct LegacyFeatureTests {
    /// A client's lists as they will be with TLS 1.2.
    private static var modern: ClientConfiguration {
        var configuration = ClientConfiguration.stub
        configuration.versions = .tls12 ... .tls13
        return configuration
    }

    @Test func noneByDefault() {
        #expect(ClientConfiguration.stub.legacy.isEmpty)
        #expect(ServerConfiguration.stub().legacy.isEmpty)
        #expect(DefaultPreferences.versions.lowerBound >= .tls12)
        #expect(DefaultPreferences.cipherSuites.allSatisfy { $0.legacyFeatures.isEmpty })
        #expect(!DefaultPreferences.signatureSchemes.contains { $0.isLegacy })
    }

    @Test(arguments: LegacyFeature.allCases) func switchedOnAndOff(feature: LegacyFeature) {
        var configuration = Self.modern
        let before = configuration
        configuration.legacy = [feature]
        #expect(configuration.legacy == feature.requirements.union([feature]).intersection(Self.available))
        configuration.legacy = []
        #expect(configuration.legacy.isEmpty)
        #expect(configuration.versions == before.versions)
        #expect(configuration.cipherSuites == before.cipherSuites)
        #expect(configuration.signatureSchemes == before.signatureSchemes)
    }

    @Test func everythingAtOnce() {
        var server = ServerConfiguration.stub()
        server.versions = .tls12 ... .tls13
        server.legacy = Set(LegacyFeature.allCases)
        #expect(server.versions == .tls10 ... .tls13)
        #expect(server.cipherSuites == DefaultPreferences.cipherSuites + DefaultPreferences.legacyCipherSuites)
        #expect(
            server.signatureSchemes
                == DefaultPreferences.signatureSchemes + DefaultPreferences.legacySignatureSchemes)
        #expect(server.legacy == Self.available)
    }

    #if BoringSSL
    /// Suites with both weaknesses need both names.
    @Test func suitesOfTwoFeatures() {
        var configuration = Self.modern
        configuration.legacy = [.rsaKeyTransport]
        #expect(configuration.cipherSuites.contains(.rsaWithAES128GCMSHA256))
        #expect(!configuration.cipherSuites.contains(.rsaWithAES128CBCSHA))
        configuration.legacy.insert(.cbcCipherSuites)
        #expect(configuration.cipherSuites.contains(.rsaWithAES128CBCSHA))
        #expect(configuration.cipherSuites.contains(.ecdheRSAWithAES128CBCSHA))
        configuration.legacy.remove(.rsaKeyTransport)
        #expect(!configuration.cipherSuites.contains(.rsaWithAES128CBCSHA))
        #expect(configuration.legacy == [.cbcCipherSuites])
    }

    /// A list of the user's own says as much as the option.
    @Test func namedByTheLists() {
        var configuration = Self.modern
        configuration.cipherSuites = [.rsaWithAES256CBCSHA]
        #expect(configuration.legacy == [.rsaKeyTransport, .cbcCipherSuites])
        configuration.signatureSchemes.append(.ecdsaSHA1)
        configuration.versions = .tls11 ... .tls11
        #expect(configuration.legacy == [.rsaKeyTransport, .cbcCipherSuites, .sha1Signatures, .tls11])
        // Nothing is added to a list that has the feature already.
        configuration.legacy.insert(.tls10)
        #expect(configuration.cipherSuites == [.rsaWithAES256CBCSHA])
        #expect(configuration.versions == .tls10 ... .tls11)
    }
    #endif

    @Test func versionsAreARange() {
        var configuration = Self.modern
        configuration.legacy = [.tls10]
        #expect(configuration.versions == .tls10 ... .tls13)
        configuration.legacy.remove(.tls10)
        #expect(configuration.versions == .tls11 ... .tls13)
        configuration.versions = .tls10 ... .tls10
        configuration.legacy = []
        #expect(configuration.versions == .tls12 ... .tls12)
    }

    /// Each says in one sentence what is lost, and who says so.
    @Test(arguments: LegacyFeature.allCases) func sentences(feature: LegacyFeature) {
        #expect(feature.loss.hasSuffix("."))
        #expect(feature.citation.hasPrefix("RFC "))
        #expect(feature.requirements.isDisjoint(with: [feature]))
    }

    /// What this build can do: without BoringSSL there is no CBC.
    private static let available: Set<LegacyFeature> = {
        #if BoringSSL
        return Set(LegacyFeature.allCases)
        #else
        return Set(LegacyFeature.allCases).subtracting([.cbcCipherSuites])
        #endif
    }()
}
