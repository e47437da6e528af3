import Synchronization

/// The memory that contents on their way take, of all transfers together.
final class TransferMemory: Sendable {
    private let reserved = Atomic<Int>(0)

    /// What is shared, in bytes. Beyond it, each transfer still gets its smallest chunks.
    private static let budget = 24 << 20
    private static let largestChunk = 512 << 10
    /// The content of a full record of TLS.
    static let smallestChunk = 16 << 10

    /// Reserves memory for a chunk: the less is left, the smaller, so that clients that take nothing cannot hold all of it.
    func reserve() -> ChunkLease {
        let share = (Self.budget - reserved.load(ordering: .relaxed)) / 8
        let records = share / Self.smallestChunk * Self.smallestChunk
        let size = min(max(records, Self.smallestChunk), Self.largestChunk)
        reserved.add(size, ordering: .relaxed)
        return ChunkLease(size: size, memory: self)
    }

    fileprivate func release(_ size: Int) { reserved.subtract(size, ordering: .relaxed) }
}

/// Memory for a chunk, given back with the last reference.
final class ChunkLease: Sendable {
    /// In bytes.
    let size: Int
    private let memory: TransferMemory

    fileprivate init(size: Int, memory: TransferMemory) {
        self.size = size
        self.memory = memory
    }

    deinit { memory.release(size) }
}
