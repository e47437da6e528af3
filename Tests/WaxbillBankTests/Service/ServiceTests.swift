import Foundation
import Testing
import WaxbillProofs
import WaxbillTestSupport

@testable import WaxbillBank

/// The API as clients see it, over mutual TLS.
@Suite struct ServiceTests {
    private static let payment = #"{"from":"alice","to":"bob","amount":2500,"currency":"EUR","reference":"rent"}"#

    @Test func paysOnce() async throws {
        try await ServedBank.run { bank in
            try await bank.openAccounts()
            try await bank.connected(as: "alice") { (alice: BankConnection) async throws in
                let key = ["Idempotency-Key": "\"\(BankConnection.newKey())\""]
                let first = try await alice.post("/v1/payments", Self.payment, key)
                #expect(first.status == 200)
                #expect(first.number("entry") == 4)
                let again = try await alice.post("/v1/payments", Self.payment, key)
                #expect(again.text == first.text)
                let other = Self.payment.replacing("2500", with: "2501")
                let mismatch = try await alice.post("/v1/payments", other, key)
                #expect(mismatch.status == 422)
                #expect(mismatch.code == "idempotency_mismatch")
                let balance = try await alice.get("/v1/accounts/alice")
                #expect(balance.number("balance") == 7500)
                #expect(balance.number("available") == 7500)
            }
        }
    }

    /// A key counts for the identity that made it.
    @Test func keysAreOfOneIdentity() async throws {
        try await ServedBank.run { bank in
            try await bank.openAccounts()
            let key = ["Idempotency-Key": BankConnection.newKey()]
            let first = try await bank.connected(as: "alice") { try await $0.post("/v1/payments", Self.payment, key) }
            #expect(first.status == 200)
            let second = try await bank.connected(as: "bob") {
                try await $0.post("/v1/payments", #"{"from":"bob","to":"alice","amount":1,"currency":"EUR"}"#, key)
            }
            #expect(second.status == 200)
        }
    }

    @Test func doubleSpending() async throws {
        try await ServedBank.run { bank in
            try await bank.openAccounts()
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await bank.connected(as: "alice") {
                            try await $0.post("/v1/payments", Self.payment.replacing("2500", with: "6000")).status
                        }
                    }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(statuses.count { $0 == 200 } == 1)
            #expect(statuses.count { $0 == 409 } == 7)
        }
    }

    @Test func holds() async throws {
        try await ServedBank.run { bank in
            try await bank.openAccounts()
            let hold = try await bank.connected(as: "alice") { (alice: BankConnection) async throws in
                let hold = try await alice.post(
                    "/v1/holds", #"{"from":"alice","to":"bob","amount":6000,"currency":"EUR"}"#)
                #expect(hold.status == 201)
                let tooMuch = try await alice.post("/v1/payments", Self.payment.replacing("2500", with: "6000"))
                #expect(tooMuch.code == "insufficient_funds")
                #expect(tooMuch.number("available") == 4000)
                let holds = try await alice.get("/v1/accounts/alice/holds").members["holds"] as? [[String: Any]]
                #expect(holds?.first?["state"] as? String == "active")
                return try #require(hold.number("hold"))
            }
            try await bank.connected(as: "bob") { (bob: BankConnection) async throws in
                let path = "/v1/holds/\(hold)/capture"
                #expect(try await bob.post(path, #"{"currency":"USD"}"#).code == "currency_mismatch")
                #expect(try await bob.post(path, #"{"amount":6001}"#).code == "hold_exceeded")
                #expect(try await bob.post(path, #"{"amount":1000,"currency":"EUR"}"#).status == 200)
                #expect(try await bob.post(path, "{}").code == "hold_not_active")
                #expect(try await bob.get("/v1/holds/\(hold)").word("state") == "captured")
                #expect(try await bob.get("/v1/accounts/bob").number("balance") == 1000)
            }
            #expect(try await bank.connected(as: "carol") { try await $0.get("/v1/holds/\(hold)").status } == 403)
        }
    }

    @Test func statements() async throws {
        try await ServedBank.run { bank in
            try await bank.openAccounts()
            try await bank.connected(as: "alice") { (alice: BankConnection) async throws in
                _ = try await alice.post("/v1/payments", Self.payment.replacing("rent", with: "=1+1,\\\"x\\\""))
                _ = try await alice.post("/v1/payments", Self.payment)
                let all = try await alice.get("/v1/accounts/alice/statement")
                #expect(all.number("openingBalance") == 0)
                #expect(all.number("closingBalance") == 5000)
                let lines = try #require(all.members["entries"] as? [[String: Any]])
                #expect(lines.map { $0["balance"] as? Int } == [10000, 7500, 5000])
                #expect(lines[1]["counterparty"] as? String == "bob")
                let page = try await alice.get("/v1/accounts/alice/statement?limit=2")
                #expect(page.number("next") == 4)
                #expect(page.fields["link"]?.contains("after=4") == true)
                let rest = try await alice.get("/v1/accounts/alice/statement?limit=2&after=4")
                #expect((rest.members["entries"] as? [Any])?.count == 1)
                #expect(rest.number("next") == nil)
                let csv = try await alice.get("/v1/accounts/alice/statement", ["Accept": "text/csv"])
                #expect(csv.fields["content-type"]?.hasPrefix("text/csv") == true)
                #expect(csv.text.contains(",pay,bob,\"'=1+1,\"\"x\"\"\",-25.00,75.00,EUR\r\n"))
                #expect(csv.text.contains(",opening,,,,0.00,EUR\r\n"))
                #expect(csv.text.hasSuffix(",closing,,,,50.00,EUR\r\n"))
                let picture = try await alice.get("/v1/accounts/alice/statement", ["Accept": "image/png"])
                #expect(picture.code == "not_acceptable")
                let time = try await alice.get("/v1/accounts/alice/statement?from=2026-13-01")
                #expect(time.code == "invalid_time")
                let before = try await alice.get("/v1/accounts/alice?at=2020-01-01T00:00:00Z")
                #expect(before.number("balance") == 0)
            }
        }
    }

    @Test func accountsOfOthers() async throws {
        try await ServedBank.run { bank in
            try await bank.openAccounts()
            @Sendable func names(_ client: String) async throws -> [String] {
                let reply = try await bank.connected(as: client) { try await $0.get("/v1/accounts") }
                return (reply.members["accounts"] as? [[String: Any]] ?? []).compactMap { $0["account"] as? String }
            }
            #expect(try await names("bob") == ["bob"])
            #expect(try await names("carol") == [])
            for client in ["tina", "otto"] {
                #expect(try await names(client) == ["@cash-EUR", "@fees-EUR", "alice", "bob"])
            }
            try await bank.connected(as: "bob") { (bob: BankConnection) async throws in
                for target in ["", "/statement", "/holds"] {
                    #expect(try await bob.get("/v1/accounts/alice\(target)").code == "not_authorized")
                    #expect(try await bob.get("/v1/accounts/nobody\(target)").code == "account_not_found")
                }
                for target in ["/v1/journal", "/v1/blocks", "/metrics"] {
                    #expect(try await bob.get(target).code == "not_authorized")
                }
                #expect(try await bob.get("/v1/entries/3").code == "not_authorized")
                #expect(try await bob.get("/v1/entries/99").code == "not_found")
            }
        }
    }

    @Test func journalAndReceipts() async throws {
        try await ServedBank.run { bank in
            try await bank.openAccounts()
            let receipt = try await bank.connected(as: "alice") { try await $0.get("/v1/entries/3/receipt") }
            let read = try Receipt(file: Array(receipt.text.utf8))
            #expect(read.bytes.count > 0)
            try await bank.connected(as: "otto") { (otto: BankConnection) async throws in
                let page = try await otto.get("/v1/journal?after=1&limit=1")
                #expect(page.number("head") == 3)
                #expect(page.number("next") == 2)
                let blocks = try await otto.get("/v1/blocks")
                #expect((blocks.members["blocks"] as? [Any])?.isEmpty == false)
                // The signer's certificates are there once, under the hash that the blocks have.
                let certificates = try #require(blocks.members["certificates"] as? [String])
                #expect(certificates.count == 1)
                let list = try #require(certificates.first.flatMap { Data(base64Encoded: $0) })
                #expect(MerkleHash(leaf: list) == read.block.statement.certificates)
                let metrics = try await otto.get("/metrics")
                #expect(metrics.text.contains("waxbill_bank_requests_total{route=\"deposit\",status=\"200\"} 1\n"))
                #expect(metrics.text.contains("waxbill_bank_batch_requests_count 3\n"))
            }
        }
    }

    @Test(arguments: [true, false]) func strangers(hasCertificate: Bool) async throws {
        try await ServedBank.run { bank in
            await #expect(throws: (any Error).self) {
                try await bank.connected(with: hasCertificate ? TestPKI.impostorClient : nil) {
                    _ = try await $0.get("/health")
                }
            }
        }
    }

