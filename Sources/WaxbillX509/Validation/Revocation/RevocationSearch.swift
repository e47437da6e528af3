/// The search for one certificate's status in CRLs (RFC 5280, Section 6.3.3).
struct RevocationSearch<Source: CRLIssuerSource> {
    let checker: RevocationChecker
    let source: Source
    /// The certificates whose status is being looked for. CRL issuers among them are taken as good: a CRL may be about its
    /// own issuer's certificate.
    var pending: [ParsedCertificate] = []

    /// The most certificates whose status may hang on each other.
    private static var depthLimit: Int { 8 }

    init(_ checker: RevocationChecker, _ source: Source) {
        self.checker = checker
        self.source = source
    }

    /// What the lists say about the certificate at `index`.
    mutating func status(
        of index: Int, _ path: [ParsedCertificate], _ budget: inout WorkBudget
    ) throws(RuleViolation) -> RevocationStatus {
        let certificate = path[index]
        guard pending.count < Self.depthLimit else { return .unknown(why: "too many CRLs depend on each other") }
        pending.append(certificate)
        defer { pending.removeLast() }
        var findings = RevocationFindings()
        // What the certificate says first, then all else that its issuer publishes.
        for point in try DistributionPoint.points(of: certificate) + [.implied(by: certificate)] {
            try look(at: point, index, path, &findings, &budget)
            if let revoked = findings.revoked { return revoked }
            if findings.reasons == .all { return .good }
        }
        return .unknown(why: findings.explanation(certificate))
    }

    private mutating func look(
        at point: DistributionPoint, _ index: Int, _ path: [ParsedCertificate], _ findings: inout RevocationFindings,
        _ budget: inout WorkBudget
    ) throws(RuleViolation) {
        let certificate = path[index]
        let issuers = point.issuers(of: certificate)
        for list in checker.lists where list.baseNumber == nil && issuers.contains(list.contents.issuerName) {
            if let flaw = list.flaw {
                findings.note(.flaw, "the CRL of \"\(list.issuerText)\" \(flaw)")
                continue
            }
            if let mismatch = RevocationScope(point, certificate).mismatch(with: list) {
                findings.note(.scope, "the CRL of \"\(list.issuerText)\" \(mismatch)")
                continue
            }
            // RFC 5280, Section 6.3.3 (d), (e)
            let reasons = (list.contents.extensions.issuingDistributionPoint?.onlySomeReasons ?? .all)
                .intersection(point.reasons ?? .all)
            guard !reasons.subtracting(findings.reasons).isEmpty else { continue }
            guard list.contents.thisUpdate <= checker.time.secondsSinceEpoch else {
                findings.note(.time, "the CRL of \"\(list.issuerText)\" is from the future")
                continue
            }
            let deltas = RevocationDeltas(checker).deltas(to: list)
            guard list.isCurrent(at: checker.time) || !deltas.isEmpty else {
                findings.note(.time, "the CRL of \"\(list.issuerText)\" is stale: a new one was due at \(list.due)")
                continue
            }
            guard let signer = try signer(of: list, index, path, &findings, &budget) else { continue }
            var delta: CertificateRevocationList?
            for candidate in deltas where delta == nil {
                // RFC 5280, Section 6.3.3 (h): with the same key.
                if try candidate.isSigned(by: signer, &budget) { delta = candidate }
            }
            guard delta != nil || list.isCurrent(at: checker.time) else {
                findings.note(.signature, "the delta CRL of \"\(list.issuerText)\" has a wrong signature")
                continue
            }
            findings.take(list, delta, certificate, reasons)
            if findings.revoked != nil || findings.reasons == .all { return }
        }
    }

    /// The certificate whose key signed the list and may do so (RFC 5280, Section 6.3.3 (f), (g)).
    private mutating func signer(
        of list: CertificateRevocationList, _ index: Int, _ path: [ParsedCertificate],
        _ findings: inout RevocationFindings, _ budget: inout WorkBudget
    ) throws(RuleViolation) -> ParsedCertificate? {
        let name = list.contents.issuerName
        let above = path[(index + 1)...].filter { $0.subject == name }
        let others = source.certificates(named: name).filter { other in !above.contains { $0.der == other.der } }
        for (position, candidate) in (above + others).enumerated() where list.mayBeSigned(by: candidate) {
            guard try list.isSigned(by: candidate, &budget) else { continue }
            guard candidate.maySignRevocationLists else {
                findings.note(
                    .signature, "the key usage of \(candidate.name), which signed the CRL, does not allow cRLSign")
                continue
            }
            if position < above.count { return candidate }
            if try isTrusted(candidate, path, &budget) { return candidate }
            findings.note(.signature, "the issuer of the CRL of \"\(list.issuerText)\" is not trusted")
        }
        findings.note(.signer, "no key of \"\(list.issuerText)\" at hand signed its CRL")
        return nil
    }

