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
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            print("loaded in \(Table.fixed(seconds, 0)) s")
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
}
