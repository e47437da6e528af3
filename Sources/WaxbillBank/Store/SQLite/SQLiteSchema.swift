import GRDB

/// The tables of a ledger in SQLite. What a column means is what the type of the ledger says that it holds.
enum SQLiteSchema {
    /// Which form of the tables this program reads and writes. In version 1 each block had its certificates in its row.
    static let version = 2

    /// The journal and what follows from it. Balances are looked up by account and entry: the last one not after an
    /// entry is one step in `postings`. Names and keys are the order of their tables, so that finding one is one search.
    private static let tables = """
        CREATE TABLE meta (version INTEGER NOT NULL) STRICT;
        CREATE TABLE head (
            number INTEGER NOT NULL, time INTEGER NOT NULL, chain BLOB NOT NULL, accounts INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE journal (
            number INTEGER PRIMARY KEY, time INTEGER NOT NULL, chain BLOB NOT NULL, bytes BLOB NOT NULL
        ) STRICT;
        CREATE TABLE accounts (
            name TEXT PRIMARY KEY, number INTEGER NOT NULL, owner TEXT NOT NULL, currency TEXT NOT NULL,
            credit_limit INTEGER NOT NULL, open INTEGER NOT NULL, balance INTEGER NOT NULL, held INTEGER NOT NULL,
            next_expiry INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX accounts_by_owner ON accounts (owner, name);
        CREATE TABLE postings (
            account INTEGER NOT NULL, entry INTEGER NOT NULL, amount INTEGER NOT NULL, balance INTEGER NOT NULL,
            PRIMARY KEY (account, entry)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE holds (
            id INTEGER PRIMARY KEY, payer TEXT NOT NULL, payee TEXT NOT NULL, amount INTEGER NOT NULL,
            expires INTEGER NOT NULL, state INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX active_holds ON holds (payer) WHERE state = 0;
        CREATE TABLE keys (
            key BLOB NOT NULL, requester TEXT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (key, requester)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE blocks (
            number INTEGER PRIMARY KEY, first INTEGER NOT NULL UNIQUE, last INTEGER NOT NULL, statement BLOB NOT NULL
        ) STRICT;
        CREATE TABLE signers (hash BLOB PRIMARY KEY, certificates BLOB NOT NULL) STRICT, WITHOUT ROWID;
        """

    /// Makes the tables where there are none.
    /// - Throws: ``LedgerStoreError`` or `DatabaseError`: `unknownFormat` where the tables are not a ledger's of this version.
    static func prepare(_ database: Database) throws {
        if try isEmpty(database) {
            try database.inTransaction(.immediate) {
                try database.execute(sql: tables)
                try database.execute(sql: "INSERT INTO meta VALUES (?)", arguments: [version])
                let head = JournalHead.empty
                try PreparedStatement("INSERT INTO head VALUES (0, 0, ?, 0)", on: database).run {
                    $0.bind(1, head.chain)
                }
                return .commit
            }
        }
        try check(database)
    }

    /// - Throws: ``LedgerStoreError/unknownFormat(_:)`` where this is not a ledger of this version.
    static func check(_ database: Database) throws {
        guard try database.tableExists("meta") else {
            throw LedgerStoreError.unknownFormat("the database is not a ledger")
        }
        let found = try Int.fetchAll(database, sql: "SELECT version FROM meta")
        guard found == [version] else {
            let name = found.count == 1 ? "version \(found[0])" : "no version"
            throw LedgerStoreError.unknownFormat(
                "its tables have \(name), and this program knows version \(version) alone")
        }
    }

    private static func isEmpty(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0
    }
}
