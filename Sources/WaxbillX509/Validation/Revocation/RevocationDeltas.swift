/// Which delta CRLs may be combined with a complete one (RFC 5280, Sections 5.2.4 and 6.3.3 (c)).
struct RevocationDeltas {
    private let checker: RevocationChecker

    init(_ checker: RevocationChecker) { self.checker = checker }

    /// The deltas that bring `list` up to date, the newest first.
    func deltas(to list: CertificateRevocationList) -> [CertificateRevocationList] {
        checker.lists.filter { isDelta($0, to: list) }
    }

    private func isDelta(_ delta: CertificateRevocationList, to list: CertificateRevocationList) -> Bool {
        guard delta.flaw == nil, let base = delta.baseNumber, let number = list.number else { return false }
        let (own, others) = (delta.contents, list.contents)
        return own.issuerName == others.issuerName
            && own.extensions.issuingDistributionPoint == others.extensions.issuingDistributionPoint
            && own.extensions.authorityKeyIdentifier == others.extensions.authorityKeyIdentifier
            // The list is the base or newer, and older than the delta.
            && !RevocationNumber.isLess(number, base) && list.isOlder(than: delta)
            && delta.isCurrent(at: checker.time)
    }
}
