@testable import WaxbillBank

/// A change to a stored ledger's tables by other hands, and where an audit has to find it.
struct TableDamage: Sendable {
    /// With `{…}` around what the stores call differently; nil: this store cannot be damaged so.
    private let sqlite: String?
    private let postgreSQL: String?
    let place: LedgerFault.Place
    /// A word of the reason.
    let word: String?

    init(sqlite: String? = nil, postgreSQL: String? = nil, _ place: LedgerFault.Place, _ word: String? = nil) {
        (self.sqlite, self.postgreSQL, self.place, self.word) = (sqlite, postgreSQL, place, word)
    }

    init(_ sql: String, _ place: LedgerFault.Place, _ word: String? = nil) {
        self.init(sqlite: sql, postgreSQL: sql, place, word)
    }

    /// The statement for a store; nil: none.
    func sql(_ kind: StoreKind) -> String? {
        switch kind {
        case .sqlite:
            sqlite.map { Self.replaced($0, ["open": "open", "x": "x'"], prefix: "") }
        #if PostgreSQL
        case .postgreSQL:
            postgreSQL.map {
                Self.replaced($0, ["journal": "bank_entries", "open": "is_open", "x": "'\\x"], prefix: "bank_")
            }
        #endif
        }
    }

    private static func replaced(_ sql: String, _ words: [String: String], prefix: String) -> String {
        sql.replacing(#/\{(\w+)\}/#) { words[String($0.1)] ?? "\(prefix)\($0.1)" }
    }

    private static let ben = LedgerFault.Place.account("ben")

    /// Changes to the sample ledger: entries 1 to 14, accounts 1 to 5, holds 6 and 7, blocks 1 and 2.
    static let all = accounts + holds + postings + keys + journal + blocks + head

    private static let accounts =
        [
            "balance = balance + 1", "held = held + 1", "credit_limit = credit_limit + 1", "number = 99", "{open} = 0",
            "owner = 'eve'", "currency = 'USD'", "next_expiry = 5", "number = 3",
        ].map { TableDamage("UPDATE {accounts} SET \($0) WHERE name = 'ben'", ben) } + [
            TableDamage("UPDATE {accounts} SET name = 'bob' WHERE name = 'ben'", .account("bob")),
            TableDamage("DELETE FROM {accounts} WHERE name = 'ben'", .database, "1 accounts are missing"),
            TableDamage(
                "INSERT INTO {accounts} SELECT 'dan', 6, owner, currency, 0, 1, 0, 0, NULL FROM {accounts} WHERE number = 4",
                .account("dan")),
            TableDamage("UPDATE {accounts} SET currency = 'E' WHERE name = 'ben'", .database, "behind ada"),
            TableDamage("UPDATE {accounts} SET number = -1 WHERE name = 'ben'", .database, "behind ada"),
            TableDamage(
                "INSERT INTO {accounts} SELECT '', 6, owner, currency, 0, 1, 0, 0, NULL FROM {accounts} WHERE number = 4",
                .database, "nothing finds"),
        ]

    private static let holds =
        [
            "amount = amount + 1", "payer = 'ben'", "payee = 'ada'", "expires = expires + 1", "state = 0", "state = 2",
            "state = 9", "amount = 0", "payer = 'not a name'",
        ].map { TableDamage("UPDATE {holds} SET \($0) WHERE id = 7", .hold(7)) } + [
            TableDamage("DELETE FROM {holds} WHERE id = 7", .hold(7)),
            TableDamage("DELETE FROM {holds} WHERE id = 6", .hold(6)),
            TableDamage("UPDATE {holds} SET id = 5 WHERE id = 6", .hold(5)),
            TableDamage("INSERT INTO {holds} VALUES (99, 'ada', 'ben', 1, 5, 0)", .hold(99)),
            TableDamage("INSERT INTO {holds} VALUES (0, 'ada', 'ben', 1, 5, 0)", .database, "nothing finds"),
        ]

    private static let postings = [
        TableDamage("UPDATE {postings} SET amount = amount + 1 WHERE account = 4 AND entry = 4", .entry(4)),
        TableDamage("UPDATE {postings} SET balance = balance - 1 WHERE account = 3 AND entry = 8", .entry(8)),
        TableDamage("UPDATE {postings} SET account = 5 WHERE account = 4 AND entry = 10", .entry(10)),
        TableDamage("UPDATE {postings} SET entry = 5 WHERE account = 4 AND entry = 4", .entry(4)),
        TableDamage("DELETE FROM {postings} WHERE account = 4 AND entry = 14", .entry(14)),
        TableDamage("INSERT INTO {postings} VALUES (3, 5, 1, 1)", .entry(5), "table of postings"),
        TableDamage("INSERT INTO {postings} VALUES (3, 99, 1, 1)", .entry(99)),
        TableDamage("INSERT INTO {postings} VALUES (-3, 5, 1, 1)", .database, "nothing finds"),
        TableDamage("INSERT INTO {postings} VALUES (3, -5, 1, 1)", .database, "account number"),
    ]

    private static let keys = [
        TableDamage(
            sqlite: "UPDATE keys SET requester = 'eve' WHERE entry = 5",
            postgreSQL: "UPDATE bank_entries SET requester = 'eve' WHERE number = 5", .entry(5), "table of keys"),
        TableDamage(
            sqlite: "UPDATE keys SET key = zeroblob(16) WHERE entry = 5",
            postgreSQL: "UPDATE bank_entries SET key = decode(repeat('00', 16), 'hex') WHERE number = 5", .entry(5)),
        TableDamage(
            sqlite: "UPDATE keys SET key = x'00' WHERE entry = 5",
            postgreSQL: "UPDATE bank_entries SET key = '\\x00' WHERE number = 5", .database, "the key behind none"),
        TableDamage(sqlite: "INSERT INTO keys VALUES (x'', '', 5)", .database, "nothing finds"),
        TableDamage(postgreSQL: "UPDATE bank_entries SET key = '', requester = '' WHERE number = 5", .entry(5)),
        // In PostgreSQL keys are columns of the entries.
        TableDamage(sqlite: "UPDATE keys SET entry = 6 WHERE entry = 5", .entry(5)),
        TableDamage(sqlite: "DELETE FROM keys WHERE entry = 5", .entry(5)),
        TableDamage(sqlite: "INSERT INTO keys VALUES (zeroblob(16), 'eve', 5)", .entry(5)),
        TableDamage(sqlite: "INSERT INTO keys VALUES (zeroblob(16), 'eve', 99)", .entry(99)),
    ]

    private static let journal = [
        TableDamage("UPDATE {journal} SET time = time + 1 WHERE number = 5", .entry(5), "stored beside it"),
        TableDamage("UPDATE {journal} SET chain = (SELECT chain FROM {head}) WHERE number = 5", .entry(5)),
        TableDamage("UPDATE {journal} SET chain = {x}00' WHERE number = 5", .entry(5)),
        TableDamage("UPDATE {journal} SET bytes = {x}0011' WHERE number = 5", .entry(5)),
        TableDamage("UPDATE {journal} SET number = 0 WHERE number = 5", .entry(5)),
        TableDamage("DELETE FROM {journal} WHERE number = 5", .entry(5)),
        TableDamage("DELETE FROM {journal} WHERE number = 14", .entry(14)),
        TableDamage(
            postgreSQL: "UPDATE bank_entries SET balances = '\\x0000000000000000' WHERE number = 4", .entry(4),
            "balances"),
        TableDamage(postgreSQL: "UPDATE bank_entries SET balances = '\\x00' WHERE number = 5", .entry(5), "balances"),
    ]

    private static let blocks = [
        TableDamage("UPDATE {blocks} SET first = first + 1 WHERE number = 2", .block(2)),
        TableDamage("UPDATE {blocks} SET last = last - 1 WHERE number = 2", .block(2)),
        TableDamage("UPDATE {blocks} SET statement = {x}0011' WHERE number = 2", .block(2)),
        TableDamage("UPDATE {blocks} SET number = 3 WHERE number = 2", .block(2)),
        TableDamage("DELETE FROM {blocks} WHERE number = 1", .block(1)),
        TableDamage("INSERT INTO {blocks} VALUES (0, 0, 0, {x}00')", .database, "nothing finds"),
    ]

    private static let head = [
        TableDamage("UPDATE {head} SET number = number + 1", .entry(15)),
        TableDamage("UPDATE {head} SET number = number - 1", .head),
        TableDamage("UPDATE {head} SET time = time + 1", .head),
        TableDamage("UPDATE {head} SET accounts = accounts - 1", .head),
        TableDamage("UPDATE {head} SET chain = (SELECT chain FROM {journal} WHERE number = 3)", .head),
        TableDamage("UPDATE {head} SET chain = {x}00'", .head),
        TableDamage("DELETE FROM {head}", .head),
        TableDamage(
            sqlite: "INSERT INTO head SELECT * FROM head",
            postgreSQL: "INSERT INTO bank_head SELECT 2, number, time, chain, accounts FROM bank_head", .database,
            "nothing finds"),
    ]

    /// Changes to a ledger of 6,600 entries, 2,202 accounts and 2,200 holds, far behind in its tables.
    static let farBehind = [
        TableDamage("UPDATE {accounts} SET balance = 8 WHERE name = 'a999'", .account("a999")),
        TableDamage("UPDATE {holds} SET amount = 4 WHERE id = 6600", .hold(6600)),
        TableDamage("UPDATE {postings} SET amount = 8 WHERE account = 2202 AND entry = 6050", .entry(6050)),
        TableDamage("DELETE FROM {postings} WHERE account = 2202 AND entry = 6050", .entry(6050)),
        TableDamage(
            sqlite: "UPDATE keys SET requester = 'eve' WHERE entry = 6599",
            postgreSQL: "UPDATE bank_entries SET requester = 'eve' WHERE number = 6599", .entry(6599)),
        TableDamage("UPDATE {journal} SET time = time + 1 WHERE number = 6598", .entry(6598)),
    ]
}