    /// Whether a CRL issuer that is not on the path has one of its own to the same anchor, of certificates that are not
    /// revoked.
    private mutating func isTrusted(
        _ issuer: ParsedCertificate, _ path: [ParsedCertificate], _ budget: inout WorkBudget
    ) throws(RuleViolation) -> Bool {
        guard let anchor = path.last else { return false }
        if issuer.der == anchor.der || pending.contains(where: { $0.der == issuer.der }) { return true }
        guard let own = try source.path(from: issuer, to: anchor, &budget), own.last?.der == anchor.der else {
            return false
        }
        for index in own.indices.dropLast().reversed() {
            // What the validation at hand checks by itself need not be checked again.
            guard !path.contains(where: { $0.der == own[index].der }) else { continue }
            try budget.spendPathStep()
            switch try status(of: index, own, &budget) {
            case .good: continue
            case .revoked: return false
            case .unknown: if checker.policy == .required { return false }
            }
        }
        return true
    }
}

extension CertificateRevocationList {
    func isCurrent(at time: CertificateTime) -> Bool {
        let contents = contents
        let seconds = time.secondsSinceEpoch
        return contents.thisUpdate <= seconds && contents.nextUpdate.map { seconds <= $0 } ?? false
    }

    /// When a new one was due, for people.
    fileprivate var due: String {
        contents.nextUpdate.map { CertificateTime(secondsSinceEpoch: $0).description } ?? "an unknown time"
    }

    /// Whether the key identifiers agree, where both have one (RFC 5280, Section 5.2.1).
    fileprivate func mayBeSigned(by issuer: ParsedCertificate) -> Bool {
        guard let value = contents.extensions.authorityKeyIdentifier, let given = issuer.subjectKeyIdentifier else {
            return true
        }
        var cursor = DERCursor(value)
        guard let wanted = KeyIdentifier.authority(&cursor) ?? nil else { return true }
        return wanted == given
    }
}

/// What the lists that were looked into say together.
struct RevocationFindings {
    /// Why a list was of no use; of several, the last is told.
    enum Obstacle: Int {
        case none
        case scope
        case flaw
        case time
        case signer
        case signature
    }

    /// The reasons for which the certificate is known not to be revoked.
    private(set) var reasons: RevocationReasons = []
    private(set) var revoked: RevocationStatus?
    private var obstacle: (kind: Obstacle, text: String) = (.none, "")

    mutating func note(_ kind: Obstacle, _ text: String) {
        if kind.rawValue >= obstacle.kind.rawValue { obstacle = (kind, text) }
    }

    /// RFC 5280, Section 6.3.3 (i) to (l).
    mutating func take(
        _ list: CertificateRevocationList, _ delta: CertificateRevocationList?, _ certificate: ParsedCertificate,
        _ reasons: RevocationReasons
    ) {
        if let entry = delta?.entry(for: certificate) ?? list.entry(for: certificate),
            entry.reason != .removeFromCRL
        {
            revoked = .revoked(at: entry.revocationDate, reason: entry.reason)
        }
        self.reasons.formUnion(reasons)
    }

    func explanation(_ certificate: ParsedCertificate) -> String {
        guard obstacle.kind == .none else { return obstacle.text }
        let issuer = certificate.fields.issuerText
        return reasons.isEmpty
            ? "no CRL of \"\(issuer)\" is at hand" : "the CRLs of \"\(issuer)\" at hand are about some reasons only"
    }
}

extension CertificateRevocationList {
    /// The entry of this certificate (RFC 5280, Section 5.3.3).
    func entry(for certificate: ParsedCertificate) -> RevokedEntryFields? {
        let entries = contents.entries
        let found = entries.entries(der, serialNumber: certificate.fields.serialNumber)
        let own = found.filter { isIssuer(ofEntryAt: $0.start, certificate.issuer) }.map(\.fields)
        // Should there be several, one that revokes counts.
        return own.first { $0.reason != .removeFromCRL } ?? own.first
    }

    private func isIssuer(ofEntryAt start: Int, _ name: CanonicalName) -> Bool {
        guard let range = contents.entries.issuer(ofEntryAt: start) else { return contents.issuerName == name }
        let names = GeneralNameList.directoryNames(GeneralNameList.read(der, range) ?? [])
        return names.contains { (try? CanonicalName(derEncoded: $0[...])) == name }
    }
}
