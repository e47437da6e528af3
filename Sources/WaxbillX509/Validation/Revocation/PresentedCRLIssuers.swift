/// CRL issuers among the certificates presented and the trust anchors.
struct PresentedCRLIssuers: CRLIssuerSource {
    let roots: TrustRoots
    let presented: PresentedChain
    let options: ValidationOptions

    func certificates(named name: CanonicalName) -> [ParsedCertificate] {
        ([presented.leaf] + presented.issuers).filter { $0.subject == name } + (roots.anchors[name] ?? [])
    }

    func path(
        from certificate: ParsedCertificate, to anchor: ParsedCertificate, _ budget: inout WorkBudget
    ) throws(RuleViolation) -> [ParsedCertificate]? {
        var plain = ValidationOptions(time: options.time)
        plain.limits = options.limits
        let others = ([presented.leaf] + presented.issuers).filter { $0.der != certificate.der }
        var search = PathSearch(
            roots: TrustRoots([anchor]), presented: PresentedChain(leaf: certificate, issuers: others), options: plain,
            budget: budget)
        defer { budget = search.budget }
        do throws(ValidationRefusal) {
            return try search.run().chain
        } catch {
            guard error.rule != .work else { throw RuleViolation(.work, error.detail) }
            return nil
        }
    }
}
