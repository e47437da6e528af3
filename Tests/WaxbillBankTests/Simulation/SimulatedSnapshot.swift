@testable import WaxbillBank

/// What the sealer reads of the tables as they were committed.
final class SimulatedSnapshot: LedgerSnapshot {
    private let tables: SimulatedDatabase.Tables

    init(_ tables: SimulatedDatabase.Tables) { self.tables = tables }

    func head() throws(LedgerStoreError) -> JournalHead { tables.head }

    func entries(after number: UInt64, limit: Int) throws(LedgerStoreError) -> [StoredEntry] {
        tables.entries.dropFirst(Int(clamping: number)).prefix(limit).map {
            StoredEntry(number: $0.entry.number, bytes: $0.bytes, chain: $0.chain)
        }
    }

    func block(containing number: UInt64) throws(LedgerStoreError) -> SealedBlock? {
        tables.blocks.first { $0.entries.contains(number) }
    }

    func blocks(after number: UInt64, limit: Int) throws(LedgerStoreError) -> [SealedBlock] {
        Array(tables.blocks.dropFirst(Int(clamping: number)).prefix(limit))
    }

    func account(_ name: AccountName) throws(LedgerStoreError) -> Account? { tables.accounts[name] }

    func hold(_ id: HoldID) throws(LedgerStoreError) -> Hold? { tables.holds[id] }

    // The sealer asks for nothing else.

    func accounts(after name: AccountName?, ownedBy owner: String?, limit: Int) throws(LedgerStoreError) -> [Account] {
        throw .failed("not simulated")
    }

    func activeHolds(of account: Account) throws(LedgerStoreError) -> [Hold] { throw .failed("not simulated") }

    func lastEntry(notAfter time: Int64) throws(LedgerStoreError) -> UInt64 { throw .failed("not simulated") }

    func postings(
        of account: Account, in entries: ClosedRange<UInt64>, limit: Int
    ) throws(LedgerStoreError) -> [AccountPosting] { throw .failed("not simulated") }

    func lastPosting(of account: Account, notAfter number: UInt64) throws(LedgerStoreError) -> AccountPosting? {
        throw .failed("not simulated")
    }

    func entryColumns(after number: UInt64, limit: Int) throws(LedgerStoreError) -> [EntryColumns] {
        throw .failed("not simulated")
    }

    func holds(after id: HoldID, limit: Int) throws(LedgerStoreError) -> [Hold] { throw .failed("not simulated") }

    func postings(after place: PostingPlace, limit: Int) throws(LedgerStoreError) -> [PostingRow] {
        throw .failed("not simulated")
    }

    func keys(after key: RequestKey?, limit: Int) throws(LedgerStoreError) -> [KeyRow] {
        throw .failed("not simulated")
    }

    func checkStructure() throws(LedgerStoreError) { throw .failed("not simulated") }
}
