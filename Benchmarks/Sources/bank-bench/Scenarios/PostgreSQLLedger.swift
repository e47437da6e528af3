import MeasuredPrograms

/// Payments where the ledger is in PostgreSQL, beside what PostgreSQL does with a stored function of its own.
struct PostgreSQLLedger {
    let scene: Scene
    /// With the ledger, or only the stored function.
    let measuresLedger: Bool

    func run() async throws -> [Goal] {
        let cluster = try Cluster(scene)
        defer { cluster.stop() }
        let settings = scene.settings
        let baseline = try Baseline(cluster, accounts: settings.accounts)
        Table.printRow("PostgreSQL's own function, pgbench", PgbenchResult.columns)
        let one = try baseline.measure("1 client", clients: 1)
        let many = try baseline.measure("\(settings.connections) clients", clients: settings.connections)
        let hot = try baseline.measure(
            "\(settings.connections) clients, one hot account", clients: settings.connections, isHot: true)
        print("")
        guard measuresLedger else { return [] }
        let server = try BankServer(scene, store: ["--database", cluster.ledgerAddress])
        defer { server.program.stop() }
        try await server.open(accounts: settings.accounts)
        Table.printRow("PostgreSQL as the store", LoadResult.columns)
        let ourOne = try await server.measurePayments("1 connection", connections: 1, accounts: settings.accounts)
        let ourMany = try await server.measurePayments(
            "\(settings.connections) connections", connections: settings.connections, accounts: settings.accounts)
        let ourHot = try await server.measurePayments(
            "\(settings.connections) connections, one hot account", connections: settings.connections,
            accounts: settings.accounts, isHot: true)
        print("")
        return [
            .atLeast(0.8, "PostgreSQL, 1 connection, rate / its own function", ourOne.rate / one.rate),
            .atLeast(0.8, "\(settings.connections) connections, rate / its own function", ourMany.rate / many.rate),
            .atLeast(0.8, "one hot account, rate / its own function", ourHot.rate / hot.rate),
        ]
    }
}
