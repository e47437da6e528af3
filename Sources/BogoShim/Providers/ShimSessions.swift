import Synchronization
import WaxbillTLS

/// The server's sessions, which outlive its connections: in tickets, and by session ID.
final class ShimSessions: ServerSessionStore {
    let tickets: TicketProtector
    let table: InMemorySessionStore
    let settings: ShimSettings
    private let hasSessionID = Mutex(false)

    init(tickets: TicketProtector, table: InMemorySessionStore, settings: ShimSettings) {
        self.tickets = tickets
        self.table = table
        self.settings = settings
    }

    /// Whether the connection's session is known by an ID.
    var usesSessionID: Bool { hasSessionID.withLock { $0 } }

    func ticket(for state: [UInt8], lifetime: UInt32) -> [UInt8]? {
        settings.skipsTicket || settings.disablesTickets ? nil : tickets.ticket(for: state, lifetime: lifetime)
    }

    func state(for ticket: [UInt8]) -> [UInt8]? { settings.disablesTickets ? nil : tickets.state(for: ticket) }

    var keepsSessionIDs: Bool { true }

    func keep(_ state: [UInt8], sessionID: [UInt8], lifetime: UInt32) async {
        hasSessionID.withLock { $0 = true }
        await table.keep(state, sessionID: sessionID, lifetime: lifetime)
    }

    func state(forSessionID sessionID: [UInt8]) async -> [UInt8]? {
        let state = await table.state(forSessionID: sessionID)
        if state != nil { hasSessionID.withLock { $0 = true } }
        return state
    }
}
