import WaxbillProofs

/// What a server checks before it takes requests: a damaged ledger is not served.
package enum StartupCheck: String, Sendable, CaseIterable {
    /// Everything, as an audit does, but for who signed.
    case full
    /// The last block, all behind it, and the journal's end.
    case recent

    /// Full up to so many entries, which takes some seconds.
    package static let mostFull: UInt64 = 500_000

    /// What is checked where nothing is said.
    package static func automatic(entries: UInt64) -> StartupCheck { entries <= mostFull ? .full : .recent }

    /// Checks a ledger.
    /// - Parameter check: nil: ``automatic(entries:)``.
    /// - Returns: what was checked.
    /// - Throws: ``AuditError``: what is wrong, and where.
    @discardableResult
    package static func run(
        _ check: StartupCheck?, on store: any LedgerStore,
        progress: @escaping @Sendable (UInt64, UInt64) -> Void = { _, _ in }
    ) async throws(AuditError) -> StartupCheck {
        let result: Result<StartupCheck, AuditError>
        do throws(LedgerStoreError) {
            result = try await store.read { snapshot throws(LedgerStoreError) in
                Result { () throws(AuditError) in try run(check, on: snapshot, progress: progress) }
            }
        } catch {
            throw AuditError(reading: error, at: .database)
        }
        return try result.get()
    }

    private static func run(
        _ check: StartupCheck?, on snapshot: any LedgerSnapshot, progress: @escaping (UInt64, UInt64) -> Void
    ) throws(AuditError) -> StartupCheck {
        let head: JournalHead
        do throws(LedgerStoreError) { head = try snapshot.head() } catch { throw AuditError(reading: error, at: .head) }
        let check = check ?? automatic(entries: head.number)
        switch check {
        case .full: _ = try LedgerAudit(snapshot, trust: nil, progress: progress).run()
        case .recent: try RecentCheck(snapshot, head).run(progress)
        }
        return check
    }
}

/// The check of what a power failure or a lost disk could have hurt last: the last block with its entries, and what is behind it.
struct RecentCheck {
    private let snapshot: any LedgerSnapshot
    private let head: JournalHead

    init(_ snapshot: any LedgerSnapshot, _ head: JournalHead) {
        self.snapshot = snapshot
        self.head = head
    }

    func run(_ progress: (UInt64, UInt64) -> Void) throws(AuditError) {
        guard let block = try lastBlock() else {
            try follow(from: JournalHead.empty.chain, after: 0, nil, progress)
            return
        }
        var blocks = BlockAudit(trust: nil)
        do throws(LedgerFault) { try blocks.begin(with: block) } catch { throw .fault(error) }
        // The chain in front of the block is what is stored there: what the block signed at its end proves it.
        let first = block.entries.lowerBound
        let before = first == 1 ? JournalHead.empty.chain : try entries(after: first - 2, limit: 1).first?.chain
        guard let before else { throw .fault(LedgerFault(.entry(first - 1), "it is missing")) }
        try follow(from: before, after: first - 1, blocks, progress)
    }

    /// Blocks are numbered without gaps, so that the last is found by halving.
    private func lastBlock() throws(AuditError) -> SealedBlock? {
        if let block = try block(containing: head.number) { return block }
        var low: UInt64 = 0
        var high = head.number
        var last: SealedBlock?
        while low < high {
            let middle = low + (high - low + 1) / 2
            if let block = try block(containing: middle) {
                last = block
                low = max(middle, min(block.entries.upperBound, high))
            } else {
                high = middle - 1
            }
        }
        return last
    }

    private func follow(
        from start: MerkleHash, after number: UInt64, _ blocks: BlockAudit?, _ progress: (UInt64, UInt64) -> Void
    ) throws(AuditError) {
        var chain = start
        var last = number
        var time = Int64.min
        var blocks = blocks
        while case let page = try entries(after: last, limit: JournalAudit.pageSize), !page.isEmpty {
            for stored in page {
                do throws(LedgerFault) {
                    let entry = try stored.decoded(expecting: last + 1)
                    let leaf = MerkleHash(leaf: stored.bytes)
                    chain = MerkleHash(left: chain, right: leaf)
                    guard stored.chain == chain else {
                        throw LedgerFault(
                            .entry(last + 1), "its chain hash does not follow from the entry and those before")
                    }
                    guard entry.time >= time else {
                        throw LedgerFault(.entry(last + 1), "its time is before that of the entry in front of it")
                    }
                    try blocks?.take(leaf, chain, entry)
                    time = entry.time
                    last += 1
                } catch {
                    throw .fault(error)
                }
            }
            progress(last - number, max(head.number, last) - number)
        }
        do throws(LedgerFault) { try blocks?.finish(lastEntry: last) } catch { throw .fault(error) }
        guard last == head.number else {
            throw .fault(LedgerFault(.entry(min(last, head.number) + 1), "the journal does not end where it says"))
        }
        guard last == 0 || (chain == head.chain && time == head.time) else {
            throw .fault(LedgerFault(.head, "it is not that of the last entry"))
        }
    }

    private func block(containing number: UInt64) throws(AuditError) -> SealedBlock? {
        do throws(LedgerStoreError) {
            return try snapshot.block(containing: number)
        } catch {
            throw AuditError(reading: error, at: .database)
        }
    }

    private func entries(after number: UInt64, limit: Int) throws(AuditError) -> [StoredEntry] {
        do throws(LedgerStoreError) {
            return try snapshot.entries(after: number, limit: limit)
        } catch {
            throw AuditError(reading: error, at: .entry(number + 1))
        }
    }
}
