import Foundation
import MeasuredPrograms

/// Payments and lookups where the ledger is large.
struct LargeLedger {
    let scene: Scene

    func run() async throws -> [Goal] {
        let settings = scene.settings
        let folder = settings.loaded ?? scene.path("large")
        if !FileManager.default.fileExists(atPath: "\(folder)/ledger.sqlite") {
            let start = ContinuousClock.now
            _ = try Program(
                [
                    settings.loader, folder, "\(settings.loadedAccounts)", "\(settings.loadedEntries)", Scene.customer,
                ], log: scene.path("loader.log")
            ).ending(beside: nil)
            let loaded = ContinuousClock.now
            try await seal(folder)
            let times = [loaded - start, ContinuousClock.now - loaded].map { Table.fixed($0 / .seconds(1), 0) }
            print("loaded in \(times[0]) s, checked and sealed in \(times[1]) s")
        }
        let start = ContinuousClock.now
        let server = try BankServer(scene, store: ["--data", folder])
        defer { server.program.stop() }
        print("served after \(Table.fixed((ContinuousClock.now - start) / .seconds(1), 1)) s")
        Table.printRow(
            "SQLite, \(settings.loadedAccounts) accounts, \(settings.loadedEntries) entries", LoadResult.columns)
        let payments = try await server.measurePayments(
            "\(settings.connections) connections", connections: settings.connections, accounts: settings.loadedAccounts)
        let lookups = try await server.load(as: Scene.customer).run(
            (0..<settings.connections).map { _ in Lookups(accounts: settings.loadedAccounts) },
            seconds: settings.seconds, server: server.program)
        Table.printRow("\(settings.connections) connections, balances", lookups.columns)
        print("")
        return [
            .atMost(150, "large ledger, server's resident memory, MiB", Double(lookups.serverPeak) / 1_048_576),
            .atLeast(8000, "large ledger, payments a second", payments.rate),
        ]
    }

    /// Has a server sign what was loaded, as it signs what it writes itself.
    private func seal(_ folder: String) async throws {
        let server = try BankServer(scene, store: ["--data", folder], patience: 3600)
        defer { server.program.stop() }
        let last = max(scene.settings.loadedEntries, 2 * scene.settings.loadedAccounts)
        try await server.load(as: Scene.auditor).finish([Question("/v1/entries/\(last)/receipt")])
    }
}
