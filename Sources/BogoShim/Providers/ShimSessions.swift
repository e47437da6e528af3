import WaxbillTLS

/// The server's sessions, which outlive its connections: in tickets, and by session ID.
struct ShimSessions: ServerSessionStore {
    let tickets: TicketProtector
    let table: InMemorySessionStore
    let settings: ShimSettings

    func ticket(for state: [UInt8], lifetime: UInt32) -> [UInt8]? {
        settings.skipsTicket || settings.disablesTickets ? nil : tickets.ticket(for: state, lifetime: lifetime)
    }

    func state(for ticket: [UInt8]) -> [UInt8]? { settings.disablesTickets ? nil : tickets.state(for: ticket) }

    var keepsSessionIDs: Bool { true }

    func keep(_ state: [UInt8], sessionID: [UInt8], lifetime: UInt32) async {
        await table.keep(state, sessionID: sessionID, lifetime: lifetime)
    }

    func state(forSessionID sessionID: [UInt8]) async -> [UInt8]? { await table.state(forSessionID: sessionID) }
}
