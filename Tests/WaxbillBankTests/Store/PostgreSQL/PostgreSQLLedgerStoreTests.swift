#if PostgreSQL
import Testing
import WaxbillTestSupport

@testable import WaxbillBank

/// What is PostgreSQL's own; what all stores have in common is tested for all of them.
@Suite(.enabled(if: PostgreSQLCluster.isInstalled, "\(PostgreSQLCluster.missing)"))
struct PostgreSQLLedgerStoreTests {
    @Test func serversThatStartAtOnceShareTheTables() async throws {
        let address = try TestCluster.database().connectionString
        let heads = try await withThrowingTaskGroup(of: JournalHead.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    let store = try PostgreSQLLedgerStore(address)
                    defer { store.close() }
                    return try await store.read { snapshot throws(LedgerStoreError) in try snapshot.head() }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(heads == Array(repeating: .empty, count: 6))
    }

    @Test func tablesOfAnotherVersionAreLeftAlone() throws {
        let address = try TestCluster.database()
        try PostgreSQLLedgerStore(address.connectionString).close()
        try PostgreSQLConnection(address).run(PostgreSQLStatement("", "UPDATE bank_schema SET version = 1")())
        let error = #expect(throws: LedgerStoreError.self) {
            try PostgreSQLLedgerStore(address.connectionString)
        }
        guard case .unknownFormat = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func twoWritersFollowOneAnother() async throws {
        let address = try TestCluster.database().connectionString
        let stores = try [PostgreSQLLedgerStore(address), PostgreSQLLedgerStore(address)]
        let numbers = try await withThrowingTaskGroup(of: [UInt64].self) { group in
            for (index, store) in stores.enumerated() {
                group.addTask {
                    try (0..<50).map { round in
                        let request = LedgerRequest(
                            key: .random(), requester: BankCheck.teller,
                            command: .open(
                                account: Known.account("a-\(index)-\(round)"), owner: "ann",
                                currency: Known.euro, creditLimit: 0))
                        return try store.decide([request]).compactMap {
                            if case .recorded(let record, false) = $0 { record.entry.number } else { nil }
                        }
                    }.flatMap(\.self)
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(numbers.sorted() == Array(1...100))
        let head = try await stores[0].read { snapshot throws(LedgerStoreError) in try snapshot.head() }
        // Both have the cash desk and the fees of the currency, once.
        #expect(head.number == 100 && head.accounts == 102)
    }

    /// The COMMIT may have happened; with the same keys it happens once.
    @Test func aLostConnectionInATransactionIsMadeUpFor() async throws {
        let address = try TestCluster.database()
        let store = try PostgreSQLLedgerStore(address.connectionString)
        let request = LedgerRequest(
            key: .random(), requester: BankCheck.teller,
            command: .open(account: Known.account("a"), owner: "ann", currency: Known.euro, creditLimit: 0))
        var attempts = 0
        let answers = try store.write { transaction throws(LedgerStoreError) in
            attempts += 1
            let answers = try LedgerBatch([request], rules: LedgerRules(), clock: 1000).run(in: transaction)
            if attempts == 1 { TestCluster.endConnections(to: address) }
            return answers
        }
        #expect(attempts == 2)
        guard case .recorded(let record, _) = answers.first else {
            Issue.record("no answer")
            return
        }
        #expect(record.entry.number == 1)
    }

    @Test func aWrongPasswordOpensNothing() throws {
        let address = try TestCluster.shared.get().address("postgres", password: "open sesame")
        let error = #expect(throws: LedgerStoreError.self) { try PostgreSQLLedgerStore(address) }
        guard case .unavailable(let reason) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains("password authentication failed") && !reason.contains("sesame"))
    }

    @Test func aDatabaseThatGoesAwayAcknowledgesNothing() async throws {
        let cluster = try PostgreSQLCluster()
        let store = try PostgreSQLLedgerStore(cluster.makeDatabase(), patience: .milliseconds(100))
        cluster.stop()
        let request = LedgerRequest(
            key: .random(), requester: BankCheck.teller,
            command: .open(account: Known.account("a"), owner: "ann", currency: Known.euro, creditLimit: 0))
        for _ in 0..<2 {
            let error = #expect(throws: LedgerStoreError.self) { try store.decide([request]) }
            guard case .unavailable = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
        await #expect(throws: LedgerStoreError.self) {
            try await store.read { snapshot throws(LedgerStoreError) in try snapshot.head() }
        }
    }
}

extension LedgerStore {
    /// Decides requests in one transaction.
    func decide(_ requests: [LedgerRequest]) throws(LedgerStoreError) -> [LedgerAnswer] {
        try write { transaction throws(LedgerStoreError) in
            try LedgerBatch(requests, rules: LedgerRules(), clock: 1000).run(in: transaction)
        }
    }
}
#endif
