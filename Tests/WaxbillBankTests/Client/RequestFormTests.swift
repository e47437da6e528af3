import Testing

@testable import WaxbillBank

/// What a client sends.
@Suite struct RequestFormTests {
    @Test func eachCommandHasItsRequest() throws {
        let (alice, bob, money) = (try AccountName.test("alice"), try AccountName.test("bob"), try Money.test(2500))
        let expected: [(LedgerCommand, String, String, String)] = [
            (
                .open(account: alice, owner: "Al \"A\" Ice", currency: money.currency, creditLimit: 0), "/v1/accounts",
                #"{"account":"alice","owner":"Al \"A\" Ice","currency":"EUR"}"#, "open alice in EUR for Al \"A\" Ice"
            ),
            (
                .open(account: alice, owner: "a", currency: money.currency, creditLimit: 50), "/v1/accounts",
                #"{"account":"alice","owner":"a","currency":"EUR","creditLimit":50}"#, "open alice in EUR for a"
            ),
            (
                .deposit(account: alice, money), "/v1/accounts/alice/deposits", #"{"amount":2500,"currency":"EUR"}"#,
                "deposit 25.00 EUR to alice"
            ),
            (
                .withdraw(account: alice, money), "/v1/accounts/alice/withdrawals",
                #"{"amount":2500,"currency":"EUR"}"#, "withdraw 25.00 EUR from alice"
            ),
            (
                .pay(from: alice, to: bob, money, reference: ""), "/v1/payments",
                #"{"from":"alice","to":"bob","amount":2500,"currency":"EUR"}"#, "pay 25.00 EUR from alice to bob"
            ),
            (
                .hold(from: alice, to: bob, money, expiresIn: 60_000, reference: "r"), "/v1/holds",
                #"{"from":"alice","to":"bob","amount":2500,"currency":"EUR","reference":"r","expiresIn":60}"#,
                "hold 25.00 EUR on alice for bob"
            ),
            (.capture(hold: 9, amount: nil), "/v1/holds/9/capture", "{}", "capture hold 9"),
            (
                .capture(hold: 9, amount: money.amount), "/v1/holds/9/capture", #"{"amount":2500}"#,
                "capture 2500 minor units of hold 9"
            ),
            (.void(hold: 9), "/v1/holds/9/void", "{}", "void hold 9"),
            (.close(account: alice), "/v1/accounts/alice/close", "{}", "close alice"),
        ]
        for (command, target, content, summary) in expected {
            #expect(command.target == target)
            #expect(command.content == content)
            #expect(command.summary == summary)
        }
    }

    @Test func queriesAreEncoded() throws {
        var query = StatementQuery(try .test("@cash-EUR"))
        #expect(query.target.description == "/v1/accounts/@cash-EUR/statement")
        (query.from, query.to, query.after, query.limit) = ("2026-10-01", "2026-10-02T00:00:00+02:00 ä&", 7, 20)
        #expect(
            query.target.description
                == "/v1/accounts/@cash-EUR/statement?from=2026-10-01&to=2026-10-02T00%3A00%3A00%2B02%3A00%20%C3%A4%26&after=7&limit=20"
        )
    }

    @Test(arguments: [
        (#"</v1/accounts/a/statement?to=2026-10-02T00:00:00.000Z&after=12&limit=5>; rel="next""#, UInt64(12)),
        (#"</v1/accounts/a/statement?after=12>; rel="prev""#, nil),
        (#"</v1/accounts/a/statement>; rel="next""#, nil),
        (#"</v1/accounts/a/statement?after=7>; rel="next""#, nil),
        (nil, nil),
    ])
    func theNextPageIsWhereTheServerSays(link: String?, after: UInt64?) throws {
        var query = StatementQuery(try .test("a"))
        query.after = 7
        let next = query.next(after: link)
        #expect(next?.after == after)
        if after != nil { #expect(next?.to == "2026-10-02T00:00:00.000Z") }
    }
}
