import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import WaxbillHTTPClient
import WaxbillProofs

/// Where the blocks of a file go.
struct BlockDestination: Sendable {
    /// The file that they are written to; nil: nowhere, they are only hashed.
    let file: IncomingFile?
    /// Hears how far it is.
    let meter: TransferMeter
    /// Where blocks are hashed and written.
    let workers: NIOThreadPool
}

/// A block as it came, in a list of buffers: nothing is copied.
private struct ReceivedBlock: Sendable {
    let ledger: BlockLedger
    let number: Int
    let parts: [ByteBuffer]

    /// Whether a visit to the workers costs more than what they have to do.
    var isShort: Bool { ledger.grid.length(of: number) <= 16_384 }

    /// Hashes the block, writes it, and has the hash compared. Each part is written while it is in the processor's cache.
    func process(to file: IncomingFile?) throws(FilesClientError) {
        var hasher = MerkleLeafHasher()
        var offset = ledger.grid.offset(of: number)
        for part in parts {
            part.withUnsafeReadableBytes { hasher.update($0) }
            if let file { try FilesClientError.local { () throws(FilesError) in try file.write(part, at: offset) } }
            offset += UInt64(part.readableBytes)
        }
        try ledger.receive(hasher.finalize(), of: number)
    }
}

/// Receives a file's content, or adjacent blocks of it, and cuts it into blocks, which workers hash and write beside the event
/// loop. When too many blocks wait for them, the connection is not read.
final class BlockReceiver: ResponseReceiver {
    /// How many blocks may wait for the workers or be with them.
    fileprivate static let mostInFlight = 8

    fileprivate struct State {
        var flow: ReadFlow?
        var head: HTTPResponseHead?
        var problem: ShortAnswer?
        var ledger: BlockLedger?
        /// The block that is coming, and the end of those that will.
        var block = 0
        var end = 0
        /// What has come of the block.
        var parts: [ByteBuffer] = []
        var partsCount = 0
        var inFlight = 0
        var isStopped = false
        /// Whether nothing more will come.
        var isOver = false
        var failure: (any Error)?
    }

    private let range: (ledger: BlockLedger, blocks: Range<Int>)?
    private let destination: BlockDestination
    private let headResult = LaterResult<(HTTPResponseHead, BlockLedger)>()
    private let doneResult = LaterResult<Void>()
    private let state = Mutex(State())

    /// - Parameter range: the blocks that are asked for, and where it is noted what came; nil: the whole file, whatever its size.
    init(_ range: (ledger: BlockLedger, blocks: Range<Int>)?, _ destination: BlockDestination) {
        self.range = range
        self.destination = destination
    }

    /// Waits for the head of an answer that brings content.
    /// - Throws: ``FilesClientError``, `refused` among them.
    func head() async throws -> (HTTPResponseHead, BlockLedger) { try await headResult.get() }

    /// Waits until all that came is hashed and written.
    /// - Throws: what hindered it.
    func done() async throws { try await doneResult.get() }

    // MARK: ResponseReceiver

    func receive(head: HTTPResponseHead, flow: ReadFlow) throws {
        guard head.status == (range == nil ? .ok : .partialContent) else {
            return state.withLock { state in
                state.head = head
                state.problem = ShortAnswer(limit: ServerRefusal.longest)
            }
        }
        let (ledger, blocks) = try range ?? Self.whole(head)
        try Self.check(head, ledger.grid, blocks, isRange: range != nil)
        destination.meter.set(size: ledger.grid.size)
        state.withLock { state in
            state.flow = flow
            state.head = head
            state.ledger = ledger
            state.block = blocks.lowerBound
            state.end = blocks.upperBound
        }
        headResult.succeed((head, ledger))
    }

    func receive(body: ByteBuffer) throws {
        if let problem = state.withLock({ $0.problem }) { return try problem.receive(body: body) }
        destination.meter.add(moved: body.readableBytes)
        let blocks = try state.withLock { state in try state.take(body) }
        for block in blocks { start(block) }
    }

    func receiveEnd() {
        let (head, problem, isShort) = state.withLock { ($0.head, $0.problem, $0.block < $0.end) }
        if let problem, let head {
            let refusal = FilesClientError.refused(ServerRefusal(head, problem.body))
            headResult.fail(refusal)
            end(refusal)
        } else {
            end(isShort ? FilesClientError.malformedAnswer("the content ended before its announced end") : nil)
        }
    }

