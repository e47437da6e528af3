import Synchronization
import WaxbillProofs

/// A large file being hashed, once, for all who wait for it.
///
/// The threads take slices of a few blocks each and then queue again, so that one file holds up no other. The leaves are there in their
/// order as soon as those before are. When nobody waits any more, it ends.
final class FileHashing: Sendable {
    /// The file's stamp, which it has to have still when all is read.
    let stamp: FileStamp

    private let file: Descriptor
    private let blockCount: Int
    private let threads: HashingThreads
    private let threadCount: Int
    private let lookUp: @Sendable () -> HashedContent?
    private let ended: @Sendable (FileHashing, HashedContent?, _ isNew: Bool) -> Void
    private let state = Mutex(State())

    /// How many blocks a thread takes at once: four milliseconds' work.
    private static let sliceSize = 8

    private struct State {
        var leaves: [MerkleHash] = []
        /// Slices that were ready before those in front of them, by their first block.
        var early: [Int: [MerkleHash]] = [:]
        var nextBlock = 0
        var outcome: Result<HashedContent, ManifestError>?
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
        var waiterCount = 0
        var followers = 0
    }

    /// - Parameters:
    ///   - lookUp: finds what was found out before; called first, on a thread.
    ///   - ended: called once, on a thread, with what was found out, if it was, and whether it was hashed now.
    init(
        _ file: Descriptor, _ stamp: FileStamp, _ threads: HashingThreads,
        lookUp: @escaping @Sendable () -> HashedContent?,
        ended: @escaping @Sendable (FileHashing, HashedContent?, _ isNew: Bool) -> Void
    ) {
        self.file = file
        self.stamp = stamp
        self.threads = threads
        self.lookUp = lookUp
        self.ended = ended
        blockCount = Int(clamping: ManifestFormat.blockCount(size: stamp.size))
        threadCount = threads.take((blockCount + 2 * Self.sliceSize - 1) / (2 * Self.sliceSize))
    }

    /// Begins; to be called once, with a follower there.
    func start() {
        threads.submit { isRunning in
            guard isRunning else { return self.end(.failure(.cancelled)) }
            if let known = self.lookUp(), known.leaves.count == self.blockCount {
                return self.end(.success(known), isNew: false)
            }
            for _ in 1..<self.threadCount { self.queueSlice() }
            self.hashSlice()
        }
    }

    /// Somebody who waits; nil where it ended badly.
    func follow() -> Follower? {
        let isGood = state.withLock { state in
            if case .failure = state.outcome { return false }
            state.followers += 1
            return true
        }
        return isGood ? Follower(self) : nil
    }

    /// Somebody who waits for the hashes, for as long as it lives.
    final class Follower: Sendable {
        private let hashing: FileHashing

        fileprivate init(_ hashing: FileHashing) { self.hashing = hashing }

        deinit { hashing.leave() }

        /// The leaves behind the first `count`, at least one, or none if there are no more and the file did not change.
        /// - Throws: `fileChanged`, `unreadable`, `cancelled`.
        func leaves(after count: Int) async throws(ManifestError) -> ArraySlice<MerkleHash> {
            try await hashing.leaves(after: count)
        }

        /// All leaves, when the file is read to its end and did not change.
        /// - Throws: `fileChanged`, `unreadable`, `cancelled`.
        func content() async throws(ManifestError) -> HashedContent {
            try await hashing.content()
        }
    }
}

// MARK: Waiting

extension FileHashing {
    private func leaves(after count: Int) async throws(ManifestError) -> ArraySlice<MerkleHash> {
        while true {
            let ready = state.withLock { state -> Result<ArraySlice<MerkleHash>, ManifestError>? in
                if case .failure(let error) = state.outcome { return .failure(error) }
                if state.leaves.count > count { return .success(state.leaves[count...]) }
                return state.outcome == nil ? nil : .success([])
            }
            if let ready { return try ready.get() }
            try await wait { $0.leaves.count > count || $0.outcome != nil }
        }
    }

    private func content() async throws(ManifestError) -> HashedContent {
        while true {
            if let outcome = state.withLock({ $0.outcome }) { return try outcome.get() }
            try await wait { $0.outcome != nil }
        }
    }

    /// Waits for something to happen, unless `isReady` already.
    private func wait(_ isReady: @Sendable (State) -> Bool) async throws(ManifestError) {
        let number = state.withLock { state in
            state.waiterCount += 1
            return state.waiterCount
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isNow = state.withLock { state in
                    if isReady(state) { return true }
                    state.waiters[number] = continuation
                    return false
                }
                if isNow { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: number) }?.resume()
        }
        guard !Task.isCancelled else { throw .cancelled }
    }

    private func leave() {
        let isAlone = state.withLock { state in
            state.followers -= 1
            return state.followers == 0 && state.outcome == nil
        }
        if isAlone { end(.failure(.cancelled)) }
    }
}

// MARK: Hashing

extension FileHashing {
    private func queueSlice() {
        threads.submit { isRunning in
            if isRunning { self.hashSlice() } else { self.end(.failure(.cancelled)) }
        }
    }

    private func hashSlice() {
        let slice = state.withLock { state -> Range<Int>? in
            guard state.outcome == nil, state.nextBlock < blockCount else { return nil }
            let end = min(state.nextBlock + Self.sliceSize, blockCount)
            defer { state.nextBlock = end }
            return state.nextBlock..<end
        }
        guard let slice else { return }
        do throws(ManifestError) {
            let leaves = try BlockReading.leaves(of: slice, in: file, stamp)
            guard let all = deliver(leaves, from: slice.lowerBound) else { return queueSlice() }
            try BlockReading.requireUnchanged(file, stamp)
            end(.success(HashedContent(leaves: all)))
        } catch {
            end(.failure(error))
        }
    }

    /// - Returns: all leaves, if these were the last.
    private func deliver(_ leaves: [MerkleHash], from block: Int) -> [MerkleHash]? {
        let (waiters, all) = state.withLock { state in
            state.early[block] = leaves
            let before = state.leaves.count
            while let next = state.early.removeValue(forKey: state.leaves.count) { state.leaves += next }
            var waiters: [CheckedContinuation<Void, Never>] = []
            if state.leaves.count > before {
                waiters = Array(state.waiters.values)
                state.waiters = [:]
            }
            return (waiters, state.leaves.count == blockCount ? state.leaves : nil)
        }
        for waiter in waiters { waiter.resume() }
        return all
    }

    /// Ends once; later outcomes do not count.
    private func end(_ outcome: Result<HashedContent, ManifestError>, isNew: Bool = true) {
        let waiters = state.withLock { state -> [CheckedContinuation<Void, Never>]? in
            guard state.outcome == nil else { return nil }
            state.outcome = outcome
            if case .success(let content) = outcome { state.leaves = content.leaves }
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        guard let waiters else { return }
        threads.giveBack(threadCount)
        for waiter in waiters { waiter.resume() }
        ended(self, try? outcome.get(), isNew)
    }
}
