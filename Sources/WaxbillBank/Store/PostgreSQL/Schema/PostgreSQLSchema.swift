#if PostgreSQL
import WaxbillProofs

/// The ledger's tables. Names and identities are `bytea`: their order is that of their bytes in every database, and
/// they may hold whatever they hold.
enum PostgreSQLSchema {
    /// Which form of the tables this program reads and writes.
    static let version: Int64 = 1

    /// Makes the tables where there are none.
    /// - Throws: `damaged` where there are tables of another form.
    static func prepare(_ connection: PostgreSQLConnection) throws(LedgerStoreError) {
        do throws(PostgreSQLError) {
            for _ in 0..<20 {
                if let found = try foundVersion(connection) {
                    guard found == version else { break }
                    return
                }
                try create(connection)
            }
        } catch {
            throw LedgerStoreError(error)
        }
        throw .damaged("the tables in the database are of another version than \(version), which this program knows")
    }

    /// The version of the tables that are there; nil: there are none.
    private static func foundVersion(_ connection: PostgreSQLConnection) throws(PostgreSQLError) -> Int64? {
        do throws(PostgreSQLError) {
            let rows = try connection.run(PostgreSQLStatement("", "SELECT version FROM bank_schema")())
            return rows.count == 1 ? try rows.integer(0, 0) : 0
        } catch {
            guard case .refused(.undefinedTable, _) = error else { throw error }
            return nil
        }
    }

    /// Makes all or nothing. Where another server does the same at this moment, one of them loses and looks again.
    private static func create(_ connection: PostgreSQLConnection) throws(PostgreSQLError) {
        do throws(PostgreSQLError) {
            let empty = JournalHead.empty
            try connection.run(PostgreSQLStatement.begin())
            for table in tables { try connection.run(PostgreSQLStatement("", table)()) }
            try connection.commit(after: [
                PostgreSQLStatement("", "INSERT INTO bank_head VALUES (1, 0, 0, $1, 0)")(
                    .bytes(empty.chain.bytes)),
                PostgreSQLStatement("", "INSERT INTO bank_schema VALUES ($1)")(.integer(version)),
            ])
        } catch {
            connection.rollBack()
            guard case .refused(let state, _) = error else { throw error }
            guard state.isConflict || state == .duplicateTable else { throw error }
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
    ]
}
#endif
