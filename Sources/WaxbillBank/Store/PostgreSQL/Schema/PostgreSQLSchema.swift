#if PostgreSQL
import WaxbillProofs

/// The ledger's tables. Names and identities are `bytea`: their order is that of their bytes in every database, and
/// they may hold whatever they hold.
enum PostgreSQLSchema {
    /// Which form of the tables this program reads and writes. In version 1 each block had its certificates in its row.
    static let version: Int64 = 2

    /// What is said of a database without any of the tables that is to be read.
    static let noLedger = LedgerStoreError.damaged("there is no ledger in the database")

    /// Looks at the tables, and makes them for a server where there are none.
    /// - Throws: `unknownFormat` where the tables are of another version, `damaged` where they are none of a ledger, `failed` where the role has too few rights.
    static func prepare(
        _ connection: PostgreSQLConnection, for use: PostgreSQLLedgerStore.Use
    ) throws(LedgerStoreError) {
        var obstacle: String?
        for _ in 0..<20 {
            switch try asking({ () throws(PostgreSQLError) in try foundVersion(connection) }) {
            case .known: return try PostgreSQLTableCheck(connection).run(for: use)
            case .otherVersion(let what): throw .unknownFormat(what)
            case .foreign(let what): throw .damaged(what)
            case .none:
                guard use == .serving else { throw noLedger }
                // What another server has made meanwhile comes with its version.
                if let obstacle { throw .damaged("the tables are not a ledger's: \(obstacle)") }
                obstacle = try asking { () throws(PostgreSQLError) in try create(connection) }
            }
        }
        throw .unavailable("other servers make the ledger's tables at this moment")
    }

    private static func asking<Value>(
        _ body: () throws(PostgreSQLError) -> Value
    ) throws(LedgerStoreError) -> Value {
        do throws(PostgreSQLError) { return try body() } catch { throw LedgerStoreError(error) }
    }

    private enum FoundVersion {
        case none
        case known
        case otherVersion(String)
        /// What is there instead.
        case foreign(String)
    }

    private static func foundVersion(_ connection: PostgreSQLConnection) throws(PostgreSQLError) -> FoundVersion {
        let rows: PostgreSQLRows
        do throws(PostgreSQLError) {
            rows = try connection.run(PostgreSQLStatement("", "SELECT version FROM bank_schema")())
        } catch {
            guard case .refused(let state, let message) = error else { throw error }
            if state == .undefinedTable { return .none }
            guard state == .undefinedColumn else { throw error }
            return .foreign("the tables are not a ledger's: \(message)")
        }
        guard rows.count == 1, let found = try? rows.integer(0, 0) else {
            return .foreign("the table bank_schema is not a ledger's")
        }
        guard found != version else { return .known }
        let hint = found > version ? "; a newer one wrote it" : ""
        return .otherVersion("the ledger has version \(found); this program knows \(version)\(hint)")
    }

    /// Makes all or nothing. Where another server does the same at this moment, one of them loses and looks again.
    /// - Returns: what stands in the way, where something has the name of a table.
    private static func create(_ connection: PostgreSQLConnection) throws(PostgreSQLError) -> String? {
        do throws(PostgreSQLError) {
            let empty = JournalHead.empty
            try connection.run(PostgreSQLStatement.begin())
            for table in tables { try connection.run(PostgreSQLStatement("", table)()) }
            try connection.commit(after: [
                PostgreSQLStatement("", "INSERT INTO bank_head VALUES (1, 0, 0, $1, 0)")(
                    .bytes(empty.chain.bytes)),
                PostgreSQLStatement("", "INSERT INTO bank_schema VALUES ($1)")(.integer(version)),
            ])
            return nil
        } catch {
            connection.rollBack()
            guard case .refused(let state, let message) = error else { throw error }
            if state == .duplicateTable || state == .duplicateObject { return message }
            guard state.isConflict else { throw error }
            return nil
        }
    }

    private static let tables = [
        "CREATE TABLE bank_schema (version bigint PRIMARY KEY)",
        """
        CREATE TABLE bank_head (id bigint PRIMARY KEY, number bigint NOT NULL, time bigint NOT NULL, \
        chain bytea NOT NULL, accounts bigint NOT NULL)
        """,
        """
        CREATE TABLE bank_accounts (name bytea PRIMARY KEY, number bigint NOT NULL, owner bytea NOT NULL, \
        currency bytea NOT NULL, credit_limit bigint NOT NULL, is_open bigint NOT NULL, balance bigint NOT NULL, \
        held bigint NOT NULL, next_expiry bigint)
        """,
        "CREATE INDEX bank_accounts_owner ON bank_accounts (owner, name)",
        """
        CREATE TABLE bank_holds (id bigint PRIMARY KEY, payer bytea NOT NULL, payee bytea NOT NULL, \
        amount bigint NOT NULL, expires bigint NOT NULL, state bigint NOT NULL)
        """,
        "CREATE INDEX bank_holds_payer ON bank_holds (payer, state, id)",
        """
        CREATE TABLE bank_entries (number bigint PRIMARY KEY, time bigint NOT NULL, requester bytea NOT NULL, \
        key bytea NOT NULL, bytes bytea NOT NULL, chain bytea NOT NULL, balances bytea NOT NULL)
        """,
        "CREATE UNIQUE INDEX bank_entries_key ON bank_entries (key, requester)",
        "CREATE INDEX bank_entries_time ON bank_entries (time, number)",
        """
        CREATE TABLE bank_postings (account bigint NOT NULL, entry bigint NOT NULL, amount bigint NOT NULL, \
        balance bigint NOT NULL, PRIMARY KEY (account, entry))
        """,
        """
        CREATE TABLE bank_blocks (number bigint PRIMARY KEY, first bigint NOT NULL, last bigint NOT NULL, \
        statement bytea NOT NULL)
        """,
        "CREATE UNIQUE INDEX bank_blocks_last ON bank_blocks (last)",
        "CREATE TABLE bank_signers (hash bytea PRIMARY KEY, certificates bytea NOT NULL)",
    ]
}
#endif
