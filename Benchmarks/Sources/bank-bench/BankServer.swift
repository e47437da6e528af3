import Foundation
import MeasuredPrograms

/// A `waxbill bank serve` that runs.
struct BankServer {
    let program: Program
    let port: Int
    private let scene: Scene

    /// - Parameters:
    ///   - store: the options that say where the ledger is.
    ///   - patience: for how many seconds it may check the ledger before it listens.
    init(_ scene: Scene, store: [String], patience: Int = 60) throws {
        self.scene = scene
        program = try Program(
            [scene.settings.waxbill, "bank", "serve"] + store + [
                "--cert", scene.certificate("localhost"), "--key", scene.key("localhost"), "--client-ca",
                scene.authority, "--listen", "127.0.0.1:0", "--teller", Scene.teller, "--auditor", Scene.auditor,
                "--quiet",
            ], log: scene.path("serve.log"))
        let address = try program.wait(for: "listening on ", seconds: patience)
        guard let port = address.split(separator: " ")[0].split(separator: ":").last.flatMap({ Int($0) }) else {
            throw BenchFailure("no port in \"\(address)\"")
        }
        self.port = port
    }

    func load(as name: String) throws -> Load { try Load(scene, port: port, as: name) }

    /// Opens the accounts that payments go between.
    func open(accounts: Int) async throws {
        let lanes = min(64, accounts)
        try await load(as: Scene.teller).finish(
            (0..<lanes).map { lane in
                Openings(accounts * lane / lanes..<accounts * (lane + 1) / lanes, owner: Scene.customer)
            })
    }

    /// What all customers have.
    func balances() async throws -> Balances {
        let found = try await load(as: Scene.auditor).finish([Balances()])
        guard let balances = found.first, balances.isWhole else { throw BenchFailure("the list of accounts is broken") }
        guard balances.total == 0 else { throw BenchFailure("all accounts together have \(balances.total), not 0") }
        return balances
    }

    /// Runs payments, prints how they went and looks whether anything is lost or found.
    func measurePayments(
        _ title: String, connections: Int, accounts: Int, isHot: Bool = false
    ) async throws -> LoadResult {
        let before = try await balances()
        let result = try await load(as: Scene.customer).run(
            (0..<connections).map { _ in Payments(accounts: accounts, isHot: isHot) }, seconds: scene.settings.seconds,
            server: program)
        Table.printRow(title, result.columns)
        let after = try await balances()
        guard before.sum == after.sum, before.count == after.count else {
            throw BenchFailure("\(before.count) accounts had \(before.sum), \(after.count) have \(after.sum)")
        }
        return result
    }
}
