// Rows of the tables as values of the ledger. The columns are those that the lists name, in their order.

extension Account {
    static let columns = "name, number, owner, currency, credit_limit, open, balance, held, next_expiry"

    init(row: PreparedStatement) throws(LedgerStoreError) {
        self.init(
            number: try row.number(1), name: try row.accountName(0), owner: row.text(2), currency: try row.currency(3),
            creditLimit: row.int64(4), isOpen: row.int64(5) != 0, balance: row.int64(6), held: row.int64(7),
            nextExpiry: row.optionalInt64(8))
    }
}

extension Hold {
    static let columns = "id, payer, payee, amount, expires, state"

    init(row: PreparedStatement) throws(LedgerStoreError) {
        guard let raw = UInt8(exactly: row.int64(5)), let state = State(rawValue: raw) else {
            throw row.damage("no state of a hold", 5)
        }
        self.init(
            id: try row.number(0), from: try row.accountName(1), to: try row.accountName(2),
            amount: try row.amount(3), expires: row.int64(4), recordedState: state)
    }
}

extension JournalHead {
    static let columns = "number, time, chain, accounts"

    init(row: PreparedStatement) throws(LedgerStoreError) {
        self.init(
            number: try row.number(0), time: row.int64(1), chain: try row.hash(2), accounts: try row.number(3))
    }
}

extension StoredEntry {
    static let columns = "number, bytes, chain"

    init(row: PreparedStatement) throws(LedgerStoreError) {
        self.init(number: try row.number(0), bytes: row.bytes(1), chain: try row.hash(2))
    }
}

extension AccountPosting {
    static let columns = "entry, amount, balance"

    init(row: PreparedStatement) throws(LedgerStoreError) {
        self.init(entry: try row.number(0), amount: row.int64(1), balance: row.int64(2))
    }
}

extension SealedBlock {
    static let columns = "number, first, last, statement, certificates"
    /// Blocks with the certificates that their statements name by the hash.
    static let tables =
        "blocks LEFT JOIN signers ON signers.hash = substr(blocks.statement, "
        + "\(BlockStatement.certificatesPlace.lowerBound + 1), \(BlockStatement.certificatesPlace.count))"

    init(row: PreparedStatement) throws(LedgerStoreError) {
        let first = try row.number(1)
        let last = try row.number(2)
        guard first <= last else { throw row.damage("a block that ends before it begins", 2) }
        self.init(
            number: try row.number(0), entries: first...last, statement: row.bytes(3), certificates: row.bytes(4))
    }
}
