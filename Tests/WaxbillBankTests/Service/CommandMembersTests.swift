import Testing

@testable import WaxbillBank

/// What the members of a command may be.
@Suite struct CommandMembersTests {
    private func members(_ json: String) throws -> CommandMembers {
        let names = ["owner", "currency", "creditLimit", "reference", "expiresIn"]
        return try CommandMembers(JSONObject(json.utf8), only: names)
    }

    private func member(_ name: String, _ value: String) -> String { "{\"\(name)\":\(value)}" }

    private func text(_ count: Int) -> String { "\"\(String(repeating: "x", count: count))\"" }

    @Test func membersReachTheirLimits() throws {
        #expect(try members(member("owner", text(255))).owner().utf8.count == 255)
        #expect(try members(member("reference", text(140))).reference().utf8.count == 140)
        #expect(try members("{}").reference() == "")
        #expect(try members(member("creditLimit", "0")).creditLimit() == 0)
        #expect(try members(member("creditLimit", "\(Int64.max)")).creditLimit() == .max)
        #expect(try members("{}").creditLimit() == 0)
        #expect(try members(member("expiresIn", "1")).expiresIn() == 1_000)
        #expect(try members(member("expiresIn", "7776000")).expiresIn() == 90 * 86_400_000)
        #expect(try members("{}").expiresIn() == 7 * 86_400_000)
        #expect(try members("{}").optionalCurrency() == nil)
    }

    @Test func membersDoNotPassThem() {
        for value in [text(0), text(256), "\"a\\u0001b\"", "\"a\\u0085b\"", "7"] {
            expect(.invalidRequest) { _ = try members(member("owner", value)).owner() }
        }
        expect(.invalidRequest) { _ = try members("{}").owner() }
        for value in [text(141), "\"a\\u007Fb\"", "null"] {
            expect(.invalidRequest) { _ = try members(member("reference", value)).reference() }
        }
        for value in ["-1", "1.5", "\"1\"", "9223372036854775808"] {
            expect(.invalidAmount) { _ = try members(member("creditLimit", value)).creditLimit() }
        }
        for value in ["0", "-1", "7776001", "1.0", "null"] {
            expect(.invalidTime) { _ = try members(member("expiresIn", value)).expiresIn() }
        }
        for value in ["\"eur\"", "\"\"", "978", "null"] {
            expect(.invalidCurrency) { _ = try members(member("currency", value)).optionalCurrency() }
        }
        expect(.invalidRequest) { _ = try members(member("more", "1")) }
    }

    private func expect(_ code: ProblemCode, _ body: () throws -> Void) {
        let error = #expect(throws: Problem.self) { try body() }
        #expect(error?.code == code)
    }
}
