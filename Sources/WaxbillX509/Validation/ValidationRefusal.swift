import WaxbillTLS

/// Why no path was good: the certificate, the rule, its section, and what exactly was wrong.
public struct ValidationRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// The rule that was broken.
    public let rule: ValidationRule
    /// How many certificates stand between this one and the leaf, which is 0; nil where it is about no single one.
    public let position: Int?
    /// Its subject for people (RFC 4514); nil where it is about no single certificate.
    public let subject: String?
    /// What is wrong, as the predicate of a sentence about the certificate.
    public let detail: String

    /// The sentence without its full stop, with the section.
    public var description: String {
        "\(who) \(detail) (\(rule.section))"
    }

    private var who: String {
        guard let subject, let position else { return "the chain" }
        return position == 0 ? "certificate \"\(subject)\"" : "certificate \"\(subject)\" (\(position) above the leaf)"
    }
}

extension CertificateRefusal {
    /// The refusal as the engine takes it, with the alert of its rule.
    public init(_ refusal: ValidationRefusal) {
        self.init(refusal.rule.reason, refusal.description)
    }
}

extension ValidationRefusal {
    /// A violation by one certificate, or by the chain as a whole.
    init(_ violation: RuleViolation, position: Int? = nil, subject: String? = nil) {
        rule = violation.rule
        self.position = position
        self.subject = subject
        detail = violation.detail
    }

    init(_ violation: RuleViolation, at position: Int, of path: [ParsedCertificate]) {
        let subject = path.indices.contains(position) ? path[position].subjectText : nil
        self.init(violation, position: subject == nil ? nil : position, subject: subject)
    }
}
