import GRDB
import TLSWire
import WaxbillProofs

/// What the writer does on its connection, with statements that are prepared once.
final class SQLiteTransaction: LedgerTransaction {
    private let beginning, committing, rollingBack: PreparedStatement
    private let findHead, putHead: PreparedStatement
    private let findKey, addKey: PreparedStatement
    private let findAccount, addAccount, putAccount: PreparedStatement
    private let findHold, findActiveHolds, addHold, putHold: PreparedStatement
    private let findEntry, addEntry: PreparedStatement
    private let findBalance, addPosting: PreparedStatement
    private let findLastBlock, addBlock, addSigner: PreparedStatement

    init(_ database: Database) throws(LedgerStoreError) {
        func prepared(_ sql: String) throws(LedgerStoreError) -> PreparedStatement {
            try PreparedStatement(sql, on: database)
        }
        beginning = try prepared("BEGIN IMMEDIATE")
        committing = try prepared("COMMIT")
        rollingBack = try prepared("ROLLBACK")
        findHead = try prepared("SELECT \(JournalHead.columns) FROM head")
        putHead = try prepared("UPDATE head SET number = ?, time = ?, chain = ?, accounts = ?")
        findKey = try prepared("SELECT entry FROM keys WHERE key = ? AND requester = ?")
        addKey = try prepared("INSERT INTO keys VALUES (?, ?, ?)")
        findAccount = try prepared("SELECT \(Account.columns) FROM accounts WHERE name = ?")
        addAccount = try prepared(
            "INSERT INTO accounts (open, balance, held, next_expiry, name, number, owner, currency, credit_limit) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        putAccount = try prepared("UPDATE accounts SET open = ?, balance = ?, held = ?, next_expiry = ? WHERE name = ?")
        findHold = try prepared("SELECT \(Hold.columns) FROM holds WHERE id = ?")
        findActiveHolds = try prepared("SELECT \(Hold.columns) FROM holds WHERE payer = ? AND state = 0")
        addHold = try prepared("INSERT INTO holds (\(Hold.columns)) VALUES (?, ?, ?, ?, ?, ?)")
        putHold = try prepared("UPDATE holds SET state = ? WHERE id = ?")
        findEntry = try prepared("SELECT \(StoredEntry.columns) FROM journal WHERE number = ?")
        addEntry = try prepared("INSERT INTO journal (number, time, chain, bytes) VALUES (?, ?, ?, ?)")
        findBalance = try prepared(
            "SELECT balance FROM postings WHERE entry = ? AND account = (SELECT number FROM accounts WHERE name = ?)")
        addPosting = try prepared("INSERT INTO postings VALUES (?, ?, ?, ?)")
        findLastBlock = try prepared(
            "SELECT \(SealedBlock.columns) FROM \(SealedBlock.tables) ORDER BY number DESC LIMIT 1")
        addBlock = try prepared("INSERT INTO blocks (number, first, last, statement) VALUES (?, ?, ?, ?)")
        addSigner = try prepared("INSERT INTO signers VALUES (?, ?) ON CONFLICT DO NOTHING")
    }

    func begin() throws(LedgerStoreError) { try beginning.run() }
    func commit() throws(LedgerStoreError) { try committing.run() }
    func rollBack() throws(LedgerStoreError) { try rollingBack.run() }

    func head() throws(LedgerStoreError) -> JournalHead {
        guard let head = try findHead.first({ _ in }, JournalHead.init(row:)) else {
            throw .damaged("the journal has no head")
        }
        return head
    }

    func lastBlock() throws(LedgerStoreError) -> SealedBlock? {
        try findLastBlock.first({ _ in }, SealedBlock.init(row:))
    }

    func append(_ block: SealedBlock) throws(LedgerStoreError) {
        try addBlock.run { row in
            row.bind(1, block.number)
            row.bind(2, block.entries.lowerBound)
            row.bind(3, block.entries.upperBound)
            row.bind(4, block.statement)
        }
        try addSigner.run { row in
            row.bind(1, MerkleHash(leaf: block.certificates))
            row.bind(2, block.certificates)
        }
    }
}

// MARK: What requests need

extension SQLiteTransaction {
    func load(_ needs: LedgerNeeds) throws(LedgerStoreError) -> LoadedLedger {
        var loaded = LoadedLedger()
        loaded.accounts.reserveCapacity(needs.accounts.count)
        for key in needs.keys {
            if let record = try record(key) { loaded.recorded[key] = record }
        }
        for name in needs.accounts {
            let account = try findAccount.first({ $0.bind(1, name.text) }, Account.init(row:))
            if let account { loaded.accounts[name] = account }
        }
        for id in needs.holds {
            if let hold = try findHold.first({ $0.bind(1, id) }, Hold.init(row:)) { loaded.holds[id] = hold }
        }
        for name in needs.holdsOf {
            for hold in try findActiveHolds.all({ $0.bind(1, name.text) }, Hold.init(row:)) {
                loaded.holds[hold.id] = hold
            }
        }
        return loaded
    }

