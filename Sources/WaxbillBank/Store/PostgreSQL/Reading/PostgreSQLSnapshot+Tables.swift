#if PostgreSQL
// The tables from end to end, for audits. Each page continues behind the last row of the one before, within the snapshot.

extension PostgreSQLSnapshot {
    func entryColumns(after number: UInt64, limit: Int) throws(LedgerStoreError) -> [EntryColumns] {
        try session.run(PostgreSQLStatement.columnsAfter(.number(number), .limit(limit))).entryColumns
    }

    func holds(after id: HoldID, limit: Int) throws(LedgerStoreError) -> [Hold] {
        try session.run(PostgreSQLStatement.holdsAfter(.number(id), .limit(limit))).holds
    }

    func postings(after place: PostingPlace, limit: Int) throws(LedgerStoreError) -> [PostingRow] {
        try session.run(
            PostgreSQLStatement.postingsAfter(.number(place.account), .number(place.entry), .limit(limit))
        ).postingRows
    }

    func keys(after key: RequestKey?, limit: Int) throws(LedgerStoreError) -> [KeyRow] {
        // No bytes at all are before all keys.
        try session.run(
            PostgreSQLStatement.keysAfter(
                .bytes(key?.key.bytes ?? []), .bytes(Array((key?.requester ?? "").utf8)), .limit(limit))
        ).keyRows
    }

    func checkStructure() throws(LedgerStoreError) {
        let unfindable = PostgreSQLStatement.unfindable
        let answers = try session.run(unfindable.map { $0.1() })
        for ((table, _), answer) in zip(unfindable, answers) {
            let count = try answer.map(
                { rows, row throws(PostgreSQLError) in try rows.integer(row, 0) }, what: "a number of rows")
            guard count == [0] else { throw .damaged("the table \(table) has rows that nothing finds") }
        }
    }
}
#endif
