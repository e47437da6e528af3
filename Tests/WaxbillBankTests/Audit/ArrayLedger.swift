import Synchronization

@testable import WaxbillBank

/// All that a ledger stores, in arrays that a test can change behind its back.
struct LedgerContent: Sendable, Hashable {
    var head = JournalHead.empty
    var entries: [StoredEntry] = []
    var times: [Int64] = []
    var accounts: [Account] = []
    var holds: [Hold] = []
    var postings: [PostingRow] = []
    var keys: [KeyRow] = []
    var blocks: [SealedBlock] = []

    /// What an audit says about it; nil: it is whole.
    func fault(trust: AuditTrust? = nil, kept: [KeptBlock] = []) throws -> LedgerFault? {
        do throws(AuditError) {
            _ = try LedgerAudit(ContentSnapshot(self), trust: trust, kept: kept).run()
            return nil
        } catch {
            guard case .fault(let fault) = error else { throw error }
            return fault
        }
    }
}

/// A ledger in memory.
final class ArrayLedger: LedgerStore {
    private let stored: Mutex<LedgerContent>

    init(_ content: LedgerContent = LedgerContent()) { stored = Mutex(content) }

    var content: LedgerContent { stored.withLock { $0 } }

    func change(_ body: (inout LedgerContent) -> Void) { stored.withLock { body(&$0) } }

    func write<Result: Sendable>(
        _ body: (any LedgerTransaction) throws(LedgerStoreError) -> Result
    ) throws(LedgerStoreError) -> Result {
        let before = content
        let transaction = ContentTransaction(before)
        let result = try body(transaction)
        let after = transaction.content
        stored.withLock { $0 = after }
        return result
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any LedgerSnapshot) throws(LedgerStoreError) -> Result
    ) async throws(LedgerStoreError) -> Result {
        try body(ContentSnapshot(content))
    }

    func close() {}
}

final class ContentTransaction: LedgerTransaction {
    private(set) var content: LedgerContent

    init(_ content: LedgerContent) { self.content = content }

    func head() -> JournalHead { content.head }

    func load(_ needs: LedgerNeeds) throws(LedgerStoreError) -> LoadedLedger {
        var loaded = LoadedLedger()
        for account in content.accounts where needs.accounts.contains(account.name) {
            loaded.accounts[account.name] = account
        }
        for hold in content.holds
        where needs.holds.contains(hold.id) || (needs.holdsOf.contains(hold.from) && hold.recordedState == .active) {
            loaded.holds[hold.id] = hold
        }
        for row in content.keys where needs.keys.contains(row.key) {
            let stored = content.entries[Int(row.entry) - 1]
            guard let entry = try? JournalEntry(decoding: stored.bytes) else { throw .damaged("\(row.entry)") }
            loaded.recorded[row.key] = RecordedEntry(
                entry: entry, bytes: stored.bytes, chain: stored.chain, balances: entry.outcome.postings.map { _ in 0 })
        }
        return loaded
    }

    func save(_ changes: LedgerChanges) {
        for account in changes.accounts.values {
            content.accounts.removeAll { $0.name == account.name }
            content.accounts.append(account)
        }
        content.accounts.sort { $0.name < $1.name }
        for hold in changes.holds.values {
            content.holds.removeAll { $0.id == hold.id }
            content.holds.append(hold)
        }
        content.holds.sort { $0.id < $1.id }
        for record in changes.entries {
            let entry = record.entry
            content.entries.append(StoredEntry(number: entry.number, bytes: record.bytes, chain: record.chain))
            content.times.append(entry.time)
            content.keys.append(KeyRow(key: entry.request.requestKey, entry: entry.number))
            for (posting, balance) in zip(entry.outcome.postings, record.balances) {
                let account = content.accounts.first { $0.name == posting.account }?.number ?? 0
                content.postings.append(
                    PostingRow(
                        account: account,
                        posting: AccountPosting(entry: entry.number, amount: posting.amount, balance: balance)))
            }
        }
        content.keys.sort { ($0.key.key.high, $0.key.key.low) < ($1.key.key.high, $1.key.key.low) }
        content.postings.sort { $0.place < $1.place }
        content.head = changes.head
    }

    func lastBlock() -> SealedBlock? { content.blocks.last }

    func append(_ block: SealedBlock) { content.blocks.append(block) }
}

final class ContentSnapshot: LedgerSnapshot {
    private let content: LedgerContent

    init(_ content: LedgerContent) { self.content = content }

    func head() -> JournalHead { content.head }
    func account(_ name: AccountName) -> Account? { content.accounts.first { $0.name == name } }
    func accounts(after name: AccountName?, ownedBy owner: String?, limit: Int) -> [Account] {
        Array(
            content.accounts.lazy.filter { account in
                name.map { $0 < account.name } ?? true && (owner.map { $0 == account.owner } ?? true)
            }.prefix(limit))
    }
    func hold(_ id: HoldID) -> Hold? { content.holds.first { $0.id == id } }
    func activeHolds(of account: Account) -> [Hold] {
        content.holds.filter { $0.from == account.name && $0.recordedState == .active }
    }
    func entries(after number: UInt64, limit: Int) -> [StoredEntry] {
        Array(content.entries.lazy.filter { $0.number > number }.prefix(limit))
    }
    func lastEntry(notAfter time: Int64) -> UInt64 { UInt64(content.times.prefix { $0 <= time }.count) }
    func postings(of account: Account, in entries: ClosedRange<UInt64>, limit: Int) -> [AccountPosting] { [] }
    func lastPosting(of account: Account, notAfter number: UInt64) -> AccountPosting? { nil }
    func blocks(after number: UInt64, limit: Int) -> [SealedBlock] {
        Array(content.blocks.lazy.filter { $0.number > number }.prefix(limit))
    }
    func block(containing number: UInt64) -> SealedBlock? { content.blocks.first { $0.entries.contains(number) } }

    func entryColumns(after number: UInt64, limit: Int) -> [EntryColumns] {
        content.times.dropFirst(Int(number)).prefix(limit).map { EntryColumns(time: $0) }
    }
    func holds(after id: HoldID, limit: Int) -> [Hold] { Array(content.holds.lazy.filter { $0.id > id }.prefix(limit)) }
    func postings(after place: PostingPlace, limit: Int) -> [PostingRow] {
        Array(content.postings.lazy.filter { place < $0.place }.prefix(limit))
    }
    func keys(after key: RequestKey?, limit: Int) -> [KeyRow] {
        let start = key.flatMap { key in content.keys.firstIndex { $0.key == key } }.map { $0 + 1 } ?? 0
        return Array(content.keys.dropFirst(start).prefix(limit))
    }
    func checkStructure() {}
}
