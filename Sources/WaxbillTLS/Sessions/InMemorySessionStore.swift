import Synchronization
import TLSCrypto

/// Stateful sessions: a table in memory, with random tickets that mean nothing outside of it.
///
/// Each ticket works once, which gives forward secrecy against a later theft of the server's memory and keeps
/// connections from being linked by their ticket (RFC 9846, Appendix C.4).
public final class InMemorySessionStore: ServerSessionStore {
    private struct Entry {
        let state: Secret
        /// Milliseconds since 1970.
        let expiry: UInt64
    }

    private struct Table {
        var entries: [[UInt8]: Entry] = [:]
        /// Tickets in the order in which they were made; the first to go when the table is full.
        var order: [[UInt8]] = []
        var oldest = 0
    }

    /// The most sessions kept; the oldest make room.
    public let capacity: Int
    private let clock: any TLSClock
    private let randomSource: any RandomSource
    private let table = Mutex(Table())

    /// An empty table for at most `capacity` sessions.
    public init(
        capacity: Int = 10_000, clock: any TLSClock = SystemClock(),
        randomSource: any RandomSource = SystemRandomSource()
    ) {
        self.capacity = max(1, capacity)
        self.clock = clock
        self.randomSource = randomSource
    }

    public func ticket(for state: [UInt8], lifetime: UInt32) -> [UInt8]? {
        let ticket = randomSource.bytes(32)
        let entry = Entry(
            state: Secret(copying: state), expiry: clock.millisecondsSinceEpoch + UInt64(lifetime) * 1000)
        table.withLock { table in
            table.entries[ticket] = entry
            table.order.append(ticket)
            while table.entries.count > capacity { removeOldest(&table) }
            // Tickets that were used leave holes.
            if table.order.count > 2 * capacity {
                table.order = table.order[table.oldest...].filter { table.entries[$0] != nil }
                table.oldest = 0
            }
        }
        return ticket
    }

    public func state(for ticket: [UInt8]) -> [UInt8]? {
        let now = clock.millisecondsSinceEpoch
        let entry = table.withLock { $0.entries.removeValue(forKey: ticket) }
        guard let entry, now < entry.expiry else { return nil }
        return entry.state.copyBytes()
    }

    private func removeOldest(_ table: inout Table) {
        guard table.oldest < table.order.count else { return }
        table.entries[table.order[table.oldest]] = nil
        table.oldest += 1
    }
}
