import NIOCore
import Testing

@testable import WaxbillBank

@Suite struct BankClientReadingTests {
    @Test func documentsAreRead() async throws {
        let bank = try await ScriptedBank { request, _ in
            switch request.target {
            case "/v1/accounts/alice":
                .answer(
                    200,
                    #"{"account":"alice","owner":"a","currency":"EUR","open":true,"creditLimit":0,"balance":-5,"held":1,"available":2,"entry":3,"time":"t","new":[1]}"#
                )
            case "/v1/accounts/alice?at=2026-10-01":
                .answer(200, #"{"account":"alice","owner":"a","currency":"EUR","balance":5,"entry":3,"time":"t"}"#)
            case "/v1/accounts?after=a&limit=2":
                .answer(200, #"{"accounts":[],"entry":3,"time":"t","next":"b"}"#)
            case "/v1/holds/3":
                .answer(
                    200, #"{"hold":3,"from":"a","to":"b","amount":5,"currency":"EUR","expires":"t","state":"active"}"#)
            default: .problem(404, "not_found")
            }
        }
        let client = BankClient(try bank.configuration())
        let alice = try AccountName.test("alice")
        #expect(try await client.account(alice).value.balance == -5)
        #expect(try await client.account(alice, at: "2026-10-01").value.open == nil)
        #expect(try await client.accounts(after: "a", limit: 2).value.next == "b")
        #expect(try await client.hold(3).value.state == "active")
        await #expect(throws: BankClientError.self) { try await client.holds(of: alice) }
        client.close()
        try await bank.close()
    }

    @Test func readingIsTriedAgain() async throws {
        let bank = try await ScriptedBank { _, count in
            count == 0 ? .lost : count == 1 ? .problem(503, "overloaded") : .answer(200, #"{"accounts":[]}"#)
        }
        let client = BankClient(try bank.configuration())
        #expect(try await client.accounts().value.accounts.isEmpty)
        #expect(bank.requests.count == 3)
        try await bank.close()
    }

    @Test func statementsComeAsTextInPages() async throws {
        let bank = try await ScriptedBank { request, _ in
            request.target.contains("after=4")
                ? .answer(200, "last\r\n", type: "text/csv")
                : .answer(
                    200, "first\r\n", type: "text/csv; charset=utf-8",
                    fields: ["Link": #"</v1/accounts/alice/statement?to=2026&after=4&limit=9>; rel="next""#])
        }
        let client = BankClient(try bank.configuration())
        let (first, next) = try await client.statementText(StatementQuery(try .test("alice")))
        #expect(String(buffer: first) == "first\r\n")
        let following = try #require(next)
        #expect(following.to == "2026")
        let (last, end) = try await client.statementText(following)
        #expect(String(buffer: last) == "last\r\n")
        #expect(end == nil)
        try await bank.close()
    }

    @Test func otherTypesAreRefused() async throws {
        let bank = try await ScriptedBank { _, _ in .answer(200, "<html>", type: "text/html") }
        let client = BankClient(try bank.configuration())
        await #expect(throws: BankClientError.self) { try await client.account(try .test("alice")) }
        await #expect(throws: BankClientError.self) {
            try await client.statementText(StatementQuery(try .test("alice")))
        }
        try await bank.close()
    }
}
