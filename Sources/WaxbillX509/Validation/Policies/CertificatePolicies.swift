/// The extension certificatePolicies (RFC 5280, Section 4.2.1.4).
struct CertificatePolicies {
    let identifiers: [PolicyIdentifier]
    let hasUnknownQualifiers: Bool

    /// - Parameter value: `SEQUENCE SIZE (1..MAX) OF PolicyInformation`.
    init(_ value: ArraySlice<UInt8>) throws(RuleViolation) {
        var outer = DERCursor(Array(value))
        guard var list = outer.enter(.derSequence), outer.isAtEnd, !list.isAtEnd else { throw Self.malformed }
        var identifiers: [PolicyIdentifier] = []
        var seen: Set<PolicyIdentifier> = []
        var hasUnknownQualifiers = false
        while !list.isAtEnd {
            guard var information = list.enter(.derSequence), let identifier = information.nextPolicyIdentifier() else {
                throw Self.malformed
            }
            if !information.isAtEnd {
                guard let areKnown = Self.readQualifiers(&information) else { throw Self.malformed }
                hasUnknownQualifiers = hasUnknownQualifiers || !areKnown
            }
            // RFC 5280, Section 4.2.1.4: a policy must not appear more than once.
            guard seen.insert(identifier).inserted else {
                throw RuleViolation(.malformedExtension, "names a certificate policy twice")
            }
            identifiers.append(identifier)
        }
        self.identifiers = identifiers
        self.hasUnknownQualifiers = hasUnknownQualifiers
    }

    /// Passes over `policyQualifiers SEQUENCE SIZE (1..MAX) OF PolicyQualifierInfo`, which must end the
    /// PolicyInformation.
    /// - Returns: whether all are of the kinds that the RFC defines; nil where they are malformed.
    private static func readQualifiers(_ information: inout DERCursor) -> Bool? {
        guard var qualifiers = information.enter(.derSequence), information.isAtEnd, !qualifiers.isAtEnd else {
            return nil
        }
        var areKnown = true
        while !qualifiers.isAtEnd {
            guard var qualifier = qualifiers.enter(.derSequence), let kind = qualifier.next(.derObjectIdentifier),
                PolicyIdentifier(qualifier.bytes[kind.contents]) != nil, qualifier.next() != nil, qualifier.isAtEnd
            else { return nil }
            areKnown = areKnown && knownQualifiers.contains(Array(qualifier.bytes[kind.contents]))
        }
        return areKnown
    }

    /// id-qt-cps and id-qt-unotice.
    private static let knownQualifiers: Set<[UInt8]> = [
        [0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x02, 0x01], [0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x02, 0x02],
    ]

    private static let malformed = RuleViolation(.malformedExtension, "has a malformed certificatePolicies extension")
}

extension DERCursor {
    /// The next element if it is an OBJECT IDENTIFIER.
    mutating func nextPolicyIdentifier() -> PolicyIdentifier? {
        next(.derObjectIdentifier).flatMap { PolicyIdentifier(bytes[$0.contents]) }
    }
}
