import Synchronization
import Testing
import WaxbillTestSupport

@testable import WaxbillBank

/// Jepsen's bank check on every store, with 64 clients.
@Suite(.serialized) struct BankCheckTests {
    @Test(arguments: StoreKind.available)
    func everyReadAddsUp(kind: StoreKind) async throws {
        let place = try kind.makePlace()
        try await check([place.open()])
    }

    /// - Returns: how many requests got no answer.
    @discardableResult
    func check(
        _ stores: [any LedgerStore],
        meanwhile: @escaping @Sendable () async -> Void = { try? await Task.sleep(for: .milliseconds(20)) }
    ) async throws -> Int {
        let writers = stores.map { LedgerWriter($0) }
        let bank = BankCheck(servers: zip(writers, stores).map { ($0, $1) })
        try await bank.open()
        let report = try await bank.run(meanwhile: meanwhile)
        #expect(report.made >= 64 && report.answered.count + report.unanswered.count == report.made)
        #expect(!report.answered.isEmpty && report.reads > 0)
        print(
            "bank check: \(report.made) payments, \(report.unanswered.count) without an answer, \(report.reads) reads")
        try await bank.check(report)
        for writer in writers { await writer.shutDown() }
        for store in stores { store.close() }
        return report.unanswered.count
    }

    #if PostgreSQL
    @Test(.enabled(if: PostgreSQLCluster.isInstalled, "\(PostgreSQLCluster.missing)"))
    func everyReadAddsUpWithTwoServersOnOneDatabase() async throws {
        let address = try TestCluster.database().connectionString
        let unanswered = try await check([PostgreSQLLedgerStore(address), PostgreSQLLedgerStore(address)])
        #expect(unanswered == 0)
    }

    @Test(.enabled(if: PostgreSQLCluster.isInstalled, "\(PostgreSQLCluster.missing)"))
    func everyReadAddsUpWhileConnectionsAreEnded() async throws {
        let address = try TestCluster.database()
        let stores = try (0..<2).map { _ in try PostgreSQLLedgerStore(address.connectionString) }
        try await check(stores) {
            TestCluster.endConnections(to: address)
            try? await Task.sleep(for: .milliseconds(20))
        }
    }

    /// The server ends all its connections and recovers when one of its processes is killed.
    @Test(.enabled(if: PostgreSQLCluster.isInstalled, "\(PostgreSQLCluster.missing)"))
    func everyReadAddsUpWhileTheDatabaseCrashes() async throws {
        let cluster = try PostgreSQLCluster()
        let address = try cluster.makeDatabase()
        let stores = try (0..<2).map { _ in try PostgreSQLLedgerStore(address) }
        try await check(stores) {
            cluster.killOneConnection()
            try? await Task.sleep(for: .milliseconds(300))
        }
        #expect(cluster.log.contains("was terminated by signal 9"))
    }

    /// `pg_ctl restart`, in order and as if the power had failed, in turn.
    @Test(.enabled(if: PostgreSQLCluster.isInstalled, "\(PostgreSQLCluster.missing)"))
    func everyReadAddsUpWhileTheDatabaseIsRestarted() async throws {
        let cluster = try PostgreSQLCluster()
        let address = try cluster.makeDatabase()
        let stores = try (0..<2).map { _ in try PostgreSQLLedgerStore(address) }
        let restarts = Mutex(0)
        let unanswered = try await check(stores) {
            try? await Task.sleep(for: .milliseconds(700))
            let count = restarts.withLock { restarts in
                restarts += 1
                return restarts
            }
            #expect(throws: Never.self) { try cluster.restart(count.isMultiple(of: 2) ? "immediate" : "fast") }
        }
        // Writers wait for a server that comes back.
        #expect(unanswered == 0)
        #expect(restarts.withLock(\.self) > 0)
    }
    #endif
}
