import MeasuredPrograms

/// Payments where the ledger is a new SQLite file.
struct SQLiteLedger {
    let scene: Scene

    func run() async throws -> [Goal] {
        let settings = scene.settings
        let server = try BankServer(scene, store: ["--data", scene.path("ledger")])
        defer { server.program.stop() }
        try await server.open(accounts: settings.accounts)
        Table.printRow("SQLite, \(settings.accounts) accounts", LoadResult.columns)
        _ = try await server.measurePayments("1 connection", connections: 1, accounts: settings.accounts)
        let many = try await server.measurePayments(
            "\(settings.connections) connections", connections: settings.connections, accounts: settings.accounts)
        let hot = try await server.measurePayments(
            "\(settings.connections) connections, one hot account", connections: settings.connections,
            accounts: settings.accounts, isHot: true)
        print("")
        return [
            .atLeast(8000, "payments a second", many.rate),
            .atLeast(8000, "payments a second on one hot account", hot.rate),
            .atMost(40, "p99, milliseconds", many.record.percentile(99)),
            .atMost(40, "p99 on one hot account, milliseconds", hot.record.percentile(99)),
        ]
    }
}
