import Testing

@testable import WaxbillBank

/// What is refused is told by a stable code, and moves nothing.
@Suite struct BadInputTests {
    struct Case: Sendable, CustomStringConvertible {
        var name = "alice"
        var target = "/v1/payments"
        var content = #"{"from":"alice","to":"bob","amount":1,"currency":"EUR"}"#
        var fields: [String: String] = [:]
        let status: Int
        let code: String

        var description: String { "\(name) \(target) \(content.prefix(80)) \(fields)" }
    }

    private static func payment(_ amount: String, _ code: String = "invalid_amount") -> Case {
        Case(
            content: #"{"from":"alice","to":"bob","amount":\#(amount),"currency":"EUR"}"#,
            status: code == "malformed_json" ? 400 : 422, code: code)
    }

    private static let amounts: [Case] = [
        payment("-1"), payment("0"), payment("25.0"), payment("0.5"), payment("1e2"), payment("9223372036854775808"),
        payment("99999999999999999999999999"), payment("\"25\""), payment("\"abc\""), payment("null"), payment("true"),
        payment("[1]"), payment("{}"), payment("abc", "malformed_json"), payment("", "malformed_json"),
        payment("01", "malformed_json"), payment("1.", "malformed_json"), payment("- 1", "malformed_json"),
        payment("NaN", "malformed_json"), payment("1}{", "malformed_json"),
    ]

