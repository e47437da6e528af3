import WaxbillTLS

/// Looks at one certificate for what its issuer should have done otherwise: the rules of both validation profiles,
/// and the duties of issuers that no validator enforces.
public struct CertificateLint {
    /// The findings about a certificate, the worst first.
    /// - Parameters:
    ///   - der: the certificate; bytes that are none are a finding themselves.
    ///   - clock: says whether the certificate is valid now.
    public static func findings(der: [UInt8], clock: any TLSClock = SystemClock()) -> [LintFinding] {
        guard let subject = LintSubject(der: der, now: Int64(clamping: clock.millisecondsSinceEpoch / 1000)) else {
            return [
                LintFinding(
                    severity: .error, rule: "certificate", detail: "is not a DER certificate",
                    section: ValidationRule.malformedCertificate.section)
            ]
        }
        var seen: Set<String> = []
        let findings = (profileFindings(subject) + LintRule.all.flatMap { $0.findings(subject) })
            .filter { seen.insert($0.detail).inserted }
        return LintFinding.Severity.allCases.reversed().flatMap { severity in
            findings.filter { $0.severity == severity }
        }
    }

    /// What RFC 5280 has a validator refuse is an error; what only the public Internet asks for, a warning.
    private static func profileFindings(_ subject: LintSubject) -> [LintFinding] {
        let rules =
            ProfileRule.rfc5280.map { (LintFinding.Severity.error, $0) } + ProfileRule.webPKI.map { (.warning, $0) }
        return rules.compactMap { severity, rule in
            rule.breach(subject.form, subject.role).map {
                LintFinding(severity: severity, rule: rule.name, detail: $0, section: rule.section)
            }
        }
    }
}

/// A certificate that is looked at, and when.
struct LintSubject: Sendable {
    let form: CertificateForm
    let fields: CertificateFields
    /// Where it would stand in a path, as far as can be told.
    let role: CertificateRole
    /// The first and the last second of its validity; nil where it is malformed.
    let validity: ClosedRange<Int64>?
    let notBefore: Int64?
    let notAfter: Int64?
    /// Seconds since 1970.
    let now: Int64

    init?(der: [UInt8], now: Int64) {
        guard let form = CertificateForm(der: der), let fields = CertificateFields(der: der) else { return nil }
        self.form = form
        self.fields = fields
        self.now = now
        role = !form.isCA ? .leaf : form.isSelfIssued ? .anchor : .intermediate
        notBefore = form.validity.flatMap { CertificateTime(der, $0.notBefore)?.secondsSinceEpoch }
        notAfter = form.validity.flatMap { CertificateTime(der, $0.notAfter)?.secondsSinceEpoch }
        if let notBefore, let notAfter, notBefore <= notAfter {
            validity = notBefore...notAfter
        } else {
            validity = nil
        }
    }

    /// Whether it is a leaf that may be a server's: for servers, or for anything.
    var isServer: Bool {
        guard role == .leaf else { return false }
        guard let purposes = form.extendedKeyUsage else { return form.element(standard: 37) == nil }
        return purposes.contains { $0.elementsEqual(ProfiledExtension.serverAuth) }
    }

    /// The dNSNames in subjectAltName.
    var domains: [ArraySlice<UInt8>] { form.alternativeNames?.filter { $0.kind == .dns }.map(\.contents) ?? [] }
}

/// Something that issuers should do, and how bad it is not to.
struct LintRule: Sendable {
    let name: String
    let severity: LintFinding.Severity
    let section: String
    /// What is wrong, as predicates of sentences about the certificate.
    private let breaches: @Sendable (LintSubject) -> [String]

    /// A rule that a certificate can break once.
    init(
        _ name: String, _ severity: LintFinding.Severity, _ section: String,
        _ breach: @escaping @Sendable (LintSubject) -> String?
    ) {
        self.name = name
        self.severity = severity
        self.section = section
        breaches = { subject in breach(subject).map { [$0] } ?? [] }
    }

    /// A rule about each dNSName.
    static func domain(
        _ name: String, _ severity: LintFinding.Severity, _ section: String,
        _ breach: @escaping @Sendable (ArraySlice<UInt8>) -> String?
    ) -> LintRule {
        LintRule(name, severity, section, each: { subject in subject.domains.compactMap(breach) })
    }

    private init(
        _ name: String, _ severity: LintFinding.Severity, _ section: String,
        each breaches: @escaping @Sendable (LintSubject) -> [String]
    ) {
        self.name = name
        self.severity = severity
        self.section = section
        self.breaches = breaches
    }

    func findings(_ subject: LintSubject) -> [LintFinding] {
        breaches(subject).map { LintFinding(severity: severity, rule: name, detail: $0, section: section) }
    }

    /// The duties of issuers.
    static let all: [LintRule] = serialNumbers + validity + keys + names + usages + extensions
}
