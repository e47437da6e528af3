import NIOPosix
import WaxbillProofs
import WaxbillTLS

/// Seals the entries of a journal in blocks: once in an interval all that came in it, and at once what a receipt is asked for.
///
/// However many entries there are, an interval costs the writer one transaction. Signing happens between transactions. Several
/// sealers may work on one database: a block is added only behind the one that it names.
package actor BlockSealer {
    private let store: any LedgerStore
    private let identity: @Sendable () async -> Identity?
    private let clock: any TLSClock
    private let pool: NIOThreadPool
    /// The last block, as far as is known; nil: it has to be asked for.
    private var known: KnownEnd?
    private var running: Task<Result<Void, BlockSealingError>, Never>?
    /// What begins when ``running`` has ended.
    private var waiting: Task<Result<Void, BlockSealingError>, Never>?
    /// Why sealing failed the last time; nil where it did not.
    package private(set) var failure: BlockSealingError?

    /// The last block, as far as is known without asking.
    var lastEnd: BlockEnd? { known?.end }

    private struct KnownEnd: Sendable {
        let block: SealedBlock?
        let end: BlockEnd
    }

    /// - Parameter identity: who signs now; asked for each time, since certificates are renewed.
    package init(
        store: any LedgerStore, clock: any TLSClock = SystemClock(), pool: NIOThreadPool = .singleton,
        identity: @escaping @Sendable () async -> Identity?
    ) {
        self.store = store
        self.clock = clock
        self.pool = pool
        self.identity = identity
    }

    /// Seals until the task is cancelled.
    /// - Parameter onFailure: told of each failure that is not the one before; sealing is tried again after the interval.
    package func run(
        every interval: Duration = .seconds(1), onFailure: @Sendable (BlockSealingError) -> Void = { _ in }
    ) async {
        while !Task.isCancelled {
            let before = failure
            if case .failure(let error) = await sealAll(), error != before { onFailure(error) }
            try? await Task.sleep(for: interval)
        }
    }

    /// Seals all entries that are there now.
    package func seal() async throws(BlockSealingError) {
        try await sealAll().get()
    }

    /// The block that an entry is in, sealed now where it was not.
    /// - Returns: nil where there is no such entry.
    package func block(containing entry: UInt64) async throws(BlockSealingError) -> SealedBlock? {
        do throws(LedgerStoreError) {
            if let block = try await store.read({ snapshot throws(LedgerStoreError) in
                try snapshot.block(containing: entry)
            }) {
                return block
            }
        } catch {
            throw .store(error)
        }
        try await seal()
        do throws(LedgerStoreError) {
            return try await store.read { snapshot throws(LedgerStoreError) in try snapshot.block(containing: entry) }
        } catch {
            throw .store(error)
        }
    }

    /// Those who ask while a round is under way, which may have read already, share the next one.
    private func sealAll() async -> Result<Void, BlockSealingError> {
        if let waiting { return await waiting.value }
        let before = running
        let task = Task { () -> Result<Void, BlockSealingError> in
            _ = await before?.value
            begin()
            return await sealOnce()
        }
        waiting = task
        return await task.value
    }

    private func begin() {
        running = waiting
        waiting = nil
    }

    private func sealOnce() async -> Result<Void, BlockSealingError> {
        do throws(BlockSealingError) {
            while try await !sealSome() {}
            failure = nil
            return .success(())
        } catch {
            // The last block may be another one, where the store does not know whether it committed.
            known = nil
            failure = error
            return .failure(error)
        }
    }
}

// MARK: One transaction

extension BlockSealer {
    /// Seals as many blocks as one transaction takes.
    /// - Returns: whether all that was there is sealed.
    private func sealSome() async throws(BlockSealingError) -> Bool {
        let last = try await lastBlock()
        let end = last.end
        let unsealed: UnsealedEntries
        do throws(LedgerStoreError) {
            unsealed = try await store.read { snapshot throws(LedgerStoreError) in
                try UnsealedEntries(behind: end, in: snapshot)
            }
        } catch {
            throw .store(error)
        }
        guard !unsealed.blocks.isEmpty else { return true }
        let (blocks, newEnd) = try await sign(unsealed, behind: end)
        if let other = try await append(blocks, behind: last.block) {
            known = try Self.end(other.block)
            return false
        }
        known = KnownEnd(block: blocks.last, end: newEnd)
        return unsealed.isAll
    }

    private func sign(
        _ unsealed: UnsealedEntries, behind end: BlockEnd
    ) async throws(BlockSealingError) -> ([SealedBlock], BlockEnd) {
        guard let identity = await identity() else { throw .noIdentity }
        let certificates = SignedBlock.hash(of: identity.certificateChain)
        let time = max(Int64(clamping: clock.millisecondsSinceEpoch), unsealed.time, end.time)
        var end = end
        var blocks: [SealedBlock] = []
        for block in unsealed.blocks {
            let statement = BlockStatement(
                number: end.number + 1, entries: block.entries, root: block.root, chain: block.chain, before: end.link,
                time: time, certificates: certificates)
            do throws(BlockError) {
                let signed = try await SignedBlock(signing: statement, with: identity)
                blocks.append(
                    SealedBlock(
                        number: statement.number, entries: statement.entries, statement: signed.encodedStatement,
                        certificates: signed.encodedCertificates))
            } catch {
                throw .block(error)
            }
            end = BlockEnd(statement)
        }
        return (blocks, end)
    }

    private func lastBlock() async throws(BlockSealingError) -> KnownEnd {
        if let known { return known }
        let block = try await write { transaction throws(LedgerStoreError) in
            _ = try transaction.head()
            return try transaction.lastBlock()
        }
        let end = try Self.end(block)
        known = end
        return end
    }

    private static func end(_ block: SealedBlock?) throws(BlockSealingError) -> KnownEnd {
        do throws(LedgerStoreError) {
            return KnownEnd(block: block, end: try BlockEnd(block))
        } catch {
            throw .store(error)
        }
    }

    /// - Returns: the last block, where it is not `last`; nothing was added then.
    private func append(
        _ blocks: [SealedBlock], behind last: SealedBlock?
    ) async throws(BlockSealingError) -> OtherEnd? {
        try await write { transaction throws(LedgerStoreError) in
            _ = try transaction.head()
            let found = try transaction.lastBlock()
            guard found == last else { return OtherEnd(block: found) }
            for block in blocks { try transaction.append(block) }
            return nil
        }
    }

    private struct OtherEnd: Sendable { let block: SealedBlock? }

    /// Writes on a thread that may wait.
    private func write<Value: Sendable>(
        _ body: @escaping @Sendable (any LedgerTransaction) throws(LedgerStoreError) -> Value
    ) async throws(BlockSealingError) -> Value {
        let store = store
        let result: Result<Value, LedgerStoreError>
        do {
            result = try await pool.runIfActive {
                do throws(LedgerStoreError) {
                    return .success(try store.write(body))
                } catch {
                    return .failure(error)
                }
            }
        } catch {
            throw .store(.unavailable("the threads that write have ended"))
        }
        do throws(LedgerStoreError) {
            return try result.get()
        } catch {
            throw .store(error)
        }
    }
}

/// Why no block could be sealed.
package enum BlockSealingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The server has no certificate.
    case noIdentity
    /// Signing failed.
    case block(BlockError)
    case store(LedgerStoreError)

    /// A sentence without its full stop.
    package var description: String {
        switch self {
        case .noIdentity: "the bank has no certificate to sign with"
        case .block(let error): error.description
        case .store(let error): error.reason
        }
    }
}
