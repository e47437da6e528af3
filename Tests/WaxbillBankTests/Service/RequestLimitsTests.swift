import TLSWire
import Testing
import WaxbillTLS
import WaxbillTestSupport
import WaxbillX509

@testable import WaxbillBank

/// What a connection and a request may be, and how many.
@Suite struct RequestLimitsTests {
    private static let payment = #"{"from":"alice","to":"bob","amount":2500,"currency":"EUR"}"#

    /// Its length is not announced, so that it has to be counted.
    @Test(arguments: [(16 * 1_024, "not_authorized"), (16 * 1_024 + 1, "content_too_large")])
    func contentInChunksIsCounted(count: Int, code: String) async throws {
        try await ServedBank.run { bank in
            try await bank.openAccounts()
            let content = String(repeating: " ", count: count - Self.payment.utf8.count) + Self.payment
            let reply = try await bank.connected(as: "carol") { (carol: BankConnection) async throws in
                try await carol.send(
                    "POST /v1/payments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Idempotency-Key: \(BankConnection.newKey())\r\nTransfer-Encoding: chunked\r\n\r\n")
                for part in [content.prefix(9_000), content.dropFirst(9_000)] {
                    try await carol.send("\(String(part.utf8.count, radix: 16))\r\n\(part)\r\n")
                }
                try await carol.send("0\r\n\r\n")
                return try await carol.reply()
            }
            #expect(reply.code == code)
        }
    }

    @Test func twoKeysAreNone() async throws {
        try await ServedBank.run { bank in
            try await bank.openAccounts()
            let reply = try await bank.connected(as: "alice") { (alice: BankConnection) async throws in
                let keys = (0..<2).map { _ in "Idempotency-Key: \(BankConnection.newKey())\r\n" }.joined()
                try await alice.send(
                    "POST /v1/payments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\(keys)"
                        + "Content-Length: \(Self.payment.utf8.count)\r\n\r\n\(Self.payment)")
                return try await alice.reply()
            }
            #expect(reply.code == "idempotency_key_invalid")
        }
    }

    /// Where nothing is said about it, twice as many may come at once as in a second.
    @Test func aBurstIsTwiceTheRate() async throws {
        try await ServedBank.run {
            $0.rate = 1
        } body: { bank in
            try await bank.connected(as: "alice") { (alice: BankConnection) async throws in
                for _ in 0..<2 { #expect(try await alice.get("/v1/accounts").status == 200) }
            }
        }
    }

    @Test func thereIsTLS13Only() async throws {
        try await ServedBank.run { bank in
            await #expect(throws: (any Error).self) {
                try await bank.connected(as: "alice", versions: .tls12 ... .tls12) { _ = try await $0.get("/health") }
            }
        }
    }

    /// A bank that could not write says so until it has written again.
    @Test(arguments: [(LedgerStoreError.full("x"), "full"), (.failed("x"), "failed"), (.damaged("x"), "damaged")])
    func healthFollowsTheStore(error: LedgerStoreError, word: String) async throws {
        let directory = try TemporaryDirectory()
        let store = FaultyStore(try SQLiteStore(folder: directory.path("bank")))
        try await ServedBank.run(store: store) { bank in
            try await bank.openAccounts()
            try await bank.connected(as: "alice") { (alice: BankConnection) async throws in
                let key = ["Idempotency-Key": BankConnection.newKey()]
                // The sealer may get some of them.
                store.fail(Array(repeating: .before(error), count: 100))
                let refused = try await alice.post("/v1/payments", Self.payment, key)
                #expect(refused.status == 503 && refused.code == "storage_failed")
                let failing = try await alice.get("/health")
                #expect(failing.status == 503 && failing.word("store") == word)
                store.fail([])
                #expect(try await alice.post("/v1/payments", Self.payment, key).status == 200)
                let well = try await alice.get("/health")
                #expect(well.status == 200 && well.word("store") == "ok")
            }
        }
    }

    /// It could not be read, and says so until it has been written, though reading works again.
    @Test func healthRemembersWhatCouldNotBeRead() async throws {
        let directory = try TemporaryDirectory()
        let store = FaultyStore(try SQLiteStore(folder: directory.path("bank")))
        try await ServedBank.run(store: store) { bank in
            try await bank.openAccounts()
            try await bank.connected(as: "alice") { (alice: BankConnection) async throws in
                store.failReading(.failed("x"))
                #expect(try await alice.get("/v1/accounts/alice").code == "storage_failed")
                store.failReading(nil)
                #expect(try await alice.get("/v1/accounts/alice").status == 200)
                #expect(try await alice.get("/health").word("store") == "failed")
                #expect(try await alice.post("/v1/payments", Self.payment).status == 200)
                #expect(try await alice.get("/health").word("store") == "ok")
            }
        }
    }
}
