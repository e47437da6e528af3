/// Tickets in one store and session IDs in another: clients with tickets cost the server no memory, and those of TLS 1.2
/// without tickets can resume all the same.
public struct CompositeSessionStore: ServerSessionStore {
    private let tickets: any ServerSessionStore
    private let sessionIDs: any ServerSessionStore

    /// - Parameters:
    ///   - tickets: makes and opens tickets, for example a ``TicketProtector``.
    ///   - sessionIDs: keeps sessions by ID, for example an ``InMemorySessionStore``.
    public init(tickets: any ServerSessionStore, sessionIDs: any ServerSessionStore) {
        self.tickets = tickets
        self.sessionIDs = sessionIDs
    }

    public func ticket(for state: [UInt8], lifetime: UInt32) async -> [UInt8]? {
        await tickets.ticket(for: state, lifetime: lifetime)
    }

    public func state(for ticket: [UInt8]) async -> [UInt8]? { await tickets.state(for: ticket) }

    public var keepsSessionIDs: Bool { sessionIDs.keepsSessionIDs }

    public func keep(_ state: [UInt8], sessionID: [UInt8], lifetime: UInt32) async {
        await sessionIDs.keep(state, sessionID: sessionID, lifetime: lifetime)
    }

    public func state(forSessionID sessionID: [UInt8]) async -> [UInt8]? {
        await sessionIDs.state(forSessionID: sessionID)
    }
}
