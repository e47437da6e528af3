import NIOCore
import WaxbillTLS
import WaxbillX509

@testable import WaxbillFiles

/// An authority, a server's identity and a client's.
struct FilesPKI {
    let authority: CertificateAuthority
    let server: Identity
    let client: Identity

    init() throws {
        authority = try CertificateAuthority(name: "Files Root")
        server = try authority.issue(.server(named: ["localhost", "127.0.0.1"])).identity
        client = try authority.issue(.client(named: "alice")).identity
    }

    var serverConfiguration: WaxbillTLS.ServerConfiguration {
        var configuration = WaxbillTLS.ServerConfiguration(identityProvider: StaticIdentities([server]))
        configuration.clientAuthentication = .required
        configuration.certificateVerifier = ChainVerifier(roots: authority.trustRoots)
        configuration.sessionStore = CompositeSessionStore(
            tickets: TicketProtector(), sessionIDs: InMemorySessionStore())
        return configuration
    }

    func client(port: Int, host: String = "127.0.0.1", retries: Int = 2) throws -> FilesClient {
        var configuration = FilesClientConfiguration(
            host: host, port: port, serverName: try ServerName(host),
            verifier: ChainVerifier(roots: authority.trustRoots))
        configuration.identityProvider = StaticIdentities([client])
        configuration.retries = retries
        configuration.silenceTimeout = .seconds(20)
        return FilesClient(configuration)
    }
}
