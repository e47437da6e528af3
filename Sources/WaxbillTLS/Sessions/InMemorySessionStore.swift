import Synchronization
import TLSCrypto

/// Stateful sessions: a table in memory, with random tickets that mean nothing outside of it.
///
/// Each ticket works once, which gives forward secrecy against a later theft of the server's memory and keeps
/// connections from being linked by their ticket (RFC 9846, Appendix C.4). A session ID (TLS 1.2 and before) stays usable
/// until it is too old or makes room.
public final class InMemorySessionStore: ServerSessionStore {
    private enum Key: Hashable {
        case ticket([UInt8])
        case sessionID([UInt8])
    }

    private struct Entry {
        let state: Secret
        /// Milliseconds since 1970.
        let expiry: UInt64
    }

    private struct Table {
        var entries: [Key: Entry] = [:]
        /// Keys in the order in which they were made; the first to go when the table is full.
        var order: [Key] = []
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
        insert(state, .ticket(ticket), lifetime: lifetime)
        return ticket
    }

    public func state(for ticket: [UInt8]) -> [UInt8]? {
        let now = clock.millisecondsSinceEpoch
        let entry = table.withLock { $0.entries.removeValue(forKey: .ticket(ticket)) }
        guard let entry, now < entry.expiry else { return nil }
        return entry.state.copyBytes()
    }

    public var keepsSessionIDs: Bool { true }

    // Both are asynchronous because the protocol's defaults, which do nothing, are: a call prefers those that are.

    public func keep(_ state: [UInt8], sessionID: [UInt8], lifetime: UInt32) async {
        insert(state, .sessionID(sessionID), lifetime: lifetime)
    }

    public func state(forSessionID sessionID: [UInt8]) async -> [UInt8]? {
        let now = clock.millisecondsSinceEpoch
        let entry = table.withLock { table in
            guard let entry = table.entries[.sessionID(sessionID)] else { return nil as Entry? }
            if now >= entry.expiry { table.entries[.sessionID(sessionID)] = nil }
            return entry
        }
        guard let entry, now < entry.expiry else { return nil }
        return entry.state.copyBytes()
    }

    private func insert(_ state: [UInt8], _ key: Key, lifetime: UInt32) {
        let entry = Entry(
            state: Secret(copying: state), expiry: clock.millisecondsSinceEpoch + UInt64(lifetime) * 1000)
        table.withLock { table in
            table.entries[key] = entry
            table.order.append(key)
            while table.entries.count > capacity { removeOldest(&table) }
            // Tickets that were used, and IDs that were too old, leave holes.
            if table.order.count > 2 * capacity {
                table.order = table.order[table.oldest...].filter { table.entries[$0] != nil }
                table.oldest = 0
            }
        }
    }

    private func removeOldest(_ table: inout Table) {
        guard table.oldest < table.order.count else { return }
        table.entries[table.order[table.oldest]] = nil
        table.oldest += 1
    }
}
