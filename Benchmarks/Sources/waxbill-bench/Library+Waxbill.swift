import NIOCore
import Synchronization
import WaxbillNIO
import WaxbillTLS
import WaxbillX509

extension Library {
    static func waxbill(
        _ certificates: TestCertificates, _ keyExchange: KeyExchange, isResuming: Bool = false
    ) throws -> Library {
        let group: NamedGroup = keyExchange == .x25519 ? .x25519 : .X25519MLKEM768
        var client = ClientConfiguration(certificateVerifier: ChainVerifier(roots: certificates.authority.trustRoots))
        client.groups = [group]
        client.cipherSuites = [.TLS_AES_128_GCM_SHA256]
        var server = ServerConfiguration(identityProvider: StaticIdentities([certificates.server.identity]))
        server.groups = [group]
        server.cipherSuites = [.TLS_AES_128_GCM_SHA256]
        let sessions = SessionBox()
        if isResuming {
            server.sessionStore = SessionTable()
            server.ticketCount = 1
        }
        let name = try ServerName(TestCertificates.serverName)
        return Library(
            name: .waxbill,
            makeClient: { [client] in
                try TLSClientHandler(
                    configuration: client, serverName: name, session: sessions.take(),
                    takeSessionTicket: isResuming ? { sessions.put($0) } : nil
                )
            },
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
