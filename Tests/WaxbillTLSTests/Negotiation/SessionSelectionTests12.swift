import TLSCrypto
import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// Which sessions of TLS 1.2 and before are resumed.
@Suite struct SessionSelectionTests12 {
    struct Case: Sendable {
        var version = ProtocolVersion.tls12
        var suite = CipherSuite.ecdheRSAWithAES128GCMSHA256
        var secretCount = 48
        var age: UInt64 = 0
        var serverName: String? = "server.test"
        var clientCertificates: [[UInt8]] = []
        var isClientVerified = false
        var authentication = ServerConfiguration.ClientAuthentication.none
        let isUsable: Bool
    }

    @Test(arguments: [
        Case(isUsable: true),
        Case(version: .tls11, isUsable: false),
        Case(version: .tls13, isUsable: false),
        Case(suite: .ecdheRSAWithAES256GCMSHA384, isUsable: false),
        Case(secretCount: 32, isUsable: false),
        Case(age: 99_999, isUsable: true),
        Case(age: 100_000, isUsable: false),
        Case(serverName: nil, isUsable: false),
        Case(serverName: "other.test", isUsable: false),
        Case(authentication: .requested, isUsable: true),
        Case(authentication: .required, isUsable: false),
        Case(clientCertificates: [[1]], authentication: .required, isUsable: false),
        Case(clientCertificates: [[1]], isClientVerified: true, authentication: .required, isUsable: true),
    ])
    func isUsable(_ sample: Case) throws {
        let session = ServerSession(
            version: sample.version, cipherSuite: sample.suite, secret: Secret(zeros: sample.secretCount),
            issuedAt: 1_000_000, lifetime: 100, serverName: sample.serverName,
            clientCertificates: sample.clientCertificates, isClientVerified: sample.isClientVerified)
        let suites = [CipherSuite.ecdheRSAWithAES128GCMSHA256].compactMap { CipherSuiteParameters12($0) }
        #expect(
            SessionSelection12.isUsable(
                session, for: try hello(), suites: suites, clientAuthentication: sample.authentication,
                now: 1_000_000 + sample.age) == sample.isUsable)
    }

    private func hello() throws -> ReceivedClientHello {
        var extensions = ExtensionBlock()
        extensions.append(ServerNameList(hostName: Array("server.test".utf8)))
        let hello = ClientHello(
            random: [UInt8](repeating: 1, count: 32), legacySessionID: [], cipherSuites: [.ecdheRSAWithAES128GCMSHA256],
            extensions: extensions)
        var configuration = ServerConfiguration.stub()
        configuration.versions = .tls10 ... .tls12
        return try ReceivedClientHello(hello, hello.encoded(), configuration)
    }
}
