import Foundation
import Testing

/// Answers that get lost, and requests that are asked for again.
@Suite struct BankOutboxTests {
    private let scene: BankScene

    init() throws { scene = try BankScene() }

    /// The bank is killed once the payment is in its ledger, as far as the client can tell: the relay holds the answer back.
    @Test func aLostAnswerIsAskedForAgain() async throws {
        let (server, port) = try await scene.serve()
        try await scene.openAccounts(port: port)
        let relay = try AnswerlessRelay(to: port)
        let lost = try scene.start(
            "alice", ["pay", "alice-1", "bob-1", "25", "--currency", "EUR", "--retries", "0"], port: relay.port)
        var balance = ""
        for _ in 0..<600 where balance != "75.00 EUR\n" {
            balance = try await scene.run("alice", "balance", "alice-1", port: port).output
        }
        #expect(balance == "75.00 EUR\n")
        relay.cut()
        let ending = try await lost.ending()
        #expect(ending.status == 79, "\(ending.error)")
        #expect(ending.error.contains("waxbill bank outbox send"))
        let key = try #require(scene.keptKeys.first)

        let listed = try await scene.run("alice", "outbox", "list", "--json", port: port).object()
        #expect(listed["key"] as? String == key)
        #expect(listed["summary"] as? String == "pay 25.00 EUR from alice-1 to bob-1")
        #expect(listed["identity"] as? String == "alice")
        #expect(listed["isBusy"] as? Bool == false)

        // An impatient second attempt does not pay twice.
        let second = try await scene.run(
            "alice", "pay", "alice-1", "bob-1", "25", "--currency", "EUR", port: relay.port)
        #expect(second.status == 79 && second.error.contains(key), "\(second.error)")
        // Somebody else's certificate is not sent with it.
        let stranger = try await scene.run("bob", "outbox", "send", key, port: relay.port)
        #expect(stranger.status == 77 && stranger.error.contains("as alice, not as bob"), "\(stranger.error)")

        relay.passEverything()
        let sent = try await scene.run("alice", "outbox", "send", port: relay.port)
        #expect(sent.status == 0, "\(sent.error)")
        #expect(sent.output.hasPrefix("paid 25.00 EUR from alice-1 to bob-1; balance of alice-1: 75.00 EUR"))
        #expect(scene.keptKeys.isEmpty)
        #expect(try await scene.run("alice", "balance", "alice-1", port: port).output == "75.00 EUR\n")
        server.interrupt(with: SIGTERM)
    }

    @Test func whatWasNeverSentIsNotKept() async throws {
        let (server, port) = try await scene.serve()
        server.interrupt(with: SIGTERM)
        _ = try await server.ending()
        let ending = try await scene.run(
            "alice", "pay", "alice-1", "bob-1", "25", "--currency", "EUR", "--retries", "1", port: port)
        #expect(ending.status == 69, "\(ending.error)")
        #expect(ending.error.contains("once more in 0.2 s"))
        #expect(scene.keptKeys.isEmpty)
    }

    @Test func whatIsDroppedIsForgotten() async throws {
        let key = "0192f7a5b3c47d8e9fa0b1c2d3e4f506"
        try FileManager.default.createDirectory(
            atPath: scene.outbox, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        _ = try scene.scratch.write(
            #"{"schema":1,"key":"\#(key)","server":"localhost:1","identity":"alice","target":"/v1/payments","content":"{}","summary":"pay","time":0}"#,
            to: "outbox/\(key).json")
        let listed = try await scene.run("alice", "outbox", port: 1)
        #expect(listed.output == "\(key)  1970-01-01T00:00:00.000Z  localhost:1 as alice  pay\n")
        #expect(try await scene.run("alice", "outbox", "drop", key, port: 1).status == 0)
        #expect(scene.keptKeys.isEmpty)
        #expect(try await scene.run("alice", "outbox", "drop", key, port: 1).status == 66)
        #expect(try await scene.run("alice", "outbox", "send", key, port: 1).status == 66)
        #expect(try await scene.run("alice", "outbox", "drop", "x", port: 1).status == 64)
        // It could be anything, so that nothing is done until its owner has looked.
        _ = try scene.scratch.write("{}", to: "outbox/\(key).json")
        let malformed = try await scene.run("alice", "outbox", port: 1)
        #expect(malformed.status == 65)
        #expect(malformed.error.contains("\(key).json is no request that was kept\n  hint: remove the file"))
    }
}
