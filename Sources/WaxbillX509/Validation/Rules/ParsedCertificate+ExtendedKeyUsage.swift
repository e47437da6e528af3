import X509

extension ParsedCertificate {
    /// Where a leaf names purposes, the one at hand is among them (RFC 5280, Section 4.2.1.12). A leaf that is good for anything
    /// does not say that it is good for TLS.
    /// - Parameter isRequired: whether it has to name purposes.
    func checkExtendedKeyUsage(
        ofLeafFor purpose: ValidationOptions.Purpose, isRequired: Bool
    ) throws(RuleViolation) {
        guard let (wanted, name) = purpose.usage else { return }
        guard let usage = extensions.extendedKeyUsage else {
            guard isRequired else { return }
            throw RuleViolation(.extendedKeyUsage, "has no extended key usage, which would have to include \(name)")
        }
        guard !usage.contains(wanted) else { return }
        throw RuleViolation(.extendedKeyUsage, "has an extended key usage that does not include \(name)")
    }

    /// The same along the path, as browsers have it: a CA cannot hand out what it does not have.
    func checkExtendedKeyUsage(ofIssuerFor purpose: ValidationOptions.Purpose) throws(RuleViolation) {
        guard let (wanted, name) = purpose.usage, let usage = extensions.extendedKeyUsage, !usage.contains(wanted),
            !usage.contains(.any)
        else { return }
        throw RuleViolation(
            .extendedKeyUsage, "has an extended key usage that does not include \(name), and neither can what it issues"
        )
    }
}

extension ValidationOptions.Purpose {
    fileprivate var usage: (ExtendedKeyUsage.Usage, String)? {
        switch self {
        case .server: (.serverAuth, "serverAuth")
        case .client: (.clientAuth, "clientAuth")
        case .any: nil
        }
    }
}
