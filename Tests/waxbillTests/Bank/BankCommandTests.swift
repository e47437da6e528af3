import Foundation
import Testing
import WaxbillX509

/// `waxbill bank` against `waxbill bank serve`, as programs.
@Suite struct BankCommandTests {
    private let scene: BankScene

    init() throws { scene = try BankScene() }

    @Test func everyCommandDoesWhatItSays() async throws {
        let (server, port) = try await scene.serve()
        try await scene.openAccounts(port: port)
        let withdrawn = try await scene.run("alice", "withdraw", "alice-1", "20.5", port: port)
        #expect(withdrawn.output.hasPrefix("withdrew 20.50 EUR from alice-1; balance of alice-1: 79.50 EUR"))
        let paid = try await scene.run(
            "alice", "pay", "alice-1", "bob-1", "25", "--reference", "Order 42", "--json", port: port)
        #expect(paid.status == 0, "\(paid.error)")
        let payment = try paid.object()
        #expect(payment["amount"] as? Int == 2500)
        #expect((payment["key"] as? String)?.count == 32)
        let held = try await scene.run(
            "alice", "hold", "alice-1", "bob-1", "10", "--expires", "1d", "--json", port: port)
        let number = try held.object()["hold"] as? Int
        let hold = String(try #require(number))
        #expect(
            try await scene.run("alice", "balance", "alice-1", port: port).output
                == "54.50 EUR, 10.00 EUR of it held, 44.50 EUR to spend\n")
        let captured = try await scene.run("bob", "capture", hold, "4.50", port: port)
        #expect(captured.output.hasPrefix("captured hold \(hold): 4.50 EUR to bob-1"), "\(captured.error)")
        let second = try await scene.run("alice", "hold", "alice-1", "bob-1", "10", "--json", port: port)
        let otherNumber = try second.object()["hold"] as? Int
        let other = String(try #require(otherNumber))
        #expect(try await scene.run("bob", "void", other, port: port).output.hasPrefix("voided hold \(other)"))
        #expect(try await scene.run("alice", "balance", "alice-1", port: port).output == "50.00 EUR\n")
        #expect(
            try await scene.run("alice", "balance", "alice-1", "--at", "2020-01-01", port: port).output == "0.00 EUR\n")
        let listed = try await scene.run("otto", "accounts", port: port).output
        #expect(listed.contains("alice-1    alice  50.00 EUR\n"))
        #expect(listed.contains("@cash-EUR  -      -79.50 EUR\n"))
        #expect(try await scene.run("alice", "withdraw", "alice-1", "50.00", port: port).status == 0)
        let closed = try await scene.run("tina", "close", "alice-1", port: port)
        #expect(closed.output.hasPrefix("closed alice-1"), "\(closed.error)")
        #expect(scene.keptKeys.isEmpty)
        server.interrupt(with: SIGTERM)
    }

    @Test func statementsComeInPages() async throws {
        let (server, port) = try await scene.serve()
        try await scene.openAccounts(port: port)
        for amount in ["1", "2", "3"] {
            #expect(try await scene.run("alice", "pay", "alice-1", "bob-1", amount, port: port).status == 0)
        }
        let first = try await scene.run("alice", "statement", "alice-1", "--limit", "2", port: port)
        #expect(first.output.split(separator: "\n").count == 3)
        #expect(first.error.contains("there is more: --all shows it"))
        let pages = try await scene.run(
            "alice", "statement", "alice-1", "--limit", "2", "--all", "--json", port: port
        ).objects()
        #expect(pages.count == 2)
        #expect(pages.flatMap { $0["entries"] as? [Any] ?? [] }.count == 4)
        #expect(pages.first?["to"] as? String == pages.last?["to"] as? String)
        let table = try await scene.run("alice", "statement", "alice-1", "--limit", "1", "--all", "--csv", port: port)
        let rows = table.output.split(separator: "\r\n")
        #expect(rows.count == 7)
        #expect(rows.filter { $0.hasPrefix("entry,") }.count == 1)
        #expect(rows.last?.hasSuffix(",closing,,,,94.00,EUR") == true)
        server.interrupt(with: SIGTERM)
    }

