import Foundation
import Testing

@testable import WaxbillBank

/// What a statement says besides amounts, over a connection.
@Suite struct StatementTests {
    private static func payment(_ reference: String) throws -> String {
        let quoted = String(decoding: try JSONEncoder().encode(reference), as: UTF8.self)
        return #"{"from":"alice","to":"bob","amount":100,"currency":"EUR","reference":\#(quoted)}"#
    }

    /// A time that has not come yet is now: what moves until then is not known.
    @Test func theFutureIsNow() async throws {
        try await ServedBank.run { bank in
            try await bank.openAccounts()
            try await bank.connected(as: "alice") { (alice: BankConnection) async throws in
                let statement = try await alice.get("/v1/accounts/alice/statement?to=9999-12-31&limit=1")
                #expect(statement.number("closingBalance") == 10000)
                let time = try #require(statement.word("to"))
                #expect(time < "9999")
                let balance = try await alice.get("/v1/accounts/alice?at=9999-12-31")
                #expect(balance.number("balance") == 10000)
                #expect(try #require(balance.word("time")) < "9999")
                let never = try await alice.get("/v1/accounts/alice/statement?from=9999-12-31")
                #expect(never.code == "invalid_time" && never.word("detail") == "\"from\" has not come yet")
                let turned = try await alice.get("/v1/accounts/alice/statement?from=2026-01-02&to=2026-01-01")
                #expect(turned.word("detail") == "\"from\" is after \"to\"")
                // The next page has the same end, although it was asked for a later one.
                _ = try await alice.post("/v1/payments", try Self.payment("one"))
                let page = try await alice.get("/v1/accounts/alice/statement?to=9999-12-31&limit=1")
                #expect(page.fields["link"]?.contains("to=\(try #require(page.word("to")))&") == true)
            }
        }
    }

    /// A date has a beginning, from which it counts, and an end, up to which it does.
    @Test func aDateIsAWholeDay() async throws {
        try await ServedBank.run { bank in
            try await bank.openAccounts()
            try await bank.connected(as: "alice") { (alice: BankConnection) async throws in
                let date = try #require(try await alice.get("/v1/accounts/alice").word("time")).prefix(10)
                let today = try await alice.get("/v1/accounts/alice/statement?from=\(date)&to=\(date)")
                #expect(today.number("closingBalance") == 10000 && today.word("from") == "\(date)T00:00:00.000Z")
            }
        }
        #expect(BankTime.parse("1970-01-02", isEnd: true) == 172_799_999)
        #expect(BankTime.parse("1970-01-02T00:00:00Z", isEnd: true) == 86_400_000)
    }

    @Test func aCaptureHasTheReferenceOfItsHold() async throws {
        try await ServedBank.run { bank in
            try await bank.openAccounts()
            try await bank.connected(as: "alice") { (alice: BankConnection) async throws in
                let hold = try await alice.post("/v1/holds", try Self.payment("Room 7"))
                let number = try #require(hold.number("hold"))
                #expect(try await alice.post("/v1/holds/\(number)/capture", "{}").status == 200)
            }
            for name in ["alice", "bob"] {
                let statement = try await bank.connected(as: name) {
                    try await $0.get("/v1/accounts/\(name)/statement")
                }
                let lines = try #require(statement.members["entries"] as? [[String: Any]])
                #expect(lines.last?["operation"] as? String == "capture")
                #expect(lines.last?["reference"] as? String == "Room 7")
            }
        }
    }

    /// RFC 4180, and nothing that a spreadsheet calculates.
    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("  =1+1", "  '=1+1"),
        ("＝1+1", "'＝1+1"), ("x;=1+1", "\"x;'=1+1\""), ("x; =1+1;-1", "\"x; '=1+1;'-1\""), ("a-b=c", "a-b=c"),
        ("a, b", "\"a, b\""), ("say \"=1\"", "\"say \"\"=1\"\"\""), ("ü\u{202e}", "ü\u{202e}"),
    ])
    func referencesInRows(reference: String, field: String) async throws {
        try await ServedBank.run { bank in
            try await bank.openAccounts()
            try await bank.connected(as: "alice") { (alice: BankConnection) async throws in
                #expect(try await alice.post("/v1/payments", try Self.payment(reference)).status == 200)
                let csv = try await alice.get("/v1/accounts/alice/statement", ["Accept": "text/csv"])
                #expect(csv.text.contains(",pay,bob,\(field),-1.00,99.00,EUR\r\n"), "\(csv.text)")
                // As JSON it is what was written.
                let lines = try await alice.get("/v1/accounts/alice/statement").members["entries"] as? [[String: Any]]
                #expect(lines?.last?["reference"] as? String == reference)
            }
        }
    }
}
