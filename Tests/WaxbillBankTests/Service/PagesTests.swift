import Testing

@testable import WaxbillBank

/// The pages for browsers.
@Suite struct PagesTests {
    private static let form = ["Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"]

    private static func bank(_ body: @escaping @Sendable (BankConnection) async throws -> Void) async throws {
        try await ServedBank.run {
            $0.hasPages = true
        } body: { bank in
            try await bank.openAccounts()
            try await bank.connected(as: "alice", body)
        }
    }

    private static func key(_ page: BankReply) -> String {
        page.text.firstMatch(of: /name="key" value="([0-9a-f]{32})"/).map { String($0.1) } ?? ""
    }

    @Test func paysOnceHoweverOftenItIsSent() async throws {
        try await Self.bank { (alice: BankConnection) async throws in
            let page = try await alice.get("/accounts/alice")
            #expect(page.text.contains("100.00&nbsp;EUR"))
            #expect(page.fields["content-security-policy"]?.contains("default-src 'none'") == true)
            let content = "key=\(Self.key(page))&to=bob&amount=25.00&reference=%3Cb%3E%22+%26"
            let sent = try await alice.request("POST", "/accounts/alice/payments", Self.form, content)
            #expect(sent.status == 303)
            #expect(sent.fields["location"] == "/accounts/alice?entry=4")
            let again = try await alice.request("POST", "/accounts/alice/payments", Self.form, content)
            #expect(again.fields["location"] == "/accounts/alice?entry=4")
            let after = try await alice.get("/accounts/alice?entry=4")
            #expect(after.text.contains("25.00 EUR paid to bob (entry 4)."))
            #expect(after.text.contains("75.00&nbsp;EUR"))
            #expect(after.text.contains("&lt;b&gt;&quot; &amp;"))
            #expect(!after.text.contains("<b>&quot;") && !after.text.contains("<b>\""))
            #expect(Self.key(after) != Self.key(page))
        }
    }

    @Test func refusalsInWords() async throws {
        try await Self.bank { (alice: BankConnection) async throws in
            let key = Self.key(try await alice.get("/accounts/alice"))
            let content = "key=\(key)&to=bob&amount=250&reference="
            let sent = try await alice.request("POST", "/accounts/alice/payments", Self.form, content)
            #expect(sent.status == 303)
            let after = try await alice.get(sent.fields["location"] ?? "")
            #expect(after.text.contains("250.00 EUR not paid to bob: alice has 100.00 EUR to spend (entry 4)."))
        }
    }

    @Test(arguments: ["-1", "0", "1.001", "abc", "", "1e3", "99999999999999999999"])
    func amounts(_ amount: String) async throws {
        try await Self.bank { (alice: BankConnection) async throws in
            let key = Self.key(try await alice.get("/accounts/alice"))
            let content = "key=\(key)&to=bob&amount=\(amount)&reference="
            let sent = try await alice.request("POST", "/accounts/alice/payments", Self.form, content)
            #expect(sent.status == 422)
            #expect(sent.text.contains("An amount is written as 25.00."))
            #expect(try await alice.get("/v1/accounts/alice").number("balance") == 10000)
        }
    }

    @Test(arguments: [
        ["Sec-Fetch-Site": "cross-site"], ["Sec-Fetch-Site": "same-site"], ["Origin": "https://evil.example"],
        ["Origin": "null"], [:],
    ])
    func otherSites(_ fields: [String: String]) async throws {
        try await Self.bank { (alice: BankConnection) async throws in
            let key = Self.key(try await alice.get("/accounts/alice"))
            let all = fields.merging(["Content-Type": "application/x-www-form-urlencoded"]) { $1 }
            let content = "key=\(key)&to=bob&amount=25.00&reference="
            let sent = try await alice.request("POST", "/accounts/alice/payments", all, content)
            #expect(sent.status == 403)
            #expect(try await alice.get("/v1/accounts/alice").number("balance") == 10000)
        }
    }

    @Test func ownOrigin() async throws {
        try await Self.bank { (alice: BankConnection) async throws in
            let key = Self.key(try await alice.get("/accounts/alice"))
            let fields = ["Content-Type": "application/x-www-form-urlencoded", "Origin": "https://localhost"]
            let content = "key=\(key)&to=bob&amount=25.00&reference="
            #expect(try await alice.request("POST", "/accounts/alice/payments", fields, content).status == 303)
        }
    }

    @Test func accountsAndProblems() async throws {
        try await Self.bank { (alice: BankConnection) async throws in
            let page = try await alice.get("/")
            #expect(page.text.contains("<a href=\"/accounts/alice\">alice</a>"))
            #expect(!page.text.contains("/accounts/bob"))
            let other = try await alice.get("/accounts/bob")
            #expect(other.status == 403)
            #expect(other.fields["content-type"] == "text/html; charset=utf-8")
            #expect(other.text.contains("bob is somebody else"))
        }
    }

    @Test func notWithoutBeingAskedFor() async throws {
        let reply = try await ServedBank.run { bank in try await bank.connected(as: "alice") { try await $0.get("/") } }
        #expect(reply.code == "not_found")
    }
}
