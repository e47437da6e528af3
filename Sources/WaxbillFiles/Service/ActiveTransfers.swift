import Synchronization

/// The contents that are being sent, and how much memory each may take.
final class ActiveTransfers: Sendable {
    private let count = Atomic<Int>(0)

    /// What all contents together may have in memory, in bytes. Each has a chunk that is being written, and one that is
    /// being read.
    private static let budget = 24 << 20
    private static let largestChunk = 512 << 10
    private static let smallestChunk = 16 << 10

    /// Counts one more, until `end` is called.
    func begin() { count.add(1, ordering: .relaxed) }

    func end() { count.subtract(1, ordering: .relaxed) }

    /// How much is read at once: full records of TLS, and the fewer the more contents are being sent.
    var chunkSize: Int {
        let share = Self.budget / (2 * max(1, count.load(ordering: .relaxed)))
        let records = share / Self.smallestChunk * Self.smallestChunk
        return min(max(records, Self.smallestChunk), Self.largestChunk)
    }
}
