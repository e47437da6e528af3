#if PostgreSQL
/// One moment of the ledger, for readers.
final class PostgreSQLSnapshot: LedgerSnapshot {
    let session: PostgreSQLSession

    init(_ session: PostgreSQLSession) { self.session = session }

    func head() throws(LedgerStoreError) -> JournalHead {
        guard let head = try session.run(PostgreSQLStatement.head()).heads.first else {
            throw .damaged("the journal has no head")
        }
        return head
    }

    func account(_ name: AccountName) throws(LedgerStoreError) -> Account? {
        try session.run(PostgreSQLStatement.findAccounts(.byteStrings([Array(name.text.utf8)]))).accounts.first
    }

    func accounts(
        after name: AccountName?, ownedBy owner: String?, limit: Int
    ) throws(LedgerStoreError) -> [Account] {
        let after = PostgreSQLParameter.bytes(Array((name?.text ?? "").utf8))
        let limit = PostgreSQLParameter.limit(limit)
        guard let owner else { return try session.run(PostgreSQLStatement.accountsAfter(after, limit)).accounts }
        return try session.run(
            PostgreSQLStatement.accountsOfOwner(.bytes(Array(owner.utf8)), after, limit)
        ).accounts
    }

    func hold(_ id: HoldID) throws(LedgerStoreError) -> Hold? {
        guard let id = Int64(exactly: id) else { return nil }
        return try session.run(PostgreSQLStatement.findHolds(.integers([id]))).holds.first
    }

    func activeHolds(of account: Account) throws(LedgerStoreError) -> [Hold] {
        try session.run(PostgreSQLStatement.findActiveHolds(.byteStrings([Array(account.name.text.utf8)]))).holds
    }

    func entries(after number: UInt64, limit: Int) throws(LedgerStoreError) -> [StoredEntry] {
        try session.run(PostgreSQLStatement.entriesAfter(.number(number), .limit(limit))).storedEntries
    }

    func lastEntry(notAfter time: Int64) throws(LedgerStoreError) -> UInt64 {
        let rows = try session.run(PostgreSQLStatement.lastEntry(.integer(time)))
        return try rows.map(
            { rows, row throws(PostgreSQLError) in try rows.natural(row, 0) }, what: "an entry's number"
        ).first ?? 0
    }

    func postings(
        of account: Account, in entries: ClosedRange<UInt64>, limit: Int
    ) throws(LedgerStoreError) -> [AccountPosting] {
        try session.run(
            PostgreSQLStatement.postings(
                .number(account.number), .number(entries.lowerBound), .number(entries.upperBound), .limit(limit))
        ).postings
    }

    func lastPosting(of account: Account, notAfter number: UInt64) throws(LedgerStoreError) -> AccountPosting? {
        try session.run(PostgreSQLStatement.lastPosting(.number(account.number), .number(number))).postings.first
    }

    func blocks(after number: UInt64, limit: Int) throws(LedgerStoreError) -> [SealedBlock] {
        try session.run(PostgreSQLStatement.blocksAfter(.number(number), .limit(limit))).blocks
    }

    func block(containing number: UInt64) throws(LedgerStoreError) -> SealedBlock? {
        let block = try session.run(PostgreSQLStatement.blockContaining(.number(number))).blocks.first
        return block.flatMap { $0.entries.contains(number) ? $0 : nil }
    }
}

extension PostgreSQLParameter {
    /// A number of an entry, account or block. There are none above the greatest that the database has.
    static func number(_ number: UInt64) -> Self { .integer(Int64(clamping: number)) }

    /// How many rows are wanted at most.
    static func limit(_ limit: Int) -> Self { .integer(Int64(max(0, limit))) }
}
#endif
