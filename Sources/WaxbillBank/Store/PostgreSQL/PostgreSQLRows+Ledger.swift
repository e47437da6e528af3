#if PostgreSQL
import WaxbillProofs

// What rows of the ledger's tables say. What does not make sense is damage, and said with its place.

extension PostgreSQLRows {
    /// Makes a value of each row.
    func map<Value>(
        _ value: (PostgreSQLRows, Int) throws(PostgreSQLError) -> Value?, what: String
    ) throws(LedgerStoreError) -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(count)
        for row in 0..<count {
            do throws(PostgreSQLError) {
                guard let value = try value(self, row) else { throw .unexpectedAnswer("no such value") }
                values.append(value)
            } catch {
                throw .damaged("\(what) in row \(row + 1) of an answer of the database cannot be read")
            }
        }
        return values
    }

    var heads: [JournalHead] {
        get throws(LedgerStoreError) {
            try map(
                { rows, row throws(PostgreSQLError) in
                    guard let chain = MerkleHash(bytes: try rows.bytes(row, 2)) else { return nil }
                    return JournalHead(
                        number: try rows.natural(row, 0), time: try rows.integer(row, 1), chain: chain,
                        accounts: try rows.natural(row, 3))
                }, what: "the journal's head")
        }
    }

    var accounts: [Account] {
        get throws(LedgerStoreError) {
            try map(
                { rows, row throws(PostgreSQLError) in
                    guard let name = AccountName(try rows.text(row, 0)), let currency = Currency(try rows.text(row, 3))
                    else { return nil }
                    return Account(
                        number: try rows.natural(row, 1), name: name, owner: try rows.text(row, 2), currency: currency,
                        creditLimit: try rows.integer(row, 4), isOpen: try rows.integer(row, 5) == 1,
                        balance: try rows.integer(row, 6), held: try rows.integer(row, 7),
                        nextExpiry: try rows.optionalInteger(row, 8))
                }, what: "an account")
        }
    }

    var holds: [Hold] {
        get throws(LedgerStoreError) {
            try map(
                { rows, row throws(PostgreSQLError) in
                    guard let from = AccountName(try rows.text(row, 1)), let to = AccountName(try rows.text(row, 2)),
                        let amount = Amount(minorUnits: try rows.integer(row, 3)),
                        let state = UInt8(exactly: try rows.integer(row, 5)).flatMap({ Hold.State(rawValue: $0) })
                    else { return nil }
                    return Hold(
                        id: try rows.natural(row, 0), from: from, to: to, amount: amount,
                        expires: try rows.integer(row, 4), recordedState: state)
                }, what: "a hold")
        }
    }

    var recordedEntries: [RecordedEntry] {
        get throws(LedgerStoreError) {
            try map(
                { rows, row throws(PostgreSQLError) in
                    let bytes = try rows.bytes(row, 0)
                    guard let entry = try? JournalEntry(decoding: bytes),
                        let chain = MerkleHash(bytes: try rows.bytes(row, 1)),
                        let balances = BalanceList.balances(in: try rows.bytes(row, 2)),
                        balances.count == entry.outcome.postings.count
                    else { return nil }
                    return RecordedEntry(entry: entry, bytes: bytes, chain: chain, balances: balances)
                }, what: "a journal entry")
        }
    }

    var storedEntries: [StoredEntry] {
        get throws(LedgerStoreError) {
            try map(
                { rows, row throws(PostgreSQLError) in
                    guard let chain = MerkleHash(bytes: try rows.bytes(row, 2)) else { return nil }
                    return StoredEntry(number: try rows.natural(row, 0), bytes: try rows.bytes(row, 1), chain: chain)
                }, what: "a journal entry")
        }
    }

    var postings: [AccountPosting] {
        get throws(LedgerStoreError) {
            try map(
                { rows, row throws(PostgreSQLError) in
                    AccountPosting(
                        entry: try rows.natural(row, 0), amount: try rows.integer(row, 1),
                        balance: try rows.integer(row, 2))
                }, what: "a posting")
        }
    }

    var blocks: [SealedBlock] {
        get throws(LedgerStoreError) {
            try map(
                { rows, row throws(PostgreSQLError) in
                    let first = try rows.natural(row, 1)
                    let last = try rows.natural(row, 2)
                    guard first <= last else { return nil }
                    return SealedBlock(
                        number: try rows.natural(row, 0), entries: first...last, statement: try rows.bytes(row, 3),
                        certificates: rows.optionalBytes(row, 4) ?? [])
                }, what: "a sealed block")
        }
    }

    var entryColumns: [EntryColumns] {
        get throws(LedgerStoreError) {
            try map(
                { rows, row throws(PostgreSQLError) in
                    EntryColumns(time: try rows.integer(row, 0), balances: try rows.bytes(row, 1))
                }, what: "what is stored beside an entry")
        }
    }

    var postingRows: [PostingRow] {
        get throws(LedgerStoreError) {
            let postings = try postings
            let accounts = try map(
                { rows, row throws(PostgreSQLError) in try rows.natural(row, 3) }, what: "a posting's account")
            return zip(accounts, postings).map { PostingRow(account: $0, posting: $1) }
        }
    }

    var keyRows: [KeyRow] {
        get throws(LedgerStoreError) {
            try map(
                { rows, row throws(PostgreSQLError) in
                    guard let key = IdempotencyKey(bytes: try rows.bytes(row, 0)) else { return nil }
                    return KeyRow(
                        key: RequestKey(requester: try rows.text(row, 1), key: key), entry: try rows.natural(row, 2))
                }, what: "a request's key")
        }
    }

    /// A number that is not negative.
    func natural(_ row: Int, _ column: Int) throws(PostgreSQLError) -> UInt64 {
        guard let value = UInt64(exactly: try integer(row, column)) else {
            throw .unexpectedAnswer("a negative number in column \(column)")
        }
        return value
    }
}
#endif
