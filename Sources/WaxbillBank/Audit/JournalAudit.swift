import TLSWire
import WaxbillProofs

/// Goes through a journal once, entry by entry, and finds out whether every entry is what it has to be: its number, time, encoding
/// and chain, what was decided, and the block that it was signed with.
struct JournalAudit: Sendable {
    private(set) var replay = JournalReplay()
    private(set) var blocks: BlockAudit
    /// What the table of postings has to hold.
    private(set) var postings: RowHash
    /// What the table of keys has to hold.
    private(set) var keys: RowHash
    /// Entries whose rows are kept, to be compared one by one.
    let watched: ClosedRange<UInt64>?
    private(set) var watchedRows: [UInt64: WatchedRows] = [:]

    /// What one entry puts into tables.
    struct WatchedRows: Sendable, Hashable {
        var postings: [UInt64: AccountPosting] = [:]
        var key: RequestKey?
    }

    /// How many entries are taken at once.
    static let pageSize = 512

    init(
        trust: AuditTrust?, kept: [KeptBlock] = [], rowKey: (UInt64, UInt64), watched: ClosedRange<UInt64>? = nil
    ) {
        blocks = BlockAudit(trust: trust, kept: kept)
        postings = RowHash(key: rowKey)
        keys = RowHash(key: rowKey)
        self.watched = watched
    }

    /// Where the journal is.
    var head: JournalHead { replay.head }

    mutating func reserve(accounts count: Int) { replay.reserve(accounts: count) }

    /// Takes the next block. Blocks come before the last of their entries.
    mutating func take(_ block: SealedBlock) throws(LedgerFault) { try blocks.take(block) }

    /// Takes the next entries.
    /// - Parameter columns: what is stored beside them; nil: nothing of that is known.
    mutating func take(_ page: [StoredEntry], columns: [EntryColumns]? = nil) throws(LedgerFault) {
        let (entries, outlineFault) = Self.decoded(page, behind: head.number)
        let (records, replayFault) = replay.replay(entries)
        for (index, (record, stored)) in zip(records, page).enumerated() {
            let number = stored.number
            guard record.bytes == stored.bytes else {
                throw LedgerFault(.entry(number), "it is not written as entries are")
            }
            guard record.chain == stored.chain else {
                throw LedgerFault(.entry(number), "its chain hash does not follow from the entry and those before")
            }
            guard record.entry.outcome.postings.reduce(Int128(0), { $0 + Int128($1.amount) }) == 0 else {
                throw LedgerFault(.entry(number), "its postings do not add up to zero")
            }
            if let columns { try Self.compare(index < columns.count ? columns[index] : nil, record) }
            try blocks.take(MerkleHash(leaf: stored.bytes), stored.chain, record.entry)
            addRows(record)
        }
        if let fault = replayFault ?? outlineFault { throw fault }
    }

    private static func compare(_ columns: EntryColumns?, _ record: RecordedEntry) throws(LedgerFault) {
        let place = LedgerFault.Place.entry(record.entry.number)
        guard columns?.time == record.entry.time else {
            throw LedgerFault(place, "the time that is stored beside it is another one")
        }
        guard columns?.balances.map({ $0 == BalanceList.bytes(record.balances) }) ?? true else {
            throw LedgerFault(place, "the balances that are stored beside it do not follow from the journal")
        }
    }

    /// Ends the journal.
    func finish() throws(LedgerFault) { try blocks.finish(lastEntry: head.number) }

    /// The entries up to the first that cannot be read or has a wrong number, and what is wrong with that one.
    private static func decoded(_ page: [StoredEntry], behind last: UInt64) -> ([JournalEntry], LedgerFault?) {
        var entries: [JournalEntry] = []
        entries.reserveCapacity(page.count)
        for (index, stored) in page.enumerated() {
            do throws(LedgerFault) {
                entries.append(try stored.decoded(expecting: last + UInt64(index) + 1))
            } catch {
                return (entries, error)
            }
        }
        return (entries, nil)
    }

    private mutating func addRows(_ record: RecordedEntry) {
        let entry = record.entry
        keys.add(entry.request.requestKey, entry: entry.number)
        let isWatched = watched?.contains(entry.number) ?? false
        var rows = WatchedRows()
        for (posting, balance) in zip(entry.outcome.postings, record.balances) {
            // Every account of an entry that follows is there.
            let account = replay.accounts.index(of: posting.account).map { UInt64($0) + 1 } ?? 0
            postings.add(posting: posting.amount, balance: balance, account: account, entry: entry.number)
            guard isWatched else { continue }
            rows.postings[account] = AccountPosting(entry: entry.number, amount: posting.amount, balance: balance)
        }
        guard isWatched else { return }
        rows.key = entry.request.requestKey
        watchedRows[entry.number] = rows
    }
}

extension StoredEntry {
    /// The entry, which has to have this number.
    func decoded(expecting number: UInt64) throws(LedgerFault) -> JournalEntry {
        guard self.number == number else { throw LedgerFault(.entry(number), "it is missing") }
        let entry: JournalEntry
        do throws(DecodingFailure) {
            entry = try JournalEntry(decoding: bytes)
        } catch {
            throw LedgerFault(.entry(number), "it cannot be read: \(error)")
        }
        guard entry.number == number else { throw LedgerFault(.entry(number), "it calls itself entry \(entry.number)") }
        return entry
    }
}
