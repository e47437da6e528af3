/// Whether a CRL is about a certificate, as far as one of its distribution points says (RFC 5280, Section 6.3.3 (b)).
struct RevocationScope {
    private let point: DistributionPoint
    private let certificate: ParsedCertificate

    init(_ point: DistributionPoint, _ certificate: ParsedCertificate) {
        self.point = point
        self.certificate = certificate
    }

    /// Why the list, whose issuer is the right one, is not about the certificate, as the predicate of a sentence; nil where
    /// it is.
    func mismatch(with list: CertificateRevocationList) -> String? {
        let scope = list.contents.extensions.issuingDistributionPoint
        // (b)(1)
        if !point.cRLIssuer.isEmpty, scope?.indirectCRL != true { return "is not an indirect one" }
        guard let scope else { return nil }
        if scope.onlyContainsAttributeCerts { return "is about attribute certificates" }
        if scope.onlyContainsUserCerts, certificate.extensions.isAuthority {
            return "is not about certificates of CAs"
        }
        if scope.onlyContainsCACerts, !certificate.extensions.isAuthority { return "is about certificates of CAs only" }
        guard let name = scope.name else { return nil }
        let ofList = PointName.names(name, [list.issuer])
        return ofList.isDisjoint(with: ofPoint) ? "is of another distribution point" : nil
    }

    /// (b)(2)(i): the names of the distribution point, or those of its CRL issuer where it has none.
    private var ofPoint: Set<PointName> {
        guard let name = point.name else { return Set(point.cRLIssuer.map(PointName.init)) }
        let issuers =
            point.cRLIssuer.isEmpty ? [certificate.fields.issuer] : GeneralNameList.directoryNames(point.cRLIssuer)
        return PointName.names(name, issuers)
    }
}

/// A name of a distribution point, as it is compared.
private enum PointName: Hashable {
    case directory(CanonicalName)
    /// The DER of a GeneralName of another kind.
    case other([UInt8])

    /// - Parameter generalName: in DER.
    init(_ generalName: [UInt8]) {
        let name = GeneralNameList.directoryNames([generalName]).first.flatMap {
            try? CanonicalName(derEncoded: $0[...])
        }
        self = name.map(PointName.directory) ?? .other(generalName)
    }

    /// - Parameter issuers: DER Names to which relative ones are appended.
    static func names(_ name: DistributionPointName, _ issuers: [[UInt8]]) -> Set<PointName> {
        switch name {
        case .fullName(let names): return Set(names.map(PointName.init))
        case .nameRelativeToCRLIssuer(let contents):
            let last = DERWriter.element(.derSet, contents)
            let names = issuers.compactMap { issuer -> PointName? in
                var outer = DERCursor(issuer)
                guard let sets = outer.next(.derSequence) else { return nil }
                let full = DERWriter.element(.derSequence, issuer[sets.contents] + last)
                return (try? CanonicalName(derEncoded: full[...])).map(PointName.directory)
            }
            return Set(names)
        }
    }
}

extension DistributionPoint {
    /// Those that the certificate names.
    static func points(of certificate: ParsedCertificate) throws(RuleViolation) -> [DistributionPoint] {
        let identifier = StandardExtension.identifier(StandardExtension.cRLDistributionPoints)
        guard let value = certificate.fields.extensionValue(identifier) else { return [] }
        guard let points = DistributionPoint.read(Array(value)) else {
            throw RuleViolation(.malformedExtension, "has a malformed cRLDistributionPoints")
        }
        return points
    }

    /// The one that every certificate has: what its issuer publishes under its own name (RFC 5280, Section 6.3.3).
    static func implied(by certificate: ParsedCertificate) -> DistributionPoint {
        var point = DistributionPoint()
        point.name = .fullName([DERWriter.element(.derContext(4), certificate.fields.issuer)])
        return point
    }

    /// The names of those who may sign its CRLs (RFC 5280, Section 6.3.3 (b)(1)).
    func issuers(of certificate: ParsedCertificate) -> [CanonicalName] {
        guard !cRLIssuer.isEmpty else { return [certificate.issuer] }
        return GeneralNameList.directoryNames(cRLIssuer).compactMap { try? CanonicalName(derEncoded: $0[...]) }
    }
}
