import Foundation
import Testing
import WaxbillTLS

@testable import WaxbillBank

/// Who may read and do what, beside their own accounts, and what they find there.
@Suite struct ReadingRightsTests {
    private static let payment = #"{"from":"alice","to":"bob","amount":2500,"currency":"EUR"}"#

    /// The status, for each client.
    private func statuses(_ bank: ServedBank, _ target: String) async throws -> [String: Int] {
        var statuses: [String: Int] = [:]
        for name in ["alice", "bob", "carol", "tina", "otto"] {
            statuses[name] = try await bank.connected(as: name) { try await $0.get(target).status }
        }
        return statuses
    }

    @Test func holdsAndEntriesAreForThoseWhomTheyConcern() async throws {
        try await ServedBank.run { bank in
            try await bank.openAccounts()
            let (hold, refused) = try await bank.connected(as: "alice") { (alice: BankConnection) async throws in
                let hold = try await alice.post(
                    "/v1/holds", #"{"from":"alice","to":"bob","amount":6000,"currency":"EUR"}"#)
                let refused = try await alice.post("/v1/payments", Self.payment.replacing("2500", with: "6000"))
                return (try #require(hold.number("hold")), try #require(refused.number("entry")))
            }
            let both = ["alice": 200, "bob": 200, "carol": 403, "tina": 200, "otto": 200]
            #expect(try await statuses(bank, "/v1/holds/\(hold)") == both)
            // A teller reads accounts and holds, and the entries that she asked for.
            #expect(try await statuses(bank, "/v1/entries/\(hold)") == both.merging(["tina": 403]) { $1 })
            #expect(try await statuses(bank, "/v1/entries/3") == both.merging(["bob": 403]) { $1 })
            // What was refused is nobody else's business.
            let own = both.merging(["bob": 403, "tina": 403]) { $1 }
            #expect(try await statuses(bank, "/v1/entries/\(refused)") == own)
            #expect(try await statuses(bank, "/v1/entries/\(refused)/receipt") == own)
            #expect(try await statuses(bank, "/v1/entries/+3") == both.mapValues { _ in 404 })
        }
    }

    @Test func auditorsChangeNothing() async throws {
        try await ServedBank.run { bank in
            try await bank.openAccounts()
            try await bank.connected(as: "otto") { (otto: BankConnection) async throws in
                let deposit = try await otto.post("/v1/accounts/bob/deposits", #"{"amount":1,"currency":"EUR"}"#)
                #expect(deposit.code == "not_authorized")
                #expect(try await otto.post("/v1/payments", Self.payment).code == "not_authorized")
                #expect(try await otto.post("/v1/accounts/bob/close", "{}").code == "not_authorized")
            }
        }
    }

    @Test func whatHasExpiredIsFreeWhereverItIsShown() async throws {
        try await ServedBank.run { bank in
            try await bank.openAccounts()
            try await bank.connected(as: "alice") { (alice: BankConnection) async throws in
                let hold = try await alice.post(
                    "/v1/holds", #"{"from":"alice","to":"bob","amount":6000,"currency":"EUR","expiresIn":1}"#)
                let number = try #require(hold.number("hold"))
                while try await alice.get("/v1/holds/\(number)").word("state") == "active" {
                    try await Task.sleep(for: .milliseconds(100))
                }
                let account = try await alice.get("/v1/accounts/alice")
                #expect(account.number("held") == 0 && account.number("available") == 10_000)
                let listed = try await alice.get("/v1/accounts").members["accounts"] as? [[String: Any]]
                #expect(listed?.first?["available"] as? Int == 10_000)
                #expect((try await alice.get("/v1/accounts/alice/holds").members["holds"] as? [Any])?.count == 0)
            }
        }
    }

    @Test func pagesLeaveNothingOutAndEnd() async throws {
        try await ServedBank.run { bank in
            try await bank.openAccounts()
            try await bank.connected(as: "otto") { (otto: BankConnection) async throws in
                var names: [String] = []
                var next: String? = ""
                while let after = next, names.count < 10 {
                    let page = try await otto.get("/v1/accounts?limit=1" + (after.isEmpty ? "" : "&after=\(after)"))
                    names += (page.members["accounts"] as? [[String: Any]] ?? []).compactMap {
                        $0["account"] as? String
                    }
                    next = page.word("next")
                }
                #expect(names == ["@cash-EUR", "@fees-EUR", "alice", "bob"])
                #expect(try await otto.get("/v1/journal?after=2").number("next") == nil)
                #expect(try await otto.get("/v1/journal?limit=3").number("next") == nil)
                #expect(try await otto.get("/v1/accounts/alice/statement?limit=1").number("next") == nil)
                #expect(try await otto.get("/v1/accounts/alice/statement?limit=0").code == "invalid_request")
            }
        }
    }

    @Test func statementsBeginAndEndWhenTheyShould() async throws {
        try await ServedBank.run { bank in
            try await bank.openAccounts()
            try await bank.connected(as: "alice") { (alice: BankConnection) async throws in
                let time = try #require(try await alice.get("/v1/entries/3").word("time"))
                let first = try await alice.get("/v1/accounts/alice/statement?from=\(time)")
                #expect(first.number("openingBalance") == 0 && first.number("closingBalance") == 10_000)
                #expect((first.members["entries"] as? [Any])?.count == 1)
                // Behind the entry's millisecond.
                try await Task.sleep(for: .milliseconds(2))
                let now = BankTime.format(BankTime.now())
                let later = try await alice.get("/v1/accounts/alice/statement?from=\(now)&to=2999-02-01")
                #expect(later.number("openingBalance") == 10_000 && later.number("closingBalance") == 10_000)
                #expect((later.members["entries"] as? [Any])?.count == 0)
                let early = try await alice.get("/v1/accounts/alice/statement?from=2999-01-01&to=2999-02-01")
                #expect(early.code == "invalid_time")
                let wrong = try await alice.get("/v1/accounts/alice/statement?from=2999-02-01&to=2999-01-01")
                #expect(wrong.code == "invalid_time")
            }
        }
    }

    @Test func aCapturesCurrencyIsRead() async throws {
        try await ServedBank.run { bank in
            try await bank.openAccounts()
            let reply = try await bank.connected(as: "bob") {
                try await $0.post("/v1/holds/99/capture", #"{"currency":"eur"}"#)
            }
            #expect(reply.code == "invalid_currency")
        }
    }
}
