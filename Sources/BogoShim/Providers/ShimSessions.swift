import WaxbillTLS

/// The server's sessions, which outlive its connections.
struct ShimSessions: ServerSessionStore {
    let tickets: TicketProtector
    let skipsTicket: Bool

    func ticket(for state: [UInt8], lifetime: UInt32) -> [UInt8]? {
        skipsTicket ? nil : tickets.ticket(for: state, lifetime: lifetime)
    }

    func state(for ticket: [UInt8]) -> [UInt8]? { tickets.state(for: ticket) }
}
