#if PostgreSQL
/// Whether tables of the right version are what they should be, and may be used: better found before clients are
/// answered than by the first of them.
struct PostgreSQLTableCheck {
    private let connection: PostgreSQLConnection

    init(_ connection: PostgreSQLConnection) { self.connection = connection }

    /// - Throws: `damaged` where tables or columns are missing, `failed` where the role has too few rights.
    func run(for use: PostgreSQLLedgerStore.Use) throws(LedgerStoreError) {
        do throws(PostgreSQLError) {
            _ = try connection.run(PostgreSQLStatement.nothingOfEachTable.map { $0() })
        } catch {
            guard case .refused(let state, let message) = error,
                state == .undefinedTable || state == .undefinedColumn
            else { throw LedgerStoreError(error) }
            throw .damaged("the tables are not a ledger's: \(message)")
        }
        guard use == .serving else { return }
        let missing: [String]
        do throws(PostgreSQLError) { missing = try missingRights() } catch { throw LedgerStoreError(error) }
        guard missing.isEmpty else {
            throw .failed("PostgreSQL gives this role too few rights; missing: \(missing.joined(separator: ", "))")
        }
    }

    /// What a server needs besides reading. Taking the head is an update to PostgreSQL.
    private static let rights = [
        ("UPDATE", "bank_head"), ("INSERT", "bank_entries"), ("INSERT", "bank_postings"), ("INSERT", "bank_accounts"),
        ("UPDATE", "bank_accounts"), ("INSERT", "bank_holds"), ("UPDATE", "bank_holds"), ("INSERT", "bank_signers"),
        ("INSERT", "bank_blocks"),
    ]

    private func missingRights() throws(PostgreSQLError) -> [String] {
        let rows: PostgreSQLRows
        do throws(PostgreSQLError) {
            rows = try connection.run(
                PostgreSQLStatement.missingRights(.texts(Self.rights.map(\.0)), .texts(Self.rights.map(\.1))))
        } catch {
            // Not all that speak the protocol can be asked.
            guard case .refused = error else { throw error }
            return []
        }
        var missing: [String] = []
        for row in 0..<rows.count { missing.append("\(try rows.text(row, 0)) on \(try rows.text(row, 1))") }
        return missing
    }
}

extension PostgreSQLStatement {
    /// Reads no row of any table, but names all columns.
    fileprivate static let nothingOfEachTable = [
        ("bank_head", "id, number, time, chain, accounts"),
        ("bank_accounts", "name, number, owner, currency, credit_limit, is_open, balance, held, next_expiry"),
        ("bank_holds", "id, payer, payee, amount, expires, state"),
        ("bank_entries", "number, time, requester, key, bytes, chain, balances"),
        ("bank_postings", "account, entry, amount, balance"), ("bank_signers", "hash, certificates"),
        ("bank_blocks", "number, first, last, statement"),
    ].map { table, columns in Self("", "SELECT \(columns) FROM \(table) LIMIT 0") }

    fileprivate static let missingRights = Self(
        "",
        """
        SELECT r.privilege, r.name FROM unnest($1::text[], $2::text[]) AS r(privilege, name) \
        WHERE NOT has_table_privilege(r.name, r.privilege)
        """)
}
#endif
