import Foundation
import GRDB
import Testing

/// `waxbill bank audit verify --server`, over TLS.
struct BankAuditCommandTests {
    private let scene: BankScene

    init() throws { scene = try BankScene() }

    @Test func anAuditorAuditsABankThatIsServed() async throws {
        let (server, port) = try await scene.serve()
        try await scene.openAccounts(port: port)
        #expect(try await scene.run("alice", "pay", "alice-1", "bob-1", "25", port: port).status == 0)
        // A receipt is signed, so that all up to its entry is.
        #expect(try await scene.run("alice", "receipt", "get", "4", "--out", "-", port: port).status == 0)
        let said = try await scene.run("otto", "audit", "verify", port: port)
        #expect(said.status == 0 && said.output.isEmpty)
        #expect(said.error.contains("4 entries, 4 accounts and 0 holds are whole"), "\(said.error)")
        #expect(said.error.contains("signed up to entry 4"), "\(said.error)")
        let report = try await scene.run("otto", "audit", "verify", "--json", port: port).object()
        #expect(report["whole"] as? Bool == true)
        #expect(report["entries"] as? Int == 4)
        #expect(report["sealed"] as? Int == 4)
        #expect(report["signersTrusted"] as? Bool == true)
        #expect((report["chain"] as? String)?.count == 64)
        let quiet = try await scene.run("otto", "audit", "verify", "--quiet", port: port)
        #expect(quiet.status == 0 && quiet.output.isEmpty && quiet.error.isEmpty)
        withExtendedLifetime(server) {}
    }

    @Test(arguments: ["alice", "tina"]) func nobodyElseAudits(name: String) async throws {
        let (server, port) = try await scene.serve()
        try await scene.openAccounts(port: port)
        let refused = try await scene.run(name, "audit", "verify", port: port)
        #expect(refused.status == 77 && refused.error.contains("not_authorized"), "\(refused.error)")
        let report = try await scene.run(name, "audit", "verify", "--json", port: port)
        #expect(report.status == 77)
        let error = try report.object()["error"] as? [String: any Sendable]
        #expect(error?["code"] as? String == "not_authorized")
        withExtendedLifetime(server) {}
    }

    @Test func aBankThatHasChangedItsJournalIsFound() async throws {
        let (server, port) = try await scene.serve()
        try await scene.openAccounts(port: port)
        #expect(
            try await scene.run("alice", "pay", "alice-1", "bob-1", "25", "--reference", "rent", port: port).status == 0
        )
        try await DatabaseQueue(path: scene.scratch.file("bank/ledger.sqlite")).write {
            try $0.execute(
                sql: "UPDATE journal SET bytes = CAST(replace(bytes, 'rent', 'tent') AS BLOB) WHERE number = 4")
        }
        let said = try await scene.run("otto", "audit", "verify", port: port)
        #expect(said.status == 1 && said.error.contains("localhost:\(port): entry 4: "), "\(said.error)")
        let report = try await scene.run("otto", "audit", "verify", "--json", port: port)
        #expect(report.status == 1)
        let object = try report.object()
        #expect(object["whole"] as? Bool == false)
        let error = object["error"] as? [String: any Sendable]
        #expect(error?["code"] as? String == "damaged")
        #expect(error?["entry"] as? Int == 4)
        withExtendedLifetime(server) {}
    }
}
