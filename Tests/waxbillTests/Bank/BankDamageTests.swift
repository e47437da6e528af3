import Foundation
import GRDB
import Testing

/// `waxbill bank serve` and `waxbill bank audit verify` on ledgers that somebody has damaged.
struct BankDamageTests {
    /// What is done to a ledger, and where the damage is said to be.
    struct Damage: Sendable, CustomStringConvertible {
        var sql: String?
        /// What is done to the file, where no SQL says it.
        var change: (@Sendable (inout Data) -> Void)?
        let place: String
        let description: String
    }

    private static func sql(_ sql: String, _ place: String) -> Damage {
        Damage(sql: sql, place: place, description: sql)
    }

    private static let damages: [Damage] = [
        sql("UPDATE journal SET bytes = CAST(replace(bytes, 'rent', 'tent') AS BLOB) WHERE number = 4", "entry 4: "),
        sql("UPDATE journal SET bytes = x'00' WHERE number = 4", "entry 4: it cannot be read"),
        sql("UPDATE journal SET chain = zeroblob(32) WHERE number = 2", "entry 2: its chain hash"),
        sql("UPDATE journal SET time = time + 1 WHERE number = 3", "entry 3: the time"),
        sql("DELETE FROM journal WHERE number = 3", "entry 3: it is missing"),
        sql("UPDATE head SET number = number + 1", "the journal ends with entry 5"),
        sql("UPDATE accounts SET balance = balance + 1 WHERE name = 'alice-1'", "account alice-1: "),
        sql("UPDATE accounts SET held = 0 WHERE name = 'alice-1'", "account alice-1: "),
        sql("DELETE FROM accounts WHERE name = 'bob-1'", "accounts"),
        sql("UPDATE holds SET amount = amount + 1", "hold 5: "),
        sql("UPDATE holds SET state = 2", "hold 5: "),
        sql("DELETE FROM holds", "hold 5: the table of holds lacks it"),
        sql("UPDATE postings SET amount = amount + 1 WHERE entry = 4 AND amount > 0", "entry 4: the table of postings"),
        sql("DELETE FROM keys WHERE entry = 2", "entry 2: the table of keys"),
        sql("UPDATE blocks SET statement = CAST(x'00' || statement AS BLOB) WHERE number = 1", "block 1: "),
        sql("UPDATE meta SET version = 77", "its tables have version 77"),
        Damage(
            change: { $0.replaceSubrange(0..<16, with: Data(repeating: 0, count: 16)) }, place: "",
            description: "header"),
        Damage(change: { $0 = Data("no ledger".utf8) }, place: "", description: "another file"),
        Damage(change: { $0 = $0.prefix($0.count / 2) }, place: "", description: "half of the file"),
    ]

    private let scene: BankScene

    init() throws { scene = try BankScene() }

    /// A ledger of five entries, all sealed, with a hold.
    private func makeLedger() async throws {
        let (server, port) = try await scene.serve()
        try await scene.openAccounts(port: port)
        let paid = try await scene.run("alice", "pay", "alice-1", "bob-1", "25", "--reference", "rent", port: port)
        let held = try await scene.run("alice", "hold", "alice-1", "bob-1", "10", port: port)
        #expect(paid.status == 0 && held.status == 0, "\(paid.error)\(held.error)")
        server.interrupt(with: SIGTERM)
        #expect(try await server.ending().status == 0)
    }

    @Test func aDamagedLedgerIsNotServedAndThePlaceIsNamed() async throws {
        try await makeLedger()
        let good = scene.scratch.file("good")
        try FileManager.default.moveItem(atPath: scene.scratch.file("bank"), toPath: good)
        for damage in Self.damages {
            try copy(good, with: damage)
            let ending = try await scene.start().ending()
            #expect(ending.status == 65, "\(damage): \(ending.error)")
            #expect(!ending.error.contains("listening on"), "\(damage)")
            #expect(ending.error.contains(" in \(scene.scratch.file("bank")) is "), "\(damage): \(ending.error)")
            #expect(damage.place.isEmpty || ending.error.contains(damage.place), "\(damage): \(ending.error)")
        }
        // The ledger itself is good.
        try copy(good, with: nil)
        let (server, port) = try await scene.serve()
        #expect(try await scene.run("alice", "balance", "alice-1", port: port).status == 0)
        withExtendedLifetime(server) {}
    }

    private func copy(_ good: String, with damage: Damage?) throws {
        let folder = scene.scratch.file("bank")
        try? FileManager.default.removeItem(atPath: folder)
        try FileManager.default.copyItem(atPath: good, toPath: folder)
        let file = "\(folder)/ledger.sqlite"
        if let sql = damage?.sql {
            let queue = try DatabaseQueue(path: file)
            try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
            try queue.close()
        }
        if let change = damage?.change {
            var content = try Data(contentsOf: URL(fileURLWithPath: file))
            change(&content)
            try content.write(to: URL(fileURLWithPath: file))
        }
    }
}
