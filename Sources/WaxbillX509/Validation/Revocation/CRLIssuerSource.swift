/// Where a ``RevocationChecker`` gets CRL issuers that are not on the path at hand: CAs with separate keys for certificates and
/// CRLs, and the issuers of indirect CRLs (RFC 5280, Section 6.3.3 (f)).
protocol CRLIssuerSource {
    /// All certificates with this subject that there are, those on the path and the trust anchors among them.
    func certificates(named name: CanonicalName) -> [ParsedCertificate]

    /// A path from `certificate` to `anchor`, both of them included, that is good in all but revocation and what is asked
    /// of leaves (names, extended key usage); nil where there is none.
    /// - Throws: ``RuleViolation`` (work) alone.
    func path(
        from certificate: ParsedCertificate, to anchor: ParsedCertificate, _ budget: inout WorkBudget
    ) throws(RuleViolation) -> [ParsedCertificate]?
}

/// No certificates but those on the path at hand.
struct NoCRLIssuers: CRLIssuerSource {
    func certificates(named name: CanonicalName) -> [ParsedCertificate] { [] }

    func path(
        from certificate: ParsedCertificate, to anchor: ParsedCertificate, _ budget: inout WorkBudget
    ) throws(RuleViolation) -> [ParsedCertificate]? { nil }
}