    @Test func rates() async throws {
        try await ServedBank.run {
            $0.rate = 1
            $0.burst = 3
        } body: { bank in
            try await bank.connected(as: "alice") { (alice: BankConnection) async throws in
                for _ in 0..<3 { #expect(try await alice.get("/v1/accounts").status == 200) }
                // On a slow machine, the bucket has filled a little meanwhile.
                var refused = try await alice.get("/v1/accounts")
                for _ in 0..<1000 where refused.status == 200 { refused = try await alice.get("/v1/accounts") }
                #expect(refused.status == 429)
                #expect(refused.code == "rate_limited")
                #expect(refused.fields["retry-after"] == "1")
            }
            // Somebody else's requests are counted apart: all of a burst is left.
            try await bank.connected(as: "bob") { (bob: BankConnection) async throws in
                for _ in 0..<3 { #expect(try await bob.get("/v1/accounts").status == 200) }
            }
        }
    }

    @Test func overload() async throws {
        try await ServedBank.run {
            $0.writer.mostWaiting = 0
        } body: { bank in
            let reply = try await bank.connected(as: "alice") { try await $0.post("/v1/payments", Self.payment) }
            #expect(reply.status == 503)
            #expect(reply.code == "overloaded")
            #expect(reply.fields["retry-after"] != nil)
        }
    }

    /// A request whose content is still on its way when the server is told to end is answered.
    @Test func shutdown() async throws {
        try await ServedBank.run { bank in
            try await bank.openAccounts()
            let reply = try await bank.connected(as: "alice") { (alice: BankConnection) async throws in
                let halves = (Self.payment.prefix(20), Self.payment.dropFirst(20))
                _ = try await alice.get("/health")
                try await alice.send(
                    "POST /v1/payments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Idempotency-Key: \(BankConnection.newKey())\r\nExpect: 100-continue\r\n"
                        + "Content-Length: \(Self.payment.utf8.count)\r\n\r\n")
                // The server has begun with the request.
                #expect(try await alice.reply().status == 100)
                try await alice.send(String(halves.0))
                bank.beginEnding()
                try await alice.send(String(halves.1))
                return try await alice.reply()
            }
            #expect(reply.status == 200)
            try await bank.end()
            let store = try SQLiteStore(folder: bank.folder.path("bank"), for: .inspecting)
            let head = try await store.read { snapshot throws(LedgerStoreError) in try snapshot.head() }
            #expect(head.number == 4)
        }
    }
}
