import Synchronization
import WaxbillTLS

/// A server's sessions in memory, under random tickets; the oldest go first.
final class SessionTable: ServerSessionStore {
    private struct Entry {
        let state: [UInt8]
        let end: ContinuousClock.Instant
    }

    private struct State {
        var entries: [[UInt8]: Entry] = [:]
        /// In the order of their coming.
        var tickets: [[UInt8]] = []
    }

    private static let capacity = 10_000
    private static let ticketLength = 32

    private let state = Mutex(State())
    private let random: any RandomSource

    init(random: any RandomSource = SystemRandomSource()) { self.random = random }

    func ticket(for session: [UInt8], lifetime: UInt32) -> [UInt8]? {
        let ticket = random.bytes(Self.ticketLength)
        let entry = Entry(state: session, end: .now + .seconds(Int64(lifetime)))
        state.withLock { state in
            if state.tickets.count >= Self.capacity {
                state.entries[state.tickets.removeFirst()] = nil
            }
            state.entries[ticket] = entry
            state.tickets.append(ticket)
        }
        return ticket
    }

    func state(for ticket: [UInt8]) -> [UInt8]? {
        guard let entry = state.withLock({ $0.entries[ticket] }), entry.end > .now else { return nil }
        return entry.state
    }
}
