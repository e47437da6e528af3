import WaxbillTestSupport

@testable import WaxbillX509

/// A root, a CA below it and a leaf, whose revocation is asked about.
struct RevocationScene {
    static let now = CertificateTime(secondsSinceEpoch: 1_780_272_000)

    let root: DraftedCertificate
    let authority: DraftedCertificate
    var leaf: DraftedCertificate
    /// CRL issuers that are not on the path.
    var others: [DraftedCertificate] = []

    /// - Parameter extensions: what the leaf has besides the usual.
    init(
        leaf extensions: [DraftExtension] = [], authority draft: CertificateDraft = .authority("CA")
    ) throws {
        root = try CertificateDraft.authority("Root").signed()
        authority = try draft.signed(by: root)
        leaf = try CertificateDraft.leaf().with { $0.extensions += extensions }.signed(by: authority)
    }

    /// The violation of one certificate of the path; nil where there is none.
    /// - Parameters:
    ///   - index: 0 is the leaf.
    ///   - lists: DER CRLs.
    func violation(
        at index: Int = 0, _ lists: [[UInt8]], policy: RevocationPolicy = .required, ocsp: [UInt8]? = nil,
        expectsStaple: Bool = false, time: CertificateTime = now
    ) throws -> RuleViolation? {
        var checker = RevocationChecker(lists: try lists.map { try CertificateRevocationList(der: $0) }, time: time)
        checker.policy = policy
        checker.ocspResponse = ocsp
        checker.expectsStaple = expectsStaple
        var budget = WorkBudget(ValidationLimits())
        let path = try [leaf, authority, root].map { try ParsedCertificate(der: $0.der) }
        let source = SceneIssuers(certificates: try others.map { try ParsedCertificate(der: $0.der) } + path)
        do throws(RuleViolation) {
            try checker.check(index, of: path, source, &budget)
            return nil
        } catch {
            return error
        }
    }
}

/// Certificates that the anchor itself issued.
private struct SceneIssuers: CRLIssuerSource {
    let certificates: [ParsedCertificate]

    func certificates(named name: CanonicalName) -> [ParsedCertificate] {
        certificates.filter { $0.subject == name }
    }

    func path(
        from certificate: ParsedCertificate, to anchor: ParsedCertificate, _ budget: inout WorkBudget
    ) throws(RuleViolation) -> [ParsedCertificate]? {
        anchor.isSigner(of: certificate) ? [certificate, anchor] : nil
    }
}

extension RevocationListDraft {
    /// A list that revokes this certificate.
    static func revoking(_ certificate: DraftedCertificate, _ reason: UInt8? = nil) -> RevocationListDraft {
        RevocationListDraft(revoking: [.init(certificate.serial, reason.map { [Entry.reason($0)] } ?? [])])
    }

    func about(_ change: (inout IssuingDistributionPoint) -> Void) -> RevocationListDraft {
        var point = IssuingDistributionPoint()
        change(&point)
        return with {
            $0.extensions.append(
                DraftExtension(DraftExtension.Types.issuingDistributionPoint, critical: true, point.value))
        }
    }

    /// The difference to the list of this number.
    func delta(base: Int) -> RevocationListDraft {
        with {
            $0.extensions.append(
                DraftExtension(DraftExtension.Types.deltaCRLIndicator, critical: true, DraftDER.integer(base)))
        }
    }
}

extension DraftExtension {
    /// cRLDistributionPoints.
    /// - Parameter points: the DER of each.
    static func distributionPoints(_ points: [UInt8]...) -> DraftExtension {
        DraftExtension(Types.crlDistributionPoints, DraftDER.sequence(of: points))
    }

    /// A DistributionPoint.
    /// - Parameter issuer: a DER Name.
    static func point(
        _ name: DistributionPointName? = nil, reasons: RevocationReasons? = nil, issuer: [UInt8]? = nil
    ) -> [UInt8] {
        DraftDER.sequence(
            name.map { DraftDER.explicit(0, $0.der) } ?? [],
            reasons.map { DraftDER.implicit(1, $0.contents) } ?? [],
            issuer.map { DraftDER.explicit(2, DraftDER.explicit(4, $0)) } ?? [])
    }
}
