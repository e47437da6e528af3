import NIOCore
import NIOPosix
import Synchronization
import WaxbillProofs

/// Hashes a file on this side, on several threads.
final class ContentHashing: Sendable {
    private let file: OpenFile
    private let grid: BlockGrid
    private let meter: TransferMeter
    private let nextBlock = Atomic(0)
    private let isCancelled = Atomic(false)
    private let leaves: Mutex<[MerkleHash]>

    init(_ file: OpenFile, _ meter: TransferMeter) {
        self.file = file
        self.meter = meter
        grid = BlockGrid(size: file.size)
        leaves = Mutex(Array(repeating: .emptyRoot, count: grid.count))
    }

    /// The hashes of the blocks and the root over them.
    /// - Throws: ``FilesClientError``.
    func run(on workers: NIOThreadPool) async throws -> HashedContent {
        meter.set(isChecking: grid.count > 1)
        defer { meter.set(isChecking: false) }
        try await withTaskCancellationHandler {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<min(2, max(1, grid.count / 8)) {
                    group.addTask { try await workers.runIfActive { try self.work() } }
                }
                try await group.waitForAll()
            }
        } onCancel: {
            isCancelled.store(true, ordering: .relaxed)
        }
        try Task.checkCancellation()
        return HashedContent(leaves: leaves.withLock { $0 })
    }

    private func work() throws(FilesClientError) {
        while !isCancelled.load(ordering: .relaxed) {
            let block = nextBlock.wrappingAdd(1, ordering: .relaxed).oldValue
            guard block < grid.count else { return }
            do throws(ManifestError) {
                let leaf = try BlockReading.leaves(of: block..<block + 1, in: file.descriptor, file.stamp)
                leaves.withLock { leaves in leaves.replaceSubrange(block..<block + 1, with: leaf) }
            } catch {
                throw .local(FilesError(.ioError, "\(file.path.text): \(error)"))
            }
            meter.add(checked: grid.length(of: block))
        }
    }
}
