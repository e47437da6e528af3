// The tables from end to end, for audits.

extension SQLiteSnapshot {
    func entryColumns(after number: UInt64, limit: Int) throws(LedgerStoreError) -> [EntryColumns] {
        try all(
            "SELECT time FROM journal WHERE number > ? ORDER BY number LIMIT ?",
            { row in
                row.bind(1, number)
                row.bind(2, Int64(limit))
            }, { row throws(LedgerStoreError) in EntryColumns(time: row.int64(0)) })
    }

    func holds(after id: HoldID, limit: Int) throws(LedgerStoreError) -> [Hold] {
        try all(
            "SELECT \(Hold.columns) FROM holds WHERE id > ? ORDER BY id LIMIT ?",
            { row in
                row.bind(1, id)
                row.bind(2, Int64(limit))
            }, Hold.init(row:))
    }

    func postings(after place: PostingPlace, limit: Int) throws(LedgerStoreError) -> [PostingRow] {
        try all(
            """
            SELECT \(AccountPosting.columns), account FROM postings
            WHERE (account, entry) > (?, ?) ORDER BY account, entry LIMIT ?
            """,
            { row in
                row.bind(1, place.account)
                row.bind(2, place.entry)
                row.bind(3, Int64(limit))
            },
            { row throws(LedgerStoreError) in
                PostingRow(account: try row.number(3), posting: try AccountPosting(row: row))
            })
    }

    func keys(after key: RequestKey?, limit: Int) throws(LedgerStoreError) -> [KeyRow] {
        try all(
            "SELECT key, requester, entry FROM keys WHERE (key, requester) > (?, ?) ORDER BY key, requester LIMIT ?",
            { row in
                // No bytes at all are before all keys.
                row.bind(1, key?.key.bytes ?? [])
                row.bind(2, key?.requester ?? "")
                row.bind(3, Int64(limit))
            },
            { row throws(LedgerStoreError) in
                guard let key = IdempotencyKey(bytes: row.bytes(0)) else { throw row.damage("no key", 0) }
                return KeyRow(key: RequestKey(requester: row.text(1), key: key), entry: try row.number(2))
            })
    }

    func checkStructure() throws(LedgerStoreError) {
        for (table, rows) in Self.unfindable {
            let count = try first(
                "SELECT count(*) FROM \(rows)", { _ in }, { row throws(LedgerStoreError) in row.int64(0) })
            guard count == 0 else { throw .damaged("the table \(table) has rows that nothing finds") }
        }
        let findings = try all(
            "PRAGMA integrity_check(1)", { _ in }, { row throws(LedgerStoreError) in row.text(0) })
        guard findings == ["ok"] else { throw .damaged(findings.first ?? "the database cannot be checked") }
    }

    /// Rows that stand in front of every page.
    private static let unfindable = [
        ("journal", "journal WHERE number < 1"), ("accounts", "accounts WHERE name = ''"),
        ("postings", "postings WHERE account < 1"), ("holds", "holds WHERE id < 1"),
        ("keys", "keys WHERE key = x'' AND requester = ''"), ("blocks", "blocks WHERE number < 1"),
        ("head", "(SELECT 1 FROM head LIMIT -1 OFFSET 1)"),
    ]
}
