#if PostgreSQL
// Every statement finds its rows by an index. Prefixes of names say the table.

extension PostgreSQLStatement {
    private static let headColumns = "number, time, chain, accounts"
    private static let accountColumns =
        "name, number, owner, currency, credit_limit, is_open, balance, held, next_expiry"
    private static let holdColumns = "id, payer, payee, amount, expires, state"
    /// Blocks with the certificates that their statements name by the hash; null where those are lost.
    private static let blocks = """
        SELECT number, first, last, statement, certificates FROM bank_blocks \
        LEFT JOIN bank_signers ON hash = substring(statement from \(BlockStatement.certificatesPlace.lowerBound + 1) \
        for \(BlockStatement.certificatesPlace.count))
        """

    // MARK: What a writer finds

    /// The row that each writer takes first, and that makes others wait.
    static let takeHead = Self("take_head", "SELECT \(headColumns) FROM bank_head WHERE id = 1 FOR UPDATE")

    static let findRecorded = Self(
        "find_recorded",
        """
        SELECT e.bytes, e.chain, e.balances FROM unnest($1::bytea[], $2::bytea[]) AS k(key, requester) \
        JOIN bank_entries e ON e.key = k.key AND e.requester = k.requester
        """)
    static let findAccounts = Self(
        "find_accounts", "SELECT \(accountColumns) FROM bank_accounts WHERE name = ANY($1::bytea[])")
    static let findHolds = Self("find_holds", "SELECT \(holdColumns) FROM bank_holds WHERE id = ANY($1::bigint[])")
    static let findActiveHolds = Self(
        "find_active_holds",
        "SELECT \(holdColumns) FROM bank_holds WHERE payer = ANY($1::bytea[]) AND state = 0 ORDER BY id")
    static let lastBlock = Self("last_block", "\(blocks) ORDER BY number DESC LIMIT 1")

    // MARK: What a writer changes

    static let addEntries = Self(
        "add_entries",
        """
        INSERT INTO bank_entries (number, time, requester, key, bytes, chain, balances) \
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bytea[], $4::bytea[], $5::bytea[], $6::bytea[], \
        $7::bytea[])
        """)
    static let addPostings = Self(
        "add_postings",
        """
        INSERT INTO bank_postings (account, entry, amount, balance) \
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[])
        """)
    static let addAccounts = Self(
        "add_accounts",
        """
        INSERT INTO bank_accounts (\(accountColumns)) \
        SELECT * FROM unnest($1::bytea[], $2::bigint[], $3::bytea[], $4::bytea[], $5::bigint[], $6::bigint[], \
        $7::bigint[], $8::bigint[], $9::bigint[])
        """)
    static let changeAccounts = Self(
        "change_accounts",
        """
        UPDATE bank_accounts a SET is_open = c.is_open, balance = c.balance, held = c.held, \
        next_expiry = c.next_expiry \
        FROM unnest($1::bytea[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[]) \
        AS c(name, is_open, balance, held, next_expiry) WHERE a.name = c.name
        """)
    static let addHolds = Self(
        "add_holds",
        """
        INSERT INTO bank_holds (\(holdColumns)) \
        SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::bytea[], $4::bigint[], $5::bigint[], $6::bigint[])
        """)
    static let changeHolds = Self(
        "change_holds",
        """
        UPDATE bank_holds h SET state = c.state FROM unnest($1::bigint[], $2::bigint[]) AS c(id, state) \
        WHERE h.id = c.id
        """)
    static let moveHead = Self(
        "move_head",
        "UPDATE bank_head SET number = $2, time = $3, chain = $4, accounts = $5 WHERE id = 1 AND number = $1")
    static let addBlock = Self(
        "add_block", "INSERT INTO bank_blocks (number, first, last, statement) VALUES ($1, $2, $3, $4)")
    static let addSigner = Self(
        "add_signer", "INSERT INTO bank_signers (hash, certificates) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING")

    // MARK: What readers find

    static let head = Self("head", "SELECT \(headColumns) FROM bank_head WHERE id = 1")
    static let accountsAfter = Self(
        "accounts_after", "SELECT \(accountColumns) FROM bank_accounts WHERE name > $1 ORDER BY name LIMIT $2")
    static let accountsOfOwner = Self(
        "accounts_of_owner",
        """
        SELECT \(accountColumns) FROM bank_accounts WHERE owner = $1 AND name > $2 ORDER BY name LIMIT $3
        """)
    static let entriesAfter = Self(
        "entries_after", "SELECT number, bytes, chain FROM bank_entries WHERE number > $1 ORDER BY number LIMIT $2")
    static let lastEntry = Self(
        "last_entry",
        "SELECT number FROM bank_entries WHERE time <= $1 ORDER BY time DESC, number DESC LIMIT 1")
    static let postings = Self(
        "postings",
        """
        SELECT entry, amount, balance FROM bank_postings WHERE account = $1 AND entry BETWEEN $2 AND $3 \
        ORDER BY entry LIMIT $4
        """)
    static let lastPosting = Self(
        "last_posting",
        """
        SELECT entry, amount, balance FROM bank_postings WHERE account = $1 AND entry <= $2 \
        ORDER BY entry DESC LIMIT 1
        """)
    static let blocksAfter = Self("blocks_after", "\(blocks) WHERE number > $1 ORDER BY number LIMIT $2")
    static let blockContaining = Self("block_containing", "\(blocks) WHERE last >= $1 ORDER BY last LIMIT 1")

    // MARK: What audits read from end to end

    static let columnsAfter = Self(
        "columns_after", "SELECT time, balances FROM bank_entries WHERE number > $1 ORDER BY number LIMIT $2")
    static let holdsAfter = Self(
        "holds_after", "SELECT \(holdColumns) FROM bank_holds WHERE id > $1 ORDER BY id LIMIT $2")
    static let postingsAfter = Self(
        "postings_after",
        """
        SELECT entry, amount, balance, account FROM bank_postings WHERE (account, entry) > ($1, $2) \
        ORDER BY account, entry LIMIT $3
        """)
    static let keysAfter = Self(
        "keys_after",
        """
        SELECT key, requester, number FROM bank_entries WHERE (key, requester) > ($1, $2) \
        ORDER BY key, requester LIMIT $3
        """)
    /// Rows that stand in front of every page.
    static let unfindable = [
        ("bank_entries", "WHERE number < 1"), ("bank_entries", "WHERE key = '' AND requester = ''"),
        ("bank_accounts", "WHERE name = ''"), ("bank_postings", "WHERE account < 1"), ("bank_holds", "WHERE id < 1"),
        ("bank_blocks", "WHERE number < 1"), ("bank_head", "WHERE id <> 1"),
    ].map { table, rows in
        (table, Self("unfindable_\(table)_\(rows)", "SELECT count(*) FROM \(table) \(rows)"))
    }
}
#endif
