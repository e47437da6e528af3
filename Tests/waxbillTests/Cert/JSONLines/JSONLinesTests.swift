import Testing
import WaxbillX509

/// `waxbill cert verify --jsonl`: each rule of RFC 5280, kept and broken.
struct JSONLinesTests {
    static let topics: [(name: String, lines: [VerificationLine])] = [
        ("fields", VerificationLine.fields), ("extensions", VerificationLine.extensions),
        ("validity", VerificationLine.validity), ("names", VerificationLine.names),
        ("name constraints", VerificationLine.nameConstraints), ("paths", VerificationLine.paths),
        ("purposes", VerificationLine.purposes), ("policies", VerificationLine.policies),
        ("revocation", VerificationLine.revocation), ("web PKI", VerificationLine.webPKI),
    ]

    @Test func thereAreEnough() {
        let all = Self.topics.flatMap(\.lines)
        #expect(all.count >= 150)
        #expect(Set(all.map(\.id)).count == all.count)
    }

    @Test(arguments: topics.indices)
    func answers(_ topic: Int) async throws {
        let lines = Self.topics[topic].lines
        let input = try lines.map { try $0.json() + "\n" }.joined()
        let ending = try await Program.runWaxbill(["cert", "verify", "--jsonl"], input: input)
        let answers = ending.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        try #require(answers.count == lines.count, "\(ending.error)")
        for (line, answer) in zip(lines, answers) {
            let parts = answer.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            #expect(parts.count >= 2 && parts[0] == line.id)
            switch line.answer {
            case .success:
                #expect(parts[1] == "SUCCESS", "\(answer)")
            case .failure(let rule):
                #expect(parts[1] == "FAILURE", "\(answer)")
                #expect(parts.last?.contains(rule.section) == true, "\(answer)")
            }
        }
    }
}
