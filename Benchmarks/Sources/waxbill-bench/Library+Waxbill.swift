import NIOCore
import Synchronization
import WaxbillNIO
import WaxbillTLS
import WaxbillX509

extension Library {
    static func waxbill(_ certificates: TestCertificates, _ setting: Setting) throws -> Library {
        // X25519 alone could not go with a P-256 certificate in TLS 1.2 (RFC 8422, Section 5.1.1).
        let groups: [NamedGroup] = setting.group == .x25519 ? [.x25519, .secp256r1] : [.x25519MLKEM768]
        let versions: ClosedRange<ProtocolVersion> =
            setting.version == .tls13 ? .tls13 ... .tls13 : .tls12 ... .tls12
        let suites: [CipherSuite] =
            setting.version == .tls13
            ? [.aes128GCMSHA256] : [.ecdheECDSAWithAES128GCMSHA256, .ecdheRSAWithAES128GCMSHA256]
        var client = ClientConfiguration(certificateVerifier: ChainVerifier(roots: certificates.authority.trustRoots))
        client.groups = groups
        client.versions = versions
        client.cipherSuites = suites
        var server = ServerConfiguration(
            identityProvider: StaticIdentities([certificates.server(setting.serverKey).identity]))
        server.groups = groups
        server.versions = versions
        server.cipherSuites = suites
        let sessions = SessionBox()
        let isResuming = setting.isResuming
        if isResuming {
            server.sessionStore = TicketProtector()
            server.ticketCount = 1
        }
        let name = try ServerName(TestCertificates.serverName)
        let keep: @Sendable (Session) -> Void = { session in sessions.put(session) }
        let makeClient = { [client] () throws -> any ChannelHandler in
            let session = sessions.take()
            return try TLSClientHandler(
                configuration: client, serverName: name, session: session, takeSessionTicket: isResuming ? keep : nil
            )
        }
        return Library(
            name: .waxbill, makeClient: makeClient,
            makeServer: { [server] in try TLSServerHandler(configuration: server) }
        )
    }
}

/// Hands the session of one connection to the next.
private final class SessionBox: Sendable {
    private let session = Mutex<Session?>(nil)

    func put(_ session: Session) { self.session.withLock { $0 = session } }
    func take() -> Session? { session.withLock { $0.take() } }
}