    @Test func refusalsHaveTheirStatuses() async throws {
        let (server, port) = try await scene.serve()
        try await scene.openAccounts(port: port)
        let cases: [(String, [String], Int32, String)] = [
            (
                "alice", ["pay", "alice-1", "bob-1", "100.01"], 1,
                "alice-1 has 100.00 EUR to spend (insufficient_funds)"
            ),
            ("alice", ["pay", "alice-1", "nobody", "1"], 1, "(account_not_found)"),
            ("alice", ["pay", "alice-1", "alice-1", "1"], 1, "an account cannot pay itself"),
            ("alice", ["pay", "alice-1", "bob-1", "1", "--currency", "JPY"], 1, "(currency_mismatch)"),
            ("alice", ["pay", "alice-1", "bob-1", "1.001"], 64, "EUR has 2 decimals"),
            ("alice", ["pay", "alice-1", "bob-1", "0"], 64, "more than zero"),
            ("alice", ["pay", "alice-1", "bob-1", "99999999999999999999"], 64, "more than a bank can count"),
            ("alice", ["pay", "alice-1", "bob-1", "ten"], 64, "\"ten\" is no amount"),
            ("alice", ["pay", "alice-1", "bob-1", "--", "-5"], 64, "\"-5\" is no amount"),
            ("alice", ["deposit", "alice-1", "5"], 77, "(not_authorized)"),
            ("bob", ["pay", "alice-1", "bob-1", "1"], 77, "(not_authorized)"),
            ("bob", ["balance", "alice-1"], 77, "alice-1 is somebody else's"),
            ("tina", ["open", "alice-1", "--owner", "eve", "--currency", "EUR"], 1, "(account_exists)"),
            ("tina", ["close", "alice-1"], 1, "(balance_not_zero)"),
            ("alice", ["capture", "4711", "1", "--currency", "EUR"], 1, "(hold_not_found)"),
            ("alice", ["balance", "a/b"], 64, "is no account's name"),
            ("alice", ["balance", "alice-1", "--at", "yesterday"], 1, "(invalid_time)"),
        ]
        for (name, arguments, status, words) in cases {
            let ending = try await scene.start(name, arguments, port: port).ending()
            #expect(ending.status == status && ending.error.contains(words), "\(arguments): \(ending.error)")
        }
        #expect(try await scene.run("alice", "balance", "alice-1", port: port).output == "100.00 EUR\n")
        let report = try await scene.run("alice", "withdraw", "alice-1", "100.01", "--json", port: port).object()
        let error = try #require(report["error"] as? [String: any Sendable])
        #expect(error["code"] as? String == "insufficient_funds")
        #expect(error["available"] as? Int == 10_000)
        #expect(scene.keptKeys.isEmpty)
        server.interrupt(with: SIGTERM)
        _ = try await server.ending()
        #expect(try await scene.run("alice", "balance", "alice-1", "--retries", "0", port: port).status == 69)
    }

    @Test func aKeyCountsOnce() async throws {
        let (server, port) = try await scene.serve()
        try await scene.openAccounts(port: port)
        let key = "0192f7a5b3c47d8e9fa0b1c2d3e4f506"
        let first = try await scene.run("alice", "pay", "alice-1", "bob-1", "7", "--id", key, "--json", port: port)
        let again = try await scene.run("alice", "pay", "alice-1", "bob-1", "7", "--id", key, "--json", port: port)
        #expect(first.status == 0 && first.output == again.output)
        let other = try await scene.run("alice", "pay", "alice-1", "bob-1", "8", "--id", key, port: port)
        #expect(other.status == 1 && other.error.contains("(idempotency_mismatch)"))
        #expect(try await scene.run("alice", "balance", "alice-1", port: port).output == "93.00 EUR\n")
        server.interrupt(with: SIGTERM)
    }
}
