import WaxbillX509

/// A line for `waxbill cert verify --jsonl`, and the answer that it deserves.
struct VerificationLine: Sendable {
    enum Answer: Sendable {
        case success
        case failure(ValidationRule)
    }

    let id: String
    let answer: Answer
    /// What is special about the scene.
    let change: @Sendable (inout LineScene) throws -> Void

    /// Nothing that is wrong.
    static func good(_ id: String, _ change: @escaping @Sendable (inout LineScene) throws -> Void) -> VerificationLine {
        VerificationLine(id: id, answer: .success, change: change)
    }

    /// Something that breaks a rule.
    static func bad(
        _ id: String, _ rule: ValidationRule, _ change: @escaping @Sendable (inout LineScene) throws -> Void
    ) -> VerificationLine {
        VerificationLine(id: id, answer: .failure(rule), change: change)
    }

    func json() throws -> String {
        var scene = LineScene()
        try change(&scene)
        return try scene.json(id: id)
    }
}
