import Foundation
import HTTPTypes
import Testing

@testable import WaxbillBank

/// docs/bank-openapi.json.
@Suite struct DescriptionTests {
    @Test func isTheOneInDocs() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let kept = try String(contentsOf: root.appendingPathComponent("docs/bank-openapi.json"), encoding: .utf8)
        #expect(kept == BankDescription.text, "make it anew: save what /openapi.json answers")
    }

    @Test func isServed() async throws {
        let served = try await ServedBank.run { bank in
            try await bank.connected(as: "alice") { try await $0.get("/openapi.json") }
        }
        #expect(served.text == BankDescription.text)
    }

    private func document() throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(BankDescription.text.utf8)) as? [String: Any])
    }

    @Test(arguments: BankRoute.allCases.filter { !$0.isPage }) func hasRoute(_ route: BankRoute) throws {
        let paths = try #require(try document()["paths"] as? [String: [String: Any]])
        let operation = paths[route.path]?[route.method.rawValue.lowercased()] as? [String: Any]
        #expect(operation?["operationId"] as? String == route.rawValue)
    }

    @Test(arguments: ProblemCode.allCases) func hasCode(_ code: ProblemCode) throws {
        let isOfSomeRoute = BankRoute.allCases.contains { code.isOf($0) }
        #expect(isOfSomeRoute)
        #expect(BankDescription.text.contains("\"\(code.rawValue)\""))
    }
}
