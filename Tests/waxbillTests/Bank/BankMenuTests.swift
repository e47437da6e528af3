import Foundation
import Testing

/// `waxbill bank menu`, through a pipe.
@Suite struct BankMenuTests {
    private static let menu = "Deposit : 1   Withdraw : 2   Check Balance : 3   Exit : 4"

    private let scene: BankScene

    init() throws { scene = try BankScene() }

    @Test func mistakesAreSaidAndTheMenuComesAgain() async throws {
        let (server, port) = try await scene.serve()
        try await scene.openAccounts(port: port)
        let input = "1\nabc\n1\n-5\n1\n0\n1\n5.001\n1\n\n1\n25\n2\n1000\n2\n10.50\n3\nx\n\n99\n4\n"
        let ending = try await scene.run("tina", "menu", "alice-1", port: port, input: input)
        #expect(ending.status == 0, "\(ending.error)")
        for words in [
            "\"abc\" is not an amount", "An amount cannot be negative: -5.", "An amount has to be more than zero.",
            "EUR has 2 decimals: 5.001 is no amount of it.", "An amount is needed",
            "Deposited 25.00 EUR to alice-1; balance of alice-1: 125.00 EUR",
            "there is not enough money: alice-1 has 125.00 EUR to spend", "Withdrew 10.50 EUR from alice-1",
            "Balance: 114.50 EUR\n", "\"x\" is not a choice", "Nothing is not a choice", "\"99\" is not a choice",
            "Goodbye.",
        ] {
            #expect(ending.output.contains(words), "\(words)")
        }
        #expect(ending.output.components(separatedBy: Self.menu).count == 14)
        #expect(try await scene.run("alice", "balance", "alice-1", port: port).output == "114.50 EUR\n")
        server.interrupt(with: SIGTERM)
    }

    @Test(arguments: ["", "1", "1\n", "3\n", "\u{1b}[2J\n", "2\n" + String(repeating: "9", count: 5000) + "\n"])
    func theEndOfTheInputEndsIt(input: String) async throws {
        let (server, port) = try await scene.serve()
        try await scene.openAccounts(port: port)
        let ending = try await scene.run("alice", "menu", "alice-1", port: port, input: input)
        #expect(ending.status == 0, "\(ending.error)")
        #expect(ending.output.hasPrefix(Self.menu))
        #expect(!ending.output.contains("\u{1b}"))
        // The question that got no answer is the last.
        let last = try #require(ending.output.split(separator: "\n").last)
        #expect(last == (input.hasPrefix("1") ? "Amount to deposit, in EUR: " : "Your choice: "))
        #expect(try await scene.run("alice", "balance", "alice-1", port: port).output == "100.00 EUR\n")
        server.interrupt(with: SIGTERM)
    }

    @Test func aLostServerIsSaid() async throws {
        let (server, port) = try await scene.serve()
        try await scene.openAccounts(port: port)
        let menu = try scene.start("alice", ["menu", "alice-1", "--retries", "0"], port: port, input: nil)
        menu.send("3\n")
        _ = try await menu.outputLine("Balance: 100.00 EUR")
        server.interrupt(with: SIGKILL)
        _ = try await server.ending()
        menu.send("2\n10\n3\n4\n", ends: true)
        let ending = try await menu.ending()
        #expect(ending.status == 0)
        #expect(ending.output.components(separatedBy: "That did not work: ").count == 3, "\(ending.output)")
        #expect(ending.output.contains("Goodbye."))
    }
}
