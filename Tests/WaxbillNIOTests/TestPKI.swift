import NIOCore
import WaxbillNIO
import WaxbillTLS
import WaxbillX509

/// An authority, a server `server.example` and configurations that go with them.
struct TestPKI {
    static let serverName = "server.example"

    let authority: CertificateAuthority

    init() throws {
        authority = try CertificateAuthority(name: "Test Root")
    }

    func server(named names: [String] = [serverName, "127.0.0.1", "localhost"]) throws -> ServerConfiguration {
        ServerConfiguration(identityProvider: StaticIdentities([try authority.issue(.server(named: names)).identity]))
    }

    func client() -> ClientConfiguration {
        var configuration = ClientConfiguration(certificateVerifier: ChainVerifier(roots: authority.trustRoots))
        configuration.groups = [.x25519, .secp256r1]
        return configuration
    }
}

extension ServerConfiguration {
    func handler(_ options: TLSHandlerOptions = TLSHandlerOptions()) throws -> TLSServerHandler {
        try TLSServerHandler(configuration: self, options: options)
    }
}

extension ClientConfiguration {
    func handler(
        serverName: String = TestPKI.serverName, session: Session? = nil,
        _ options: TLSHandlerOptions = TLSHandlerOptions()
    ) throws -> TLSClientHandler {
        try TLSClientHandler(
            configuration: self, serverName: ServerName(serverName), session: session, options: options
        )
    }
}
