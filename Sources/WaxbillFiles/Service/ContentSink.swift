import NIOCore
import NIOPosix
import WaxbillProofs

/// Writes content that comes in small pieces in larger ones, each while the next is gathered.
struct ContentSink {
    /// Where content goes. May block.
    typealias Write = @Sendable (ByteBuffer) throws -> Void

    private let pool: NIOThreadPool
    private let eventLoop: any EventLoop
    private let write: Write
    private let memory: TransferMemory
    private var gathered = ByteBuffer()
    /// Memory for what is being gathered.
    private var lease: ChunkLease
    private var writing: EventLoopFuture<Void>?

    init(pool: NIOThreadPool, eventLoop: any EventLoop, memory: TransferMemory, write: @escaping Write) {
        self.pool = pool
        self.eventLoop = eventLoop
        self.memory = memory
        self.write = write
        lease = memory.reserve()
    }

    /// Takes bytes.
    /// - Throws: what writing the ones before threw.
    mutating func take(_ bytes: ByteBuffer) async throws {
        if gathered.readableBytes == 0 {
            // What comes in one piece needs no copy.
            gathered = bytes
        } else {
            gathered.reserveCapacity(min(lease.size, Self.largestPiece) + TransferMemory.smallestChunk)
            gathered.writeImmutableBuffer(bytes)
        }
        if gathered.readableBytes >= min(lease.size, Self.largestPiece) { try await pass() }
    }

    /// Waits until all is written.
    mutating func finish() async throws {
        if gathered.readableBytes > 0 { try await pass() }
        try await writing?.get()
        writing = nil
    }

    private mutating func pass() async throws {
        try await writing?.get()
        let (bytes, write, used) = (gathered, write, lease)
        writing = pool.runIfActive(eventLoop: eventLoop) {
            try write(bytes)
            withExtendedLifetime(used) {}
        }
        gathered = ByteBuffer()
        lease = memory.reserve()
    }

    /// More at once makes nothing faster.
    private static let largestPiece = 256 << 10
}

/// Hashes of content in the order in which it is written.
final class ContentHashes: @unchecked Sendable {
    // Only one job of the pool writes at a time, and who waited for it reads.
    private var hasher = BlockHasher()
    private var leaves: [MerkleHash] = []

    func update(_ bytes: ByteBuffer) { leaves += hasher.update(bytes) }

    /// The hashes of all blocks, at the content's end.
    func finish() -> [MerkleHash] {
        if let last = hasher.finish() { leaves.append(last) }
        return leaves
    }
}
