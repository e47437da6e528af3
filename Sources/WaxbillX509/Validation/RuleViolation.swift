/// What a rule found wrong with one certificate. The validator adds which one and makes a ``ValidationRefusal`` of it.
package struct RuleViolation: Error, Sendable, Hashable {
    package let rule: ValidationRule
    /// What is wrong, as the predicate of a sentence whose subject is the certificate: "has no …", "expired at …".
    package let detail: String

    package init(_ rule: ValidationRule, _ detail: String) {
        self.rule = rule
        self.detail = detail
    }
}
