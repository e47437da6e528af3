/// Looks at one certificate for what its issuer should have done otherwise.
public struct CertificateLint {
    /// The findings about a certificate, the worst first.
    /// - Parameter der: the certificate; bytes that are none are a finding themselves.
    public static func findings(der: [UInt8]) -> [LintFinding] {
        guard CertificateFields(der: der) != nil else {
            return [
                LintFinding(
                    severity: .error, rule: "certificate", detail: "is not a DER certificate",
                    section: ValidationRule.malformedCertificate.section)
            ]
        }
        return []
    }
}
