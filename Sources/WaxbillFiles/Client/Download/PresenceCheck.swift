import NIOCore
import NIOPosix
import Synchronization
import WaxbillProofs

/// Finds out which blocks of a file are there and right, by hashing them.
final class PresenceCheck: Sendable {
    private let ledger: BlockLedger
    private let file: IncomingFile
    private let size: UInt64
    private let meter: TransferMeter
    private let nextBlock = Atomic(0)
    private let isCancelled = Atomic(false)

    /// - Parameter size: how many bytes there are.
    init(ledger: BlockLedger, file: IncomingFile, size: UInt64, meter: TransferMeter) {
        self.ledger = ledger
        self.file = file
        self.size = size
        self.meter = meter
    }

    /// Hashes what is there, on several threads.
    /// - Throws: ``FilesClientError``.
    func run(on workers: NIOThreadPool) async throws {
        try await withTaskCancellationHandler {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<2 { group.addTask { try await workers.runIfActive { try self.work() } } }
                try await group.waitForAll()
            }
        } onCancel: {
            isCancelled.store(true, ordering: .relaxed)
        }
        try Task.checkCancellation()
    }

    private func work() throws(FilesClientError) {
        var buffer = ByteBuffer()
        let grid = ledger.grid
        while !isCancelled.load(ordering: .relaxed) {
            let block = nextBlock.wrappingAdd(1, ordering: .relaxed).oldValue
            let (offset, length) = (grid.offset(of: block), grid.length(of: block))
            guard length > 0, offset + UInt64(length) <= size else { return }
            buffer.clear()
            do throws(Errno) {
                _ = try file.file.descriptor.read(at: offset, count: length, into: &buffer)
            } catch {
                throw .local(FilesError(error, file.path))
            }
            var hasher = MerkleLeafHasher()
            buffer.withUnsafeReadableBytes { hasher.update($0) }
            ledger.acknowledge(hasher.finalize(), of: block)
            meter.add(checked: length)
        }
    }
}
