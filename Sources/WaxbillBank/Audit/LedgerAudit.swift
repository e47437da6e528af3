import WaxbillProofs

/// What an audit found to be whole.
package struct AuditResult: Sendable, Hashable {
    /// How many entries there are.
    package let entries: UInt64
    /// When the last one was decided, in milliseconds since 1970.
    package let time: Int64
    /// The chain's hash after the last one.
    package let chain: MerkleHash
    /// How many blocks there are.
    package let blocks: UInt64
    /// The last entry that is sealed.
    package let sealed: UInt64
    /// The last block, to be kept elsewhere: a later audit can be asked for it. nil where there is none.
    package let lastBlock: KeptBlock?
    /// The subjects of the certificates that signed blocks, the first signer's first: at most 16.
    package let signers: [String]
    package let accounts: UInt64
    package let holds: UInt64
    /// Whether the signers were found to be trusted; otherwise only that signatures fit their certificates.
    package let isTrusted: Bool
    /// Whether the tables beside the journal were compared with it.
    package let comparedTables: Bool

    init(_ journal: JournalAudit, isTrusted: Bool, comparedTables: Bool) {
        entries = journal.head.number
        time = journal.head.time
        chain = journal.head.chain
        blocks = journal.blocks.count
        sealed = journal.blocks.lastEntry
        lastBlock = journal.blocks.last.map { KeptBlock($0, source: "this audit") }
        signers = journal.blocks.signers
        accounts = journal.head.accounts
        holds = UInt64(journal.replay.holds.count)
        self.isTrusted = isTrusted
        self.comparedTables = comparedTables
    }
}

/// Recomputes a ledger from its journal, and compares.
package struct LedgerAudit {
    private let snapshot: any LedgerSnapshot
    private let trust: AuditTrust?
    private let kept: [KeptBlock]
    private let rowKey = RowHash.makeKey()
    /// Told how many of how many entries are done.
    private let progress: (UInt64, UInt64) -> Void

    /// - Parameters:
    ///   - trust: who has to have signed blocks; nil: anybody.
    ///   - kept: blocks that have to be among the ledger's.
    package init(
        _ snapshot: any LedgerSnapshot, trust: AuditTrust?, kept: [KeptBlock] = [],
        progress: @escaping (UInt64, UInt64) -> Void = { _, _ in }
    ) {
        self.snapshot = snapshot
        self.trust = trust
        self.kept = kept
        self.progress = progress
    }

    /// - Throws: ``AuditError``: the first fault.
    package func run() throws(AuditError) -> AuditResult {
        let head = try reading(.head) { () throws(LedgerStoreError) in try snapshot.head() }
        let journal = try audit(head: head, watched: nil)
        try compareHead(head, journal.head)
        let comparison = TableComparison(journal, head)
        try comparison.run(snapshot)
        if let range = try comparison.firstDifference(in: snapshot) {
            // Once more, keeping what these entries put into tables.
            let watching = try audit(head: head, watched: range)
            throw .fault(try TableComparison(watching, head).firstFault(in: snapshot, range))
        }
        try reading(.database) { () throws(LedgerStoreError) in try snapshot.checkStructure() }
        return AuditResult(journal, isTrusted: trust != nil, comparedTables: true)
    }

    private func audit(head: JournalHead, watched: ClosedRange<UInt64>?) throws(AuditError) -> JournalAudit {
        var audit = JournalAudit(trust: trust, kept: kept, rowKey: rowKey, watched: watched)
        // A damaged number of accounts must not make it take all memory.
        audit.reserve(accounts: Int(clamping: min(head.accounts, Self.mostReserved)))
        while true {
            let number = audit.head.number
            let page = try entries(after: number)
            guard let last = page.last else { break }
            try takeBlocks(reaching: last.number, &audit)
            let columns = try columns(of: page, after: number)
            do throws(LedgerFault) { try audit.take(page, columns: columns) } catch { throw .fault(error) }
            progress(audit.head.number, max(head.number, audit.head.number))
        }
        try takeBlocks(reaching: .max, &audit)
        do throws(LedgerFault) { try audit.finish() } catch { throw .fault(error) }
        return audit
    }

    private static let mostReserved: UInt64 = 1 << 21

    private func takeBlocks(reaching entry: UInt64, _ audit: inout JournalAudit) throws(AuditError) {
        while audit.blocks.lastEntry < entry {
            let last = audit.blocks.lastNumber
            let blocks = try reading(.block(last + 1)) { () throws(LedgerStoreError) in
                try snapshot.blocks(after: last, limit: 64)
            }
            guard !blocks.isEmpty else { return }
            for block in blocks {
                do throws(LedgerFault) { try audit.take(block) } catch { throw .fault(error) }
            }
        }
    }

    /// A page of entries; where one cannot be read, those before it.
    private func entries(after number: UInt64) throws(AuditError) -> [StoredEntry] {
        if let page = try? snapshot.entries(after: number, limit: JournalAudit.pageSize) { return page }
        var page: [StoredEntry] = []
        while page.count < JournalAudit.pageSize {
            let last = page.last?.number ?? number
            do throws(LedgerStoreError) {
                guard let entry = try snapshot.entries(after: last, limit: 1).first else { break }
                page.append(entry)
            } catch {
                if page.isEmpty { throw AuditError(reading: error, at: .entry(last + 1)) }
                break
            }
        }
        return page
    }

    private func columns(of page: [StoredEntry], after number: UInt64) throws(AuditError) -> [EntryColumns] {
        try reading(.entry(number + 1)) { () throws(LedgerStoreError) in
            try snapshot.entryColumns(after: number, limit: page.count)
        }
    }

    private func compareHead(_ found: JournalHead, _ right: JournalHead) throws(AuditError) {
        guard found != right else { return }
        let reason =
            if found.number != right.number {
                "it says that entry \(found.number) is the last, and the last is \(right.number)"
            } else if found.chain != right.chain {
                "it has another chain hash than the last entry"
            } else if found.time != right.time {
                "it has another time than the last entry"
            } else {
                "it says that there are \(found.accounts) accounts, and there are \(right.accounts)"
            }
        // An entry that is missing at the end can be named.
        let place: LedgerFault.Place = found.number > right.number ? .entry(right.number + 1) : .head
        throw .fault(LedgerFault(place, reason))
    }

    private func reading<Value>(
        _ place: LedgerFault.Place, _ body: () throws(LedgerStoreError) -> Value
    ) throws(AuditError) -> Value {
        do throws(LedgerStoreError) {
            return try body()
        } catch {
            throw AuditError(reading: error, at: place)
        }
    }
}

extension AuditError {
    /// What a store says when its content contradicts itself is a fault as well.
    init(reading error: LedgerStoreError, at place: LedgerFault.Place) {
        if case .damaged(let text) = error {
            self = .fault(LedgerFault(place, text))
        } else {
            self = .store(error)
        }
    }
}