    func receiveFailure(_ error: any Error) {
        headResult.fail(error)
        end(error)
    }

    // MARK: Heads

    /// The blocks of a whole file whose size the head says.
    private static func whole(_ head: HTTPResponseHead) throws -> (BlockLedger, Range<Int>) {
        // RFC 9110, Section 8.6
        guard let text = head.headers.first(name: "Content-Length"), let size = UInt64(text), size <= Int64.max else {
            throw FilesClientError.malformedAnswer("it does not say how long the content is")
        }
        let ledger = BlockLedger(BlockGrid(size: size))
        guard ledger.grid.count <= Int(clamping: ManifestLimits().blockCount) else {
            throw FilesClientError.malformedAnswer("\(size) bytes are more than is accepted")
        }
        return (ledger, 0..<ledger.grid.count)
    }

    /// Whether a range is the one that was asked for (RFC 9110, Section 14.4).
    private static func check(_ head: HTTPResponseHead, _ grid: BlockGrid, _ blocks: Range<Int>, isRange: Bool) throws {
        guard isRange else { return }
        let bytes = grid.bytes(of: blocks)
        let expected = "bytes \(bytes.lowerBound)-\(max(bytes.upperBound, 1) - 1)/\(grid.size)"
        guard head.headers.first(name: "Content-Range") == expected else {
            throw FilesClientError.malformedAnswer("it has another range than the one asked for")
        }
    }

    // MARK: Blocks

    private func start(_ block: ReceivedBlock) {
        guard !block.isShort else { return finish(failure(of: block)) }
        destination.workers.submit { [self] workers in
            guard case .active = workers else {
                return finish(.connectionFailed(ChannelError.eof, isHandshakeComplete: true))
            }
            finish(failure(of: block))
        }
    }

    private func failure(of block: ReceivedBlock) -> FilesClientError? {
        do throws(FilesClientError) {
            try block.process(to: destination.file)
            return nil
        } catch {
            return error
        }
    }

    /// A worker is done with a block.
    private func finish(_ failure: FilesClientError?) {
        let (flow, isDone) = state.withLock { state in
            state.inFlight -= 1
            if state.failure == nil { state.failure = failure }
            let resumes = state.isStopped && state.inFlight <= Self.mostInFlight / 2
            if resumes { state.isStopped = false }
            return (resumes || failure != nil ? state.flow : nil, state.isOver && state.inFlight == 0)
        }
        if failure != nil {
            flow?.channel.close(promise: nil)
        } else if let flow {
            flow.channel.eventLoop.execute { flow.resume() }
        }
        if isDone { complete() }
    }

    /// Nothing more will come.
    private func end(_ failure: (any Error)?) {
        let isDone = state.withLock { state in
            guard !state.isOver else { return false }
            state.isOver = true
            if state.failure == nil { state.failure = failure }
            state.parts = []
            return state.inFlight == 0
        }
        if isDone { complete() }
    }

    private func complete() {
        if let failure = state.withLock({ $0.failure }) { doneResult.fail(failure) } else { doneResult.succeed(()) }
    }
}

extension BlockReceiver.State {
    /// Takes a part of the body.
    /// - Returns: the blocks that are complete with it.
    fileprivate mutating func take(_ body: ByteBuffer) throws -> [ReceivedBlock] {
        guard let ledger else { return [] }
        var (body, complete) = (body, [ReceivedBlock]())
        while body.readableBytes > 0 {
            guard block < end else { throw FilesClientError.malformedAnswer("the content is longer than announced") }
            let missing = ledger.grid.length(of: block) - partsCount
            guard let part = body.readSlice(length: min(missing, body.readableBytes)) else { break }
            parts.append(part)
            partsCount += part.readableBytes
            guard part.readableBytes == missing else { continue }
            complete.append(ReceivedBlock(ledger: ledger, number: block, parts: parts))
            block += 1
            (parts, partsCount) = ([], 0)
        }
        inFlight += complete.count
        if inFlight >= BlockReceiver.mostInFlight, !isStopped {
            isStopped = true
            flow?.stop()
        }
        return complete
    }
}