    /// What was answered to a request before.
    private func record(_ key: RequestKey) throws(LedgerStoreError) -> RecordedEntry? {
        let number = try findKey.first(
            { row in
                row.bind(1, key.key.bytes)
                row.bind(2, key.requester)
            }, { row throws(LedgerStoreError) in try row.number(0) })
        guard let number else { return nil }
        guard let stored = try findEntry.first({ $0.bind(1, number) }, StoredEntry.init(row:)) else {
            throw .damaged("the journal has no entry \(number)")
        }
        let entry: JournalEntry
        do throws(DecodingFailure) {
            entry = try JournalEntry(decoding: stored.bytes)
        } catch {
            throw .damaged("entry \(number) cannot be read: \(error)")
        }
        var balances: [Int64] = []
        for posting in entry.outcome.postings {
            let balance = try findBalance.first(
                { row in
                    row.bind(1, number)
                    row.bind(2, posting.account.text)
                }, { row throws(LedgerStoreError) in row.int64(0) })
            guard let balance else { throw .damaged("entry \(number) has no posting on \(posting.account)") }
            balances.append(balance)
        }
        return RecordedEntry(entry: entry, bytes: stored.bytes, chain: stored.chain, balances: balances)
    }
}

// MARK: What a batch changes

extension SQLiteTransaction {
    func save(_ changes: LedgerChanges) throws(LedgerStoreError) {
        for account in changes.accounts.values {
            try save(account, isNew: account.number > changes.before.accounts)
        }
        for hold in changes.holds.values { try save(hold, isNew: hold.id > changes.before.number) }
        for record in changes.entries { try add(record, changes.accounts) }
        try putHead.run { row in
            row.bind(1, changes.head.number)
            row.bind(2, changes.head.time)
            row.bind(3, changes.head.chain)
            row.bind(4, changes.head.accounts)
        }
    }

    private func save(_ account: Account, isNew: Bool) throws(LedgerStoreError) {
        try (isNew ? addAccount : putAccount).run { row in
            row.bind(1, account.isOpen ? 1 : 0 as Int64)
            row.bind(2, account.balance)
            row.bind(3, account.held)
            row.bind(4, account.nextExpiry)
            row.bind(5, account.name.text)
            guard isNew else { return }
            row.bind(6, account.number)
            row.bind(7, account.owner)
            row.bind(8, account.currency.code)
            row.bind(9, account.creditLimit)
        }
    }

    private func save(_ hold: Hold, isNew: Bool) throws(LedgerStoreError) {
        let state = Int64(hold.recordedState.rawValue)
        guard isNew else {
            try putHold.run { row in
                row.bind(1, state)
                row.bind(2, hold.id)
            }
            return
        }
        try addHold.run { row in
            row.bind(1, hold.id)
            row.bind(2, hold.from.text)
            row.bind(3, hold.to.text)
            row.bind(4, hold.amount.minorUnits)
            row.bind(5, hold.expires)
            row.bind(6, state)
        }
    }

    private func add(_ record: RecordedEntry, _ accounts: [AccountName: Account]) throws(LedgerStoreError) {
        let entry = record.entry
        try addEntry.run { row in
            row.bind(1, entry.number)
            row.bind(2, entry.time)
            row.bind(3, record.chain)
            row.bind(4, record.bytes)
        }
        try addKey.run { row in
            row.bind(1, entry.request.key.bytes)
            row.bind(2, entry.request.requester.name)
            row.bind(3, entry.number)
        }
        for (posting, balance) in zip(entry.outcome.postings, record.balances) {
            guard let account = accounts[posting.account] else {
                throw .damaged("entry \(entry.number) moves money on \(posting.account), which has not changed")
            }
            try addPosting.run { row in
                row.bind(1, account.number)
                row.bind(2, entry.number)
                row.bind(3, posting.amount)
                row.bind(4, balance)
            }
        }
    }
}
