import Foundation
import MeasuredPrograms

/// `bank-bench`: payments over mutual TLS to `waxbill bank serve`, over loopback, with ledgers on a disk.
///
/// A closed loop: each connection sends its next payment when the last is answered. Server, database and clients share
/// the machine's processors. An answer but 200 ends it, and so does a cent too much or too little.
@main
struct BankBench {
    static func main() async {
        do {
            try await run()
        } catch {
            FileHandle.standardError.write(Data("bank-bench: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func run() async throws {
        let settings = try Settings(ProcessInfo.processInfo.environment)
        let scene = try Scene(settings)
        defer { scene.remove() }
        print("\(settings.seconds) seconds each, TLS 1.3 with AES-128-GCM, everything in \(settings.folder)\n")
        var goals: [Goal] = []
        if settings.measures("sqlite") { goals += try await SQLiteLedger(scene: scene).run() }
        if settings.measures("loaded") { goals += try await LargeLedger(scene: scene).run() }
        if settings.measures("postgres") || settings.measures("baseline") {
            goals += try await PostgreSQLLedger(scene: scene, measuresLedger: settings.measures("postgres")).run()
        }
        Goal.print(goals)
    }
}
