/// Something about a certificate that its issuer should have done otherwise.
public struct LintFinding: Sendable, Codable, Hashable {
    /// The degrees of being bad.
    public enum Severity: String, Sendable, Codable, Hashable, CaseIterable, Comparable {
        /// Allowed, and worth knowing.
        case notice
        /// Against what issuers should do; validators accept it, or only strict ones refuse it.
        case warning
        /// Against what issuers must do, or what a validator refuses.
        case error

        /// Whether the left one is less bad.
        public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .notice: 0
            case .warning: 1
            case .error: 2
            }
        }
    }

    /// How bad it is.
    public let severity: Severity
    /// The rule's name, for machines: `serial-entropy`.
    public let rule: String
    /// What is wrong, as the predicate of a sentence whose subject is the certificate.
    public let detail: String
    /// Where the rule stands.
    public let section: String
}

extension LintFinding: CustomStringConvertible {
    /// Severity, rule, sentence and section in a line.
    public var description: String { "\(severity.rawValue): \(rule): \(detail) (\(section))" }
}