    private static let content: [Case] = [
        Case(content: "", status: 400, code: "malformed_json"),
        Case(content: "[]", status: 400, code: "malformed_json"),
        Case(content: "{\"from\":\"alice\"", status: 400, code: "malformed_json"),
        Case(content: String(repeating: "[", count: 1000), status: 400, code: "malformed_json"),
        Case(
            content: "{\"from\":" + String(repeating: "[", count: 1000) + String(repeating: "]", count: 1000) + "}",
            status: 400, code: "malformed_json"),
        Case(
            content: "{\"from\":" + String(repeating: "{\"a\":", count: 1000), status: 400, code: "malformed_json"),
        Case(
            content: #"{"from":"alice","to":"bob","amount":1,"amount":2,"currency":"EUR"}"#, status: 400,
            code: "malformed_json"),
        Case(
            content: #"{"from":"alice","to":"bob","amount":1,"currency":"EUR","more":1}"#, status: 422,
            code: "invalid_request"),
        Case(content: #"{"from":"alice","to":"bob","currency":"EUR"}"#, status: 422, code: "invalid_amount"),
        Case(content: #"{"from":"alice","to":"bob","amount":1}"#, status: 422, code: "invalid_currency"),
        Case(
            content: #"{"from":"alice","to":"bob","amount":1,"currency":"EURO"}"#, status: 422,
            code: "invalid_currency"),
        Case(
            content: #"{"from":"alice","to":"bob","amount":1,"currency":"eur"}"#, status: 422,
            code: "invalid_currency"),
        Case(
            content: #"{"from":"alice","to":"b/b","amount":1,"currency":"EUR"}"#, status: 422,
            code: "invalid_account_name"),
        Case(
            content: #"{"from":"alice","to":7,"amount":1,"currency":"EUR"}"#, status: 422,
            code: "invalid_account_name"),
        Case(
            content: #"{"from":"alice","to":"bob","amount":1,"currency":"EUR","reference":"a\u0000b"}"#, status: 422,
            code: "invalid_request"),
        Case(
            content:
                #"{"from":"alice","to":"bob","amount":1,"currency":"EUR","reference":"\#(String(repeating: "x", count: 141))"}"#,
            status: 422, code: "invalid_request"),
        Case(content: String(repeating: " ", count: 16 * 1_024) + "{}", status: 413, code: "content_too_large"),
        Case(fields: ["Content-Type": "text/plain"], status: 415, code: "unsupported_media_type"),
        Case(fields: ["Content-Type": ""], status: 415, code: "unsupported_media_type"),
        Case(
            fields: ["Content-Type": "application/json; charset=latin1"], status: 415, code: "unsupported_media_type"),
        Case(fields: ["Idempotency-Key": ""], status: 400, code: "idempotency_key_required"),
        Case(fields: ["Idempotency-Key": "1"], status: 400, code: "idempotency_key_invalid"),
        Case(
            fields: ["Idempotency-Key": String(repeating: "g", count: 32)], status: 400, code: "idempotency_key_invalid"
        ),
        Case(
            target: "/v1/holds",
            content: #"{"from":"alice","to":"bob","amount":1,"currency":"EUR","expiresIn":7776001}"#,
            status: 422, code: "invalid_time"),
        Case(target: "/v1/holds/x/void", content: "{}", status: 404, code: "hold_not_found"),
        Case(target: "/v1/nothing", content: "{}", status: 404, code: "not_found"),
        Case(target: "/v1/journal", content: "{}", status: 405, code: "method_not_allowed"),
    ]

    @Test(arguments: amounts + content) func refusedBeforeTheLedger(_ refused: Case) async throws {
        try await ServedBank.run { bank in
            try await bank.openAccounts()
            let before = try await bank.connected(as: "otto") { try await $0.get("/v1/accounts") }
            let reply = try await bank.connected(as: refused.name) {
                try await $0.post(refused.target, refused.content, refused.fields)
            }
            #expect(reply.status == refused.status)
            #expect(reply.code == refused.code)
            #expect(reply.word("type") == "urn:waxbill:bank:\(refused.code)")
            #expect(reply.number("entry") == nil)
            try await expectUnmoved(bank, before, entries: 0)
        }
    }

    private static let refusals: [Case] = [
        Case(
            content: #"{"from":"alice","to":"bob","amount":10001,"currency":"EUR"}"#, status: 409,
            code: "insufficient_funds"),
        Case(
            content: #"{"from":"alice","to":"bob","amount":9223372036854775807,"currency":"EUR"}"#, status: 409,
            code: "insufficient_funds"),
        Case(
            content: #"{"from":"alice","to":"bob","amount":1,"currency":"USD"}"#, status: 422, code: "currency_mismatch"
        ),
        Case(
            content: #"{"from":"alice","to":"carol","amount":1,"currency":"EUR"}"#, status: 404,
            code: "account_not_found"),
        Case(content: #"{"from":"alice","to":"alice","amount":1,"currency":"EUR"}"#, status: 422, code: "same_account"),
        Case(
            content: #"{"from":"alice","to":"@cash-EUR","amount":1,"currency":"EUR"}"#, status: 403,
            code: "system_account"),
        Case(
            name: "bob", content: #"{"from":"alice","to":"bob","amount":1,"currency":"EUR"}"#, status: 403,
            code: "not_authorized"),
        Case(
            target: "/v1/accounts/alice/deposits", content: #"{"amount":1,"currency":"EUR"}"#, status: 403,
            code: "not_authorized"),
        Case(
            name: "tina", target: "/v1/accounts/alice/deposits",
            content: #"{"amount":9223372036854775807,"currency":"EUR"}"#, status: 422, code: "amount_overflow"),
        Case(
            name: "tina", target: "/v1/accounts", content: #"{"account":"bob","owner":"x","currency":"EUR"}"#,
            status: 409, code: "account_exists"),
        Case(name: "tina", target: "/v1/accounts/alice/close", content: "{}", status: 409, code: "balance_not_zero"),
        Case(target: "/v1/holds/99/capture", content: "{}", status: 404, code: "hold_not_found"),
    ]

    @Test(arguments: refusals) func refusedByTheLedger(_ refused: Case) async throws {
        try await ServedBank.run { bank in
            try await bank.openAccounts()
            let before = try await bank.connected(as: "otto") { try await $0.get("/v1/accounts") }
            let key = BankConnection.newKey()
            let (first, second) = try await bank.connected(as: refused.name) { client in
                let fields = ["Idempotency-Key": key]
                return (
                    try await client.post(refused.target, refused.content, fields),
                    try await client.post(refused.target, refused.content, fields)
                )
            }
            #expect(first.status == refused.status)
            #expect(first.code == refused.code)
            #expect(first.number("entry") == 4)
            #expect(second.text == first.text)
            try await expectUnmoved(bank, before, entries: 1)
        }
    }

    /// - Parameter entries: how many refusals the journal has got.
    private func expectUnmoved(_ bank: ServedBank, _ before: BankReply, entries: Int) async throws {
        let after = try await bank.connected(as: "otto") { try await $0.get("/v1/accounts") }
        #expect(after.text.prefix { $0 != "]" } == before.text.prefix { $0 != "]" })
        #expect(after.number("entry") == (before.number("entry") ?? 0) + entries)
    }

    /// What came is a whole document, but less than was announced.
    @Test func cutOff() async throws {
        try await ServedBank.run { bank in
            try await bank.openAccounts()
            let before = try await bank.connected(as: "otto") { try await $0.get("/v1/accounts") }
            let (content, key) = (#"{"from":"alice","to":"bob","amount":1,"currency":"EUR"}"#, BankConnection.newKey())
            try await bank.connected(as: "alice") { client in
                try await client.send(
                    "POST /v1/payments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Idempotency-Key: \(key)\r\nContent-Length: \(content.utf8.count + 1)\r\n\r\n" + content)
            }
            // The key has not been used: another command can have it.
            let other = try await bank.connected(as: "alice") { client in
                try await client.post(
                    "/v1/payments", #"{"from":"alice","to":"bob","amount":1,"currency":"USD"}"#,
                    ["Idempotency-Key": key])
            }
            #expect(other.code == "currency_mismatch")
            try await expectUnmoved(bank, before, entries: 1)
        }
    }

    @Test func notUTF8() async throws {
        try await ServedBank.run { bank in
            let reply = try await bank.connected(as: "alice") { client in
                try await client.send(
                    "POST /v1/payments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Idempotency-Key: \(BankConnection.newKey())\r\nContent-Length: 9\r\n\r\n")
                try await client.send(Array("{\"a\":\"".utf8) + [0xFF] + Array("\"}".utf8))
                return try await client.reply()
            }
            #expect(reply.code == "malformed_json")
        }
    }
}
