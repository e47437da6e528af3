import GRDB

/// What is looked at before a ledger is written to: whether the database is whole, and whether the journal ends where its
/// head says. What the entries say is the audit's (``StartupCheck``).
enum SQLiteStartCheck {
    /// The most pages of a database that is read as a whole: 256 MiB, about a second.
    private static let pagesReadAsAWhole = 65_536

    /// - Throws: ``LedgerStoreError``: `damaged`, with what is wrong.
    static func run(_ database: Database) throws(LedgerStoreError) {
        let pages = try explained { try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0 }
        let head = try head(database)
        if pages <= pagesReadAsAWhole {
            try readAll(database)
            try countAccounts(database, head)
        }
        try findEnd(database, head)
    }

    private static func head(_ database: Database) throws(LedgerStoreError) -> JournalHead {
        let heads = try PreparedStatement("SELECT \(JournalHead.columns) FROM head", on: database)
            .all({ _ in }, JournalHead.init(row:))
        guard let head = heads.first, heads.count == 1 else {
            throw .damaged("the journal has \(heads.count) heads")
        }
        return head
    }

    private static func readAll(_ database: Database) throws(LedgerStoreError) {
        let complaints = try explained { try String.fetchAll(database, sql: "PRAGMA quick_check(3)") }
        guard complaints == ["ok"] else { throw .damaged(complaints.joined(separator: "; ")) }
    }

    private static func countAccounts(_ database: Database, _ head: JournalHead) throws(LedgerStoreError) {
        let count = try explained { try Int.fetchOne(database, sql: "SELECT count(*) FROM accounts") ?? 0 }
        guard UInt64(count) == head.accounts else {
            throw .damaged("there are \(count) accounts; the journal's head says \(head.accounts)")
        }
    }

    private static func findEnd(_ database: Database, _ head: JournalHead) throws(LedgerStoreError) {
        let last = try PreparedStatement(
            "SELECT number, time, chain, 0 FROM journal ORDER BY number DESC LIMIT 1", on: database
        ).first({ _ in }, JournalHead.init(row:))
        let end = last ?? .empty
        guard end.number == head.number, end.time == head.time, end.chain == head.chain else {
            throw .damaged("the journal ends with entry \(end.number); its head says otherwise, entry \(head.number)")
        }
    }
}
