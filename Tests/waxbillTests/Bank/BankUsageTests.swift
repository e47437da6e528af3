import Foundation
import Testing
import WaxbillX509

/// What `waxbill bank` says to those who call it wrongly, and where its output goes wrong.
@Suite struct BankUsageTests {
    private let scene: BankScene

    init() throws { scene = try BankScene() }

    /// The parser of arguments takes them for options.
    @Test(arguments: [
        ["deposit", "alice-1", "-5"], ["withdraw", "alice-1", "-5.00"], ["pay", "alice-1", "bob-1", "-1"],
        ["hold", "alice-1", "bob-1", "-0.01"], ["capture", "7", "-3"], ["capture", "-7"],
        ["open", "x", "--owner", "alice", "--currency", "EUR", "--limit", "-5"],
        ["statement", "alice-1", "--limit", "-1"],
    ])
    func negativeNumbersAreCalledThat(arguments: [String]) async throws {
        let ending = try await scene.start("tina", arguments, port: 1).ending()
        let number = try #require(arguments.first { $0.hasPrefix("-") && !$0.hasPrefix("--") })
        #expect(ending.status == 64)
        #expect(ending.error.hasPrefix("waxbill: \(number) is negative: "), "\(ending.error)")
        #expect(ending.error.contains("'waxbill help bank \(arguments[0])'"))
    }

    @Test(arguments: [
        (["statement", "alice-1", "--limit", "0"], "--limit takes a number from 1 to 1000"),
        (["accounts", "--limit", "1001"], "--limit takes a number from 1 to 1000"),
        (["balance", "alice-1", "--server", "https://localhost/"], "write HOST or HOST:PORT"),
    ])
    func otherMistakesAreSaid(arguments: [String], words: String) async throws {
        let ending = try await scene.start("alice", arguments, port: 1).ending()
        #expect(ending.status == 64)
        #expect(ending.error.contains(words), "\(ending.error)")
    }

    @Test func aBankHasToBeNamed() async throws {
        let ending = try await Program.runWaxbill(["bank", "balance", "alice-1"], environment: ["WAXBILL_SERVER": ""])
        #expect(ending.status == 64)
        #expect(ending.error.contains("it is not said which bank\n  hint: name it with --server HOST:PORT"))
    }

    /// Programs are told of what failed before the bank was asked.
    @Test func failuresBeforeTheBankIsAskedAreObjects() async throws {
        let (server, port) = try await scene.serve()
        try await scene.openAccounts(port: port)
        let cases: [([String], Int32, String)] = [
            (["pay", "alice-1", "bob-1", "1.001"], 64, "EUR has 2 decimals"),
            (["balance", "alice-1", "--ca", scene.scratch.file("missing")], 66, "No such file"),
            (["pay", "alice-1", "bob-1", "1", "--ca", scene.authority.root + "x"], 66, "No such file"),
        ]
        for (arguments, status, words) in cases {
            let ending = try await scene.start("alice", arguments + ["--json"], port: port).ending()
            #expect(ending.status == status)
            let error = try #require(try ending.object()["error"] as? [String: any Sendable])
            #expect(error["code"] as? String == "not_asked")
            #expect((error["message"] as? String)?.contains(words) == true)
            #expect(ending.error.contains(words))
        }
        server.interrupt(with: SIGTERM)
    }

    /// What is there is a bank, and says what is not there.
    @Test func whatIsNotThereIsNamed() async throws {
        let (server, port) = try await scene.serve()
        try await scene.openAccounts(port: port)
        let void = try await scene.run("tina", "void", "\(UInt64.max)", port: port)
        #expect(void.status == 1 && void.error.contains("\"\(UInt64.max)\" is not the number of anything here"))
        let receipt = try await scene.run("alice", "receipt", "get", "99", port: port)
        #expect(receipt.status == 1 && receipt.error.contains("there is nothing like that: Entry 99 is not there"))
        server.interrupt(with: SIGTERM)
    }

    /// As the issuing authority is not the bank's, the client is not authorised; TLS itself is in order.
    @Test func aStrangersCertificateIsNotAuthorised() async throws {
        let (server, port) = try await scene.serve()
        let eve = try TestAuthority(in: scene.scratch, folder: "other").client("eve", folder: "eve")
        for arguments in [["accounts"], ["pay", "a", "b", "1", "--currency", "EUR"]] {
            let options = ["--server", "localhost:\(port)", "--ca", scene.authority.root, "--outbox", scene.outbox]
            let ending = try await Program.runWaxbill(
                ["bank", arguments[0]] + arguments.dropFirst()
                    + (arguments.count > 1 ? options : Array(options.dropLast(2)))
                    + eve.options)
            #expect(ending.status == 77)
            #expect(ending.error.contains("sent unknown_ca"), "\(ending.error)")
        }
        #expect(scene.keptKeys.isEmpty)
        server.interrupt(with: SIGTERM)
    }

