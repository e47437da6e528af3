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
    private let chunkSize: Int
    private var gathered = ByteBuffer()
    private var writing: EventLoopFuture<Void>?

    init(pool: NIOThreadPool, eventLoop: any EventLoop, chunkSize: Int, write: @escaping Write) {
        self.pool = pool
        self.eventLoop = eventLoop
        self.chunkSize = chunkSize
        self.write = write
    }

    /// Takes bytes.
    /// - Throws: what writing the ones before threw.
    mutating func take(_ bytes: ByteBuffer) async throws {
        if gathered.readableBytes == 0 {
            // What comes in one piece needs no copy.
            gathered = bytes
        } else {
            gathered.writeImmutableBuffer(bytes)
        }
        if gathered.readableBytes >= chunkSize { try await pass() }
    }

    /// Waits until all is written.
    mutating func finish() async throws {
        if gathered.readableBytes > 0 { try await pass() }
        try await writing?.get()
        writing = nil
    }

    private mutating func pass() async throws {
        try await writing?.get()
        let (bytes, write) = (gathered, write)
        gathered = ByteBuffer()
        gathered.reserveCapacity(chunkSize + Self.pieceSize)
        writing = pool.runIfActive(eventLoop: eventLoop) { try write(bytes) }
    }

    /// A record's content.
    private static let pieceSize = 16 << 10
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
