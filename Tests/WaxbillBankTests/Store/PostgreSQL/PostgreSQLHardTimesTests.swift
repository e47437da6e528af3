#if PostgreSQL
import Testing
import WaxbillTestSupport

@testable import WaxbillBank

/// Databases that are not as a ledger wants them: each says clearly what is wrong, and nothing is lost or done twice.
@Suite(.enabled(if: PostgreSQLCluster.isInstalled, "\(PostgreSQLCluster.missing)"))
struct PostgreSQLHardTimesTests {
    private let cluster: PostgreSQLCluster
    private let address: String
    private var database: String { String(address.split(separator: "/").last ?? "") }

    init() throws {
        cluster = try TestCluster.shared.get()
        address = try cluster.makeDatabase()
    }

    /// Opens the ledger, gives it two accounts with money, and closes it.
    private func makeLedger() throws {
        let store = try PostgreSQLLedgerStore(address)
        _ = try store.decide(StoreScene.opening)
        store.close()
    }

    private func complaint(
        for use: PostgreSQLLedgerStore.Use = .serving, as user: String = PostgreSQLCluster.user
    ) -> LedgerStoreError? {
        do throws(LedgerStoreError) {
            try PostgreSQLLedgerStore(cluster.address(database, user: user), for: use, patience: .zero).close()
            return nil
        } catch {
            return error
        }
    }

    // MARK: Rights

    @Test func aRoleThatMayNotMakeTablesIsTold() throws {
        let role = try cluster.makeRole()
        let complaint = complaint(as: role)
        #expect(complaint?.isFailed == true && complaint?.text.contains("permission denied for schema") == true)
    }

    @Test func aRoleWithTooFewRightsIsToldWhichAreMissing() async throws {
        try makeLedger()
        let role = try cluster.makeRole()
        for use in [PostgreSQLLedgerStore.Use.serving, .inspecting] {
            #expect(complaint(for: use, as: role)?.text.contains("permission denied for table bank_schema") == true)
        }
        let tables =
            "bank_schema, bank_head, bank_accounts, bank_holds, bank_entries, bank_postings, bank_signers, bank_blocks"
        try cluster.run("GRANT SELECT ON \(tables) TO \(role)", database: database)
        let missing = complaint(as: role)
        #expect(
            missing?.isFailed == true && missing?.text.contains("UPDATE on bank_head, INSERT on bank_entries") == true)
        // An auditor needs no more.
        #expect(try await LedgerAudit.run(database: cluster.address(database, user: role), trust: nil).entries == 3)

