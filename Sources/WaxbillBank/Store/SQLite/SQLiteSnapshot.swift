import GRDB

/// A reader's view of the database within one read transaction.
final class SQLiteSnapshot: LedgerSnapshot {
    private let database: Database

    init(_ database: Database) { self.database = database }

    func head() throws(LedgerStoreError) -> JournalHead {
        guard let head = try first("SELECT \(JournalHead.columns) FROM head", { _ in }, JournalHead.init(row:)) else {
            throw .damaged("the journal has no head")
        }
        return head
    }

    func account(_ name: AccountName) throws(LedgerStoreError) -> Account? {
        try first(
            "SELECT \(Account.columns) FROM accounts WHERE name = ?", { $0.bind(1, name.text) }, Account.init(row:))
    }

    func accounts(after name: AccountName?, ownedBy owner: String?, limit: Int) throws(LedgerStoreError) -> [Account] {
        let columns = Account.columns
        guard let owner else {
            return try all(
                "SELECT \(columns) FROM accounts WHERE name > ? ORDER BY name LIMIT ?",
                { row in
                    row.bind(1, name?.text ?? "")
                    row.bind(2, Int64(limit))
                }, Account.init(row:))
        }
        return try all(
            "SELECT \(columns) FROM accounts WHERE owner = ? AND name > ? ORDER BY name LIMIT ?",
            { row in
                row.bind(1, owner)
                row.bind(2, name?.text ?? "")
                row.bind(3, Int64(limit))
            }, Account.init(row:))
    }

    func hold(_ id: HoldID) throws(LedgerStoreError) -> Hold? {
        try first("SELECT \(Hold.columns) FROM holds WHERE id = ?", { $0.bind(1, id) }, Hold.init(row:))
    }

    func activeHolds(of account: Account) throws(LedgerStoreError) -> [Hold] {
        let sql = "SELECT \(Hold.columns) FROM holds WHERE payer = ? AND state = 0 ORDER BY id"
        return try all(sql, { $0.bind(1, account.name.text) }, Hold.init(row:))
    }

    func entries(after number: UInt64, limit: Int) throws(LedgerStoreError) -> [StoredEntry] {
        let sql = "SELECT \(StoredEntry.columns) FROM journal WHERE number > ? ORDER BY number LIMIT ?"
        return try all(
            sql,
            { row in
                row.bind(1, number)
                row.bind(2, Int64(limit))
            }, StoredEntry.init(row:))
    }

    func lastEntry(notAfter time: Int64) throws(LedgerStoreError) -> UInt64 {
        // Times do not fall from entry to entry, so that the number can be found by halving.
        var found: UInt64 = 0
        var end = try head().number + 1
        while end - found > 1 {
            let middle = found + (end - found) / 2
            let entryTime = try first(
                "SELECT time FROM journal WHERE number = ?", { $0.bind(1, middle) },
                { row throws(LedgerStoreError) in row.int64(0) })
            guard let entryTime else { throw .damaged("the journal has no entry \(middle)") }
            if entryTime <= time { found = middle } else { end = middle }
        }
        return found
    }

    func postings(
        of account: Account, in entries: ClosedRange<UInt64>, limit: Int
    ) throws(LedgerStoreError) -> [AccountPosting] {
        let sql = """
            SELECT \(AccountPosting.columns) FROM postings
            WHERE account = ? AND entry BETWEEN ? AND ? ORDER BY entry LIMIT ?
            """
        return try all(
            sql,
            { row in
                row.bind(1, account.number)
                row.bind(2, entries.lowerBound)
                row.bind(3, entries.upperBound)
                row.bind(4, Int64(limit))
            }, AccountPosting.init(row:))
    }

    func lastPosting(of account: Account, notAfter number: UInt64) throws(LedgerStoreError) -> AccountPosting? {
        let sql = """
            SELECT \(AccountPosting.columns) FROM postings
            WHERE account = ? AND entry <= ? ORDER BY entry DESC LIMIT 1
            """
        return try first(
            sql,
            { row in
                row.bind(1, account.number)
                row.bind(2, number)
            }, AccountPosting.init(row:))
    }

    func blocks(after number: UInt64, limit: Int) throws(LedgerStoreError) -> [SealedBlock] {
        let sql = "SELECT \(SealedBlock.columns) FROM \(SealedBlock.tables) WHERE number > ? ORDER BY number LIMIT ?"
        return try all(
            sql,
            { row in
                row.bind(1, number)
                row.bind(2, Int64(limit))
            }, SealedBlock.init(row:))
    }

    func block(containing number: UInt64) throws(LedgerStoreError) -> SealedBlock? {
        let sql =
            "SELECT \(SealedBlock.columns) FROM \(SealedBlock.tables) WHERE first <= ? ORDER BY first DESC LIMIT 1"
        let block = try first(sql, { $0.bind(1, number) }, SealedBlock.init(row:))
        guard let block, block.entries.contains(number) else { return nil }
        return block
    }
}

extension SQLiteSnapshot {
    func first<Value>(
        _ sql: String, _ bind: (PreparedStatement) -> Void,
        _ read: (PreparedStatement) throws(LedgerStoreError) -> Value
    ) throws(LedgerStoreError) -> Value? {
        try PreparedStatement(sql, on: database).first(bind, read)
    }

    func all<Value>(
        _ sql: String, _ bind: (PreparedStatement) -> Void,
        _ read: (PreparedStatement) throws(LedgerStoreError) -> Value
    ) throws(LedgerStoreError) -> [Value] {
        try PreparedStatement(sql, on: database).all(bind, read)
    }
}
