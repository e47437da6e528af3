import NIOCore
import Synchronization
import WaxbillNIO
import WaxbillTLS
import WaxbillX509

extension Library {
    static func waxbill(
        _ certificates: TestCertificates, _ keyExchange: KeyExchange, isResuming: Bool = false
    ) throws -> Library {
        let group: NamedGroup = keyExchange == .x25519 ? .x25519 : .x25519MLKEM768
        var client = ClientConfiguration(certificateVerifier: ChainVerifier(roots: certificates.authority.trustRoots))
        client.groups = [group]
        client.cipherSuites = [.aes128GCMSHA256]
        var server = ServerConfiguration(identityProvider: StaticIdentities([certificates.server.identity]))
        server.groups = [group]
        server.cipherSuites = [.aes128GCMSHA256]
        let sessions = SessionBox()
        if isResuming {
            server.sessionStore = SessionTable()
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

/// The server's sessions in a table.
private final class SessionTable: ServerSessionStore {
    private struct Entries {
        var states: [[UInt8]: [UInt8]] = [:]
        var next: UInt64 = 0
    }

    private let entries = Mutex(Entries())

    func ticket(for state: [UInt8], lifetime: UInt32) -> [UInt8]? {
        entries.withLock { entries in
            entries.next += 1
            let ticket = withUnsafeBytes(of: entries.next) { Array($0) }
            entries.states[ticket] = state
            return ticket
        }
    }

    func state(for ticket: [UInt8]) -> [UInt8]? { entries.withLock { $0.states.removeValue(forKey: ticket) } }
}