        // What docs/BANK.md says that a server needs.
        try cluster.run(
            """
            GRANT INSERT ON bank_accounts, bank_holds, bank_entries, bank_postings, bank_signers, bank_blocks TO \(role);
            GRANT UPDATE ON bank_head, bank_accounts, bank_holds TO \(role)
            """, database: database)
        let store = try PostgreSQLLedgerStore(cluster.address(database, user: role))
        #expect(try store.decide([StoreScene.pay(10), StoreScene.hold(5)]).count == 2)
        try await SampleLedger.sealer(of: store).seal()
        #expect(try await StorePlace.database(address).audit().sealed == 5)
        store.close()
    }

    // MARK: Servers that take no more connections, or no writes

    @Test func tooManyConnectionsAreSaidAndGotOver() async throws {
        try makeLedger()
        let role = try cluster.makeRole(options: "CONNECTION LIMIT 1")
        let tables =
            "bank_schema, bank_head, bank_accounts, bank_holds, bank_entries, bank_postings, bank_signers, bank_blocks"
        try cluster.run("GRANT SELECT, INSERT, UPDATE ON \(tables) TO \(role)", database: database)
        let store = try PostgreSQLLedgerStore(cluster.address(database, user: role), patience: .milliseconds(200))
        let complaint = complaint(as: role)
        #expect(complaint?.isUnavailable == true && complaint?.text.contains("too many connections") == true)
        await #expect(throws: LedgerStoreError.self) {
            try await store.read { snapshot throws(LedgerStoreError) in try snapshot.head() }
        }
        // The writer has its connection; without one nothing is acknowledged.
        #expect(try store.decide([StoreScene.pay(1)]).count == 1)
        try cluster.run("ALTER ROLE \(role) CONNECTION LIMIT 0")
        try cluster.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '\(role)'")
        let request = StoreScene.pay(2)
        let refused = #expect(throws: LedgerStoreError.self) { try store.decide([request]) }
        #expect(refused?.isUnavailable == true)
        try cluster.run("ALTER ROLE \(role) CONNECTION LIMIT -1")
        for _ in 0..<2 { #expect(try store.decide([request]).first?.record?.entry.number == 5) }
        #expect(
            try await store.read { snapshot throws(LedgerStoreError) in try snapshot.account(StoreScene.bob) }?.balance
                == 3)
        store.close()
    }

    @Test func aDatabaseThatBecomesReadOnlyTakesWritesAgainLater() async throws {
        try makeLedger()
        let store = try PostgreSQLLedgerStore(address, patience: .milliseconds(200))
        let request = StoreScene.pay(10)
        try cluster.run("ALTER DATABASE \(database) SET default_transaction_read_only = on")
        TestCluster.endConnections(to: try PostgreSQLAddress(address))
        let error = #expect(throws: LedgerStoreError.self) { try store.decide([request]) }
        #expect(error?.isUnavailable == true && error?.text.contains("takes no writes") == true)
        #expect(complaint()?.text.contains("takes no writes") == true)
        #expect(try await StorePlace.database(address).audit().entries == 3)
        try cluster.run("ALTER DATABASE \(database) RESET default_transaction_read_only")
        for _ in 0..<2 { #expect(try store.decide([request]).first?.record?.entry.number == 4) }
        store.close()
    }

    /// A standby can be audited; it is served from when it is a server of its own.
    @Test func aStandbyIsReadAndNotWrittenUntilItIsPromoted() async throws {
        let cluster = try PostgreSQLCluster()
        let address = try cluster.makeDatabase()
        let first = try PostgreSQLLedgerStore(address)
        _ = try first.decide(StoreScene.opening)
        let port = try cluster.startStandby()
        let standby = cluster.address(String(address.split(separator: "/").last ?? ""), port: port)
        #expect(try await LedgerAudit.run(database: standby, trust: nil).entries == 3)
        let error = #expect(throws: LedgerStoreError.self) { try PostgreSQLLedgerStore(standby) }
        #expect(error?.isUnavailable == true && error?.text.contains("takes no writes") == true)
        first.close()
        try cluster.promoteStandby()
        let store = try PostgreSQLLedgerStore(standby)
        #expect(try store.decide([StoreScene.pay(10)]).first?.record?.entry.number == 4)
        #expect(try await LedgerAudit.run(database: standby, trust: nil).entries == 4)
        store.close()
    }

    // MARK: Encodings and tables

    /// Names and texts are stored as bytes, so that it does not matter what the database takes texts for.
    @Test(arguments: ["LATIN1", "SQL_ASCII", "EUC_JP"])
    func theEncodingDoesNotMatter(encoding: String) async throws {
        let address = try cluster.makeDatabase(options: "ENCODING '\(encoding)' LOCALE 'C' TEMPLATE template0")
        let scene = try StoreScene(.database(address))
        _ = try scene.records([StoreScene.open("a", owner: "Änne 東京"), StoreScene.open("b", owner: "bob")])
        let own = try await scene.read { try $0.accounts(after: nil, ownedBy: "Änne 東京", limit: 10) }
        #expect(own.map(\.name.text) == ["a"] && own.first?.owner == "Änne 東京")
        scene.store.close()
        #expect(try await scene.place.audit().accounts == 4)
    }

    /// Tables of somebody else that happen to have a name of ours stay as they are.
    @Test(arguments: [
        ("CREATE TABLE bank_accounts (iban text)", "\"bank_accounts\" already exists"),
        ("CREATE VIEW bank_head AS SELECT 1 AS one", "\"bank_head\" already exists"),
        ("CREATE TABLE bank_schema (name text)", "\"version\" does not exist"),
        (
            "CREATE TABLE bank_schema (version text); INSERT INTO bank_schema VALUES ('1')",
            "bank_schema is not a ledger's"
        ),
        ("CREATE TABLE bank_schema (version bigint)", "bank_schema is not a ledger's"),
        (
            "CREATE TABLE bank_schema (version bigint); INSERT INTO bank_schema VALUES (2)",
            "\"bank_head\" does not exist"
        ),
    ])
    func tablesOfOthersAreLeftAlone(sql: String, reason: String) throws {
        try cluster.run(sql, database: database)
        let tables = "SELECT string_agg(relname, ',' ORDER BY relname) FROM pg_class WHERE relname LIKE 'bank%'"
        let before = try cluster.run(tables, database: database)
        let complaint = complaint()
        #expect(
            complaint?.isDamaged == true && complaint?.text.contains(reason) == true, "\(String(describing: complaint))"
        )
        #expect(try cluster.run(tables, database: database) == before)
    }

    @Test(arguments: [(3, "; a newer one wrote it"), (1, "")])
    func otherVersionsAreNamed(version: Int, hint: String) throws {
        try makeLedger()
        try cluster.run("UPDATE bank_schema SET version = \(version)", database: database)
        for use in [PostgreSQLLedgerStore.Use.serving, .inspecting] {
            #expect(
                complaint(for: use) == .unknownFormat("the ledger has version \(version); this program knows 2\(hint)"))
        }
    }

    @Test func aColumnThatIsMissingIsFoundAtTheStart() throws {
        try makeLedger()
        try cluster.run("ALTER TABLE bank_entries DROP COLUMN balances", database: database)
        #expect(complaint()?.text.contains("\"balances\" does not exist") == true)
    }

    @Test func anAuditMakesNoLedger() async throws {
        await #expect(throws: AuditError.noLedger) { try await LedgerAudit.run(database: address, trust: nil) }
        #expect(
            try cluster.run("SELECT count(*) FROM pg_class WHERE relname LIKE 'bank%'", database: database) == "0\n")
    }

    // MARK: Secrets

    @Test func aPasswordInAnAddressIsNoticed() {
        #expect(PostgreSQLLedgerStore.hasPassword(address))
        for text in ["postgres://ann@db/bank", "host=db dbname=bank", "no address"] {
            #expect(!PostgreSQLLedgerStore.hasPassword(text))
        }
        #expect(PostgreSQLLedgerStore.hasPassword("host=db password=sesame"))
    }
}

extension LedgerStoreError {
    fileprivate var isUnavailable: Bool { if case .unavailable = self { true } else { false } }
    fileprivate var isFailed: Bool { if case .failed = self { true } else { false } }
    fileprivate var isDamaged: Bool { if case .damaged = self { true } else { false } }
    fileprivate var text: String {
        reason
    }
}
#endif
