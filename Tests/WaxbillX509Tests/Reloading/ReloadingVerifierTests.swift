import Testing
import WaxbillTLS
import WaxbillTestSupport

@testable import WaxbillX509

@Suite struct ReloadingVerifierTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private static func verifier(_ roots: String) throws -> ReloadingVerifier {
        try ReloadingVerifier(roots: [roots]) { roots, _ in ChainVerifier(roots: roots) }
    }

    private static func accepts(_ verifier: some CertificateVerifier, _ identity: Identity) async -> Bool {
        let request = CertificateVerificationRequest(certificateChain: identity.certificateChain, purpose: .client)
        if case .verified = await verifier.verify(request) { return true }
        return false
    }

    @Test func otherRoots() async throws {
        let file = try directory.write(TestPKI.authority.certificatePEM, to: "roots.pem")
        let verifier = try Self.verifier(file)
        #expect(await Self.accepts(verifier, TestPKI.client()))
        #expect(await !Self.accepts(verifier, TestPKI.impostorClient))
        #expect(verifier.certificateAuthorities == TestPKI.authority.trustRoots.subjects)
        let other = try CertificateAuthority(name: "Other CA")
        try directory.write(other.certificatePEM + TestPKI.impostor.certificatePEM, to: "roots.pem")
        #expect(verifier.reloadIfChanged().isEmpty)
        #expect(verifier.reloadIfChanged().map { $0.failure == nil } == [true])
        #expect(await !Self.accepts(verifier, TestPKI.client()))
        #expect(await Self.accepts(verifier, TestPKI.impostorClient))
        #expect(verifier.certificateAuthorities.count == 2)
    }

    @Test func brokenRoots() async throws {
        let file = try directory.write(TestPKI.authority.certificatePEM, to: "roots.pem")
        let verifier = try Self.verifier(file)
        try directory.write("nothing", to: "roots.pem")
        #expect(verifier.reload().map { $0.failure as? TrustRootsError } == [.noCertificate(source: file)])
        #expect(await Self.accepts(verifier, TestPKI.client()))
        #expect(throws: TrustRootsError.self) { try Self.verifier(file) }
    }
}