    /// Each page of text has the balances that are its own.
    @Test func pagesOfTextHaveTheirBalances() async throws {
        let (server, port) = try await scene.serve()
        try await scene.openAccounts(port: port)
        for amount in ["1", "22.50", "3"] {
            #expect(try await scene.run("alice", "pay", "alice-1", "bob-1", amount, port: port).status == 0)
        }
        let first = try await scene.run("alice", "statement", "alice-1", "--limit", "2", port: port).output
        #expect(first.hasPrefix("opening balance: 0.00 EUR\n") && !first.contains("closing"))
        let middle = try await scene.run(
            "alice", "statement", "alice-1", "--limit", "1", "--after", "4", port: port
        ).output
        #expect(middle.split(separator: "\n").count == 1 && middle.contains("5  -22.50  76.50  pay  bob-1\n"))
        let last = try await scene.run("alice", "statement", "alice-1", "--after", "4", port: port).output
        #expect(!last.contains("opening") && last.hasSuffix("\nclosing balance: 73.50 EUR\n"))
        #expect(last.contains("  6   -3.00  73.50  pay  bob-1\n"))
        server.interrupt(with: SIGTERM)
    }

    @Test(arguments: ["listen", "bank serve", "files serve"])
    func whereNothingCanListenIsSaid(command: String) async throws {
        let (server, port) = try await scene.serve()
        let identity = try scene.authority.server(folder: "second")
        let words = command.split(separator: " ").map(String.init)
        let folder = try scene.scratch.write("", to: "empty").dropLast(5)
        for (place, reason) in [
            ("127.0.0.1:\(port)", "Address already in use\n  hint: port 0 picks a free one\n"),
            ("no-such-host.invalid:\(port)", "the name no-such-host.invalid cannot be resolved\n"),
        ] {
            let rest: [String] =
                switch words[0] {
                case "listen": [place]
                case "bank": ["--data", scene.scratch.file("other"), "--listen", place]
                default: [String(folder), "--listen", place]
                }
            let ending = try await Program.runWaxbill(
                words + rest + identity.options + ["--client-ca", scene.authority.root])
            #expect(ending.status == 69)
            #expect(ending.error == "waxbill: cannot listen on \(place): \(reason)")
        }
        server.interrupt(with: SIGTERM)
    }

    @Test func holdsAreListed() async throws {
        let (server, port) = try await scene.serve()
        try await scene.openAccounts(port: port)
        #expect(try await scene.run("alice", "holds", "alice-1", port: port).output.isEmpty)
        for amount in ["7.50", "12"] {
            #expect(try await scene.run("alice", "hold", "alice-1", "bob-1", amount, port: port).status == 0)
        }
        let lines = try await scene.run("alice", "holds", "alice-1", port: port).output.split(separator: "\n")
        #expect(lines.map { $0.prefix(21) } == ["4   7.50 EUR  bob-1  ", "5  12.00 EUR  bob-1  "])
        let report = try await scene.run("tina", "holds", "alice-1", "--json", port: port).object()
        #expect((report["holds"] as? [Any])?.count == 2)
        #expect(try await scene.run("bob", "holds", "alice-1", port: port).status == 77)
        let closed = try await scene.run("tina", "close", "alice-1", port: port)
        #expect(closed.status == 1 && closed.error.contains("'waxbill bank holds' shows what is held"))
        server.interrupt(with: SIGTERM)
    }

    #if os(Linux)
    /// A statement that is cut off by a full disk is a failure; one for nobody is none.
    @Test func outputThatIsLostIsSaid() async throws {
        let (server, port) = try await scene.serve()
        try await scene.openAccounts(port: port)
        for arguments in ["balance alice-1", "statement alice-1 --csv", "accounts --json"] {
            let full = try await shell("bank \(arguments)", to: ">/dev/full", port: port)
            #expect(full.status == 74)
            #expect(full.error == "waxbill: cannot write standard output: No space left on device\n")
            #expect(try await shell("bank \(arguments)", to: ">&-", port: port).status == 0)
        }
        #expect(try await shell("bank menu alice-1", to: "<&-", port: port).status == 0)
        server.interrupt(with: SIGTERM)
    }

    private func shell(_ arguments: String, to streams: String, port: Int) async throws -> Program.Ending {
        let alice = try scene.authority.client("alice", folder: "shell-\(UUID().uuidString)")
        return try await Program(
            "/bin/sh", ["-c", "exec \"$0\" \(arguments) \(streams)", Programs.waxbill],
            environment: [
                "WAXBILL_SERVER": "localhost:\(port)", "WAXBILL_CA": scene.authority.root,
                "WAXBILL_CERT": alice.certificate, "WAXBILL_KEY": alice.key, "WAXBILL_OUTBOX": scene.outbox,
            ]
        ).ending()
    }
    #endif
}
