/// One entry of the extension policyMappings (RFC 5280, Section 4.2.1.5): the issuer takes one policy for another.
struct PolicyMapping: Hashable, Sendable {
    let issuerDomainPolicy: PolicyIdentifier
    let subjectDomainPolicy: PolicyIdentifier

    /// - Parameter value: `SEQUENCE SIZE (1..MAX) OF SEQUENCE { issuerDomainPolicy, subjectDomainPolicy }`.
    static func list(_ value: ArraySlice<UInt8>) throws(RuleViolation) -> [PolicyMapping] {
        var outer = DERCursor(Array(value))
        guard var list = outer.enter(.derSequence), outer.isAtEnd, !list.isAtEnd else { throw malformed }
        var mappings: [PolicyMapping] = []
        while !list.isAtEnd {
            guard var pair = list.enter(.derSequence), let issuerDomainPolicy = pair.nextPolicyIdentifier(),
                let subjectDomainPolicy = pair.nextPolicyIdentifier(), pair.isAtEnd
            else { throw malformed }
            // RFC 5280, Sections 4.2.1.5 and 6.1.4 (a).
            guard issuerDomainPolicy != .anyPolicy, subjectDomainPolicy != .anyPolicy else {
                throw RuleViolation(.policies, "maps a certificate policy from or to anyPolicy")
            }
            mappings.append(
                PolicyMapping(issuerDomainPolicy: issuerDomainPolicy, subjectDomainPolicy: subjectDomainPolicy))
        }
        return mappings
    }

    private static let malformed = RuleViolation(.malformedExtension, "has a malformed policyMappings extension")
}
