import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// A server of TLS 1.2 and before that gets one ClientHello, made by hand.
struct ServerProbe12 {
    var configuration: ServerConfiguration
    var hello: ClientHello

    /// - Parameter suites: what both sides have.
    init(
        _ version: ProtocolVersion = .tls12, key: StubPKI.KeyType = .rsa2048,
        suites: [CipherSuite] = [.ecdheRSAWithAES128GCMSHA256], upTo highest: ProtocolVersion = .tls12
    ) {
        configuration = ServerConfiguration.stub(key)
        configuration.versions = .tls10...highest
        configuration.cipherSuites = suites
        hello = ClientHello(
            legacyVersion: version, random: [UInt8](repeating: 1, count: 32), legacySessionID: [], cipherSuites: suites,
            extensions: .absent)
    }

    /// Adds what a client of TLS 1.2 usually says.
    func saying(_ extensions: any TLSExtension...) -> ServerProbe12 {
        var probe = self
        for body in extensions { probe.append(body) }
        return probe
    }

    private mutating func append(_ body: some TLSExtension) { hello.extensions.append(body) }

    static let schemes = SignatureAlgorithms(supportedSignatureAlgorithms: [.rsaPKCS1SHA256, .ecdsaSecp256r1SHA256])
    static let groups = SupportedGroups(namedGroupList: [.secp256r1, .x25519])

    /// What the server does.
    func run() async throws -> EndpointLog {
        let server = try TLSServer(configuration, isObserved: true)
        var driver = DrivenEndpoint(server, configuration)
        driver.receive(WireRecord.bytes(.handshake, hello.encoded(), version: 0x0301))
        _ = await driver.drain()
        return driver.log
    }

    /// The server's answer.
    func serverHello() async throws -> ServerHello {
        let log = try await run()
        #expect(log.error == nil)
        let bytes = try #require(log.observed.message(.sent, .serverHello))
        guard case .serverHello(let hello) = try HandshakeMessage12(decoding: bytes.span.bytes) else {
            throw TLSError.failure("no ServerHello")
        }
        return hello
    }
}
