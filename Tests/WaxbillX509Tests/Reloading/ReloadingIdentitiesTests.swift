import Testing
import WaxbillTLS
import WaxbillTestSupport

@testable import WaxbillX509

@Suite struct ReloadingIdentitiesTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func write(_ issued: IssuedIdentity, _ name: String = "a") throws -> IdentityFiles {
        IdentityFiles(
            certificate: try directory.write(issued.certificatePEM, to: "\(name).pem"),
            key: try directory.write(issued.keyPEM(), to: "\(name)-key.pem"))
    }

    private static func request(_ name: String? = nil) -> IdentityRequest {
        IdentityRequest(
            role: .server, version: .tls13, serverName: name,
            signatureSchemes: [.ecdsaSecp256r1SHA256, .ecdsaSecp384r1SHA384], acceptsKeyTransport: false,
            certificateAuthorities: [], applicationProtocols: [])
    }

    private static func issue(_ name: String) throws -> IssuedIdentity {
        try TestPKI.authority.issue(LeafSubject.server(named: [name]))
    }

    @Test func newCertificateAndKey() throws {
        let (old, new) = (TestPKI.issuedServer(.p256), TestPKI.issuedServer(.p384))
        let identities = try ReloadingIdentities([write(old)])
        #expect(identities.identity(for: Self.request())?.certificateChain == old.identity.certificateChain)
        _ = try write(new)
        #expect(identities.identity(for: Self.request())?.certificateChain == old.identity.certificateChain)
        #expect(identities.reload().map { $0.failure == nil } == [true])
        #expect(identities.identity(for: Self.request())?.certificateChain == new.identity.certificateChain)
    }

    /// A new certificate waits for its key.
    @Test func halfWritten() throws {
        let (old, new) = (TestPKI.issuedServer(.p256), TestPKI.issuedServer(.p384))
        let files = try write(old)
        let identities = try ReloadingIdentities([files])
        try directory.write(new.certificatePEM, to: "a.pem")
        #expect(identities.reloadIfChanged().isEmpty)
        let report = try #require(identities.reloadIfChanged().first)
        guard case .keyDoesNotMatch(files.certificate, files.key, _, _)? = report.failure as? IdentityError else {
            Issue.record("\(report)")
            return
        }
        #expect(identities.identity(for: Self.request())?.certificateChain == old.identity.certificateChain)
        try directory.write(new.keyPEM(), to: "a-key.pem")
        #expect(identities.reloadIfChanged().isEmpty)
        #expect(identities.reloadIfChanged().map { $0.failure == nil } == [true])
        #expect(identities.identity(for: Self.request())?.certificateChain == new.identity.certificateChain)
    }

    /// One identity's broken files do not hold up another's.
    @Test func several() throws {
        let first = try Self.issue("one.test")
        let second = try Self.issue("two.test")
        let identities = try ReloadingIdentities([write(first, "one"), write(second, "two")])
        let newer = try Self.issue("two.test")
        try directory.write("nothing", to: "one.pem")
        _ = try write(newer, "two")
        #expect(identities.reload().map { $0.failure == nil } == [false, true])
        for (name, issued) in [("one.test", first), ("two.test", newer)] {
            #expect(
                identities.identity(for: Self.request(name))?.certificateChain == issued.identity.certificateChain)
        }
    }

    @Test func ocspResponse() throws {
        var files = try write(TestPKI.issuedServer())
        files.ocspResponse = try directory.write("one", to: "ocsp.der")
        let identities = try ReloadingIdentities([files])
        #expect(identities.identity(for: Self.request())?.ocspResponse == Array("one".utf8))
        try directory.write("", to: "ocsp.der")
        let report = try #require(identities.reload().first)
        #expect(report.failure as? IdentityError == .noOCSPResponse(source: directory.path("ocsp.der")))
        #expect(identities.identity(for: Self.request())?.ocspResponse == Array("one".utf8))
        try directory.write("two", to: "ocsp.der")
        #expect(identities.reload().map { $0.failure == nil } == [true])
        #expect(identities.identity(for: Self.request())?.ocspResponse == Array("two".utf8))
    }

    /// The certificate and the key in one file.
    @Test func oneFile() throws {
        let issued = TestPKI.issuedServer()
        let file = try directory.write(issued.certificatePEM + issued.keyPEM(), to: "both.pem")
        let identities = try ReloadingIdentities([IdentityFiles(certificate: file, key: file)])
        #expect(identities.reload().map(\.files) == [[file]])
    }

    @Test func brokenFromTheStart() throws {
        #expect(throws: IdentityError.self) {
            try ReloadingIdentities([IdentityFiles(certificate: directory.path("no"), key: directory.path("no"))])
        }
    }
}
