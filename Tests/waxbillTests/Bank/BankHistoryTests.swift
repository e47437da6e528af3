import Foundation
import Testing

/// What customers and auditors find out about a bank's history, as programs.
@Suite struct BankHistoryTests {
    private let scene: BankScene

    init() throws { scene = try BankScene() }

    private func audit(_ folder: String, _ options: String...) async throws -> Program.Ending {
        try await Program.waxbill(["bank", "audit", "verify", scene.scratch.file(folder)] + options).ending()
    }

    private func verify(_ file: String, _ options: String...) async throws -> Program.Ending {
        try await Program.waxbill(
            ["bank", "receipt", "verify", file, "--ca", scene.authority.root] + options
        ).ending()
    }

    /// An older copy of the folder in its place: whole by itself, and found by a receipt or by the last block of an audit.
    @Test func anOlderCopyIsFound() async throws {
        let (server, port) = try await scene.serve()
        try await scene.openAccounts(port: port)
        let early = scene.scratch.file("early.json")
        #expect(try await scene.run("alice", "receipt", "get", "3", "--out", early, port: port).status == 0)
        server.interrupt(with: SIGTERM)
        _ = try await server.ending()
        try FileManager.default.copyItem(atPath: scene.scratch.file("bank"), toPath: scene.scratch.file("old"))

        let (second, secondPort) = try await scene.serve()
        #expect(try await scene.run("alice", "pay", "alice-1", "bob-1", "5", port: secondPort).status == 0)
        let late = scene.scratch.file("late.json")
        #expect(try await scene.run("alice", "receipt", "get", "4", "--out", late, port: secondPort).status == 0)
        let remote = try await scene.run(
            "otto", "audit", "verify", "--receipt", late, "--receipt", early, "--json", port: secondPort)
        #expect(remote.status == 0, "\(remote.error)")
        let block = try #require(try remote.object()["lastBlock"] as? String)
        second.interrupt(with: SIGTERM)
        _ = try await second.ending()

        let trust = ["--ca", scene.authority.root, "--name", "localhost"]
        let whole = try await audit("bank", trust[0], trust[1], "--receipt", late, "--expect-block", block)
        #expect(whole.status == 0 && whole.error.contains("by CN=localhost"), "\(whole.error)")
        #expect(whole.error.contains("last block \(block)"), "\(whole.error)")
        #expect(try await audit("old", trust[0], trust[1], trust[2], trust[3], "--receipt", early).status == 0)
        let lost = try await audit("old", trust[0], trust[1], "--receipt", late)
        #expect(lost.status == 1 && lost.error.contains("it is missing: the receipt \(late) has it"), "\(lost.error)")
        let report = try await audit("old", "--expect-block", block, "--json").object()
        let error = try #require(report["error"] as? [String: any Sendable])
        #expect(error["code"] as? String == "damaged")
        #expect(block.hasPrefix("\(error["block"] as? Int ?? 0):"))
        let other = block.split(separator: ":")[0] + ":" + String(repeating: "0", count: 64)
        #expect(try await audit("bank", "--expect-block", String(other)).status == 1)
        #expect(try await audit("bank", "--expect-block", "12").status == 64)
    }

    @Test func whatIsNoReceiptHasItsStatus() async throws {
        let (server, port) = try await scene.serve()
        try await scene.openAccounts(port: port)
        let good = scene.scratch.file("good.json")
        #expect(try await scene.run("alice", "receipt", "get", "3", "--out", good, port: port).status == 0)
        server.interrupt(with: SIGTERM)
        _ = try await server.ending()
        #expect(try await verify(good).status == 0)
        let text = try scene.scratch.read("good.json")
        func write(_ name: String, _ text: String) throws -> String { try scene.scratch.write(text, to: name) }
        // More than any disk has, and never an end.
        let sparse = try write("sparse.json", "{")
        #expect(truncate(sparse, 1 << 40) == 0)
        let nested = String(repeating: "[", count: 500_000)
        let signature = try #require(text.range(of: "\"block\": \"")).upperBound
        let broken = text.index(signature, offsetBy: 230)
        let cases: [(String, Int32, String?)] = [
            (try write("empty.json", ""), 65, "malformed_receipt"),
            (try write("cut.json", String(text.dropLast(300))), 65, "malformed_receipt"),
            (try write("nested.json", nested), 65, "malformed_receipt"),
            (try write("other.json", text.replacing("\"amount\": 10000", with: "\"amount\": 1")), 1, "other_words"),
            (
                try write("twice.json", text.replacing("\"path\": [", with: "\"path\": [], \"path\": [")), 1,
                nil
            ),
            (
                try write(
                    "signature.json",
                    text.replacingCharacters(
                        in: broken...broken, with: text[broken] == "A" ? "B" : "A")), 1, "bad_signature"
            ),
            (sparse, 65, "malformed_receipt"), ("/dev/zero", 65, "malformed_receipt"),
            (scene.scratch.file("nothing.json"), 66, "unreadable"),
        ]
        for (file, status, code) in cases {
            let ending = try await verify(file, "--json")
            #expect(ending.status == status, "\(file): \(ending.status) \(ending.error)")
            let error = try #require(try ending.object()["error"] as? [String: any Sendable])
            #expect(code == nil || error["code"] as? String == code, "\(file): \(ending.output)")
        }
        // As an audit's proof they are no better.
        #expect(try await audit("bank", "--receipt", cases[1].0).status == 65)
        #expect(try await audit("bank", "--receipt", cases[6].0).status == 65)
    }

    /// A ledger of another version is neither served nor called damaged, and stays as it is.
    @Test func anotherVersionIsRefused() async throws {
        let (server, _) = try await scene.serve()
        server.interrupt(with: SIGTERM)
        _ = try await server.ending()
        let file = scene.scratch.file("bank/ledger.sqlite")
        let openDatabase = try await Program(
            "/usr/bin/env",
            [
                "python3", "-c",
                "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.execute('UPDATE meta SET version=1'); c.commit()",
                file,
            ]
        ).ending()
        try #require(openDatabase.status == 0, "\(openDatabase.error)")
        let ending = try await audit("bank")
        #expect(ending.status == 65 && ending.error.contains("its tables have version 1"), "\(ending.error)")
    }
}
