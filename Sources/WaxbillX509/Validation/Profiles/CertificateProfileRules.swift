import X509

/// The rules about the form of a single certificate: what can be said of it without its issuer, the time and the
/// question.
struct CertificateProfileRules: Sendable {
    private let rules: [ProfileRule]

    init(_ profile: ValidationProfile) {
        switch profile {
        case .rfc5280: rules = ProfileRule.rfc5280
        case .webPKI: rules = ProfileRule.rfc5280WithoutNameConstraintsCriticality + ProfileRule.webPKI
        }
    }

    /// - Throws: the first rule that the certificate breaks.
    func check(_ certificate: ParsedCertificate, role: CertificateRole) throws(RuleViolation) {
        let form = CertificateForm(certificate.fields)
        try check(form, role: role)
        if role == .anchor { try checkAnchor(certificate, form) }
    }

    /// RFC 5280, Section 4.2.1.1: of version 3, only a self-signed certificate may be without authorityKeyIdentifier.
    private func checkAnchor(_ certificate: ParsedCertificate, _ form: CertificateForm) throws(RuleViolation) {
        guard form.version == 3, !form.isSelfIssued, form.element(standard: 35) == nil else { return }
        guard certificate.isSigner(of: certificate) else {
            throw RuleViolation(.keyIdentifiers, ProfileRule.missingAuthorityKeyIdentifier)
        }
    }

    func check(_ form: CertificateForm, role: CertificateRole) throws(RuleViolation) {
        for rule in rules {
            if let detail = rule.breach(form, role) { throw RuleViolation(rule.rule, detail) }
        }
    }
}

/// One rule about the form of a certificate.
struct ProfileRule: Sendable {
    /// For machines: `serial-number`.
    let name: String
    let rule: ValidationRule
    let section: String
    /// What is wrong with a certificate, as the predicate of a sentence; nil where nothing is.
    let breach: @Sendable (CertificateForm, CertificateRole) -> String?

    init(
        _ name: String, _ rule: ValidationRule, _ section: String,
        _ breach: @escaping @Sendable (CertificateForm, CertificateRole) -> String?
    ) {
        self.name = name
        self.rule = rule
        self.section = section
        self.breach = breach
    }

    /// All rules of RFC 5280.
    static let rfc5280 = rfc5280WithoutNameConstraintsCriticality + [nameConstraintsCriticality]

    /// The Baseline Requirements let nameConstraints be not critical (Section 7.1.2.5.2); all else of RFC 5280 is
    /// theirs too.
    static let rfc5280WithoutNameConstraintsCriticality = fields + extensions + keyIdentifiers + usages
}
