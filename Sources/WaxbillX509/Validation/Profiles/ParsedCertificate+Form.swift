import Synchronization

extension ParsedCertificate {
    /// Checks the form of the certificate. What is found is kept, for it depends on nothing but the certificate.
    func checkForm(_ profile: ValidationProfile, _ role: CertificateRole) throws(RuleViolation) {
        if let violation = formFindings.violation(
            profile, role, { CertificateProfileRules.violation(of: self, $0, $1) })
        {
            throw violation
        }
    }
}

/// What was found about the form of one certificate, by profile and role.
final class FormFindings: Sendable {
    private struct Question: Hashable {
        let profile: ValidationProfile
        let role: CertificateRole
    }

    private let findings = Mutex<[Question: RuleViolation?]>([:])

    func violation(
        _ profile: ValidationProfile, _ role: CertificateRole,
        _ find: (ValidationProfile, CertificateRole) -> RuleViolation?
    ) -> RuleViolation? {
        let question = Question(profile: profile, role: role)
        if let known = findings.withLock({ $0[question] }) { return known }
        let found = find(profile, role)
        findings.withLock { $0[question] = .some(found) }
        return found
    }
}

extension CertificateProfileRules {
    private static let rfc5280 = CertificateProfileRules(.rfc5280)
    private static let webPKI = CertificateProfileRules(.webPKI)

    /// The first rule of the profile that the certificate breaks.
    fileprivate static func violation(
        of certificate: ParsedCertificate, _ profile: ValidationProfile, _ role: CertificateRole
    ) -> RuleViolation? {
        let rules =
            switch profile {
            case .rfc5280: rfc5280
            case .webPKI: webPKI
            }
        do throws(RuleViolation) {
            try rules.check(certificate, role: role)
            return nil
        } catch {
            return error
        }
    }
}
