/// Finds out whether the certificates of a path are revoked, from the CRLs and OCSP responses at hand (RFC 5280, Section 6.3;
/// RFC 6960), and refuses those that are.
struct RevocationChecker {
    /// Complete lists and deltas, in any order.
    let lists: [CertificateRevocationList]
    /// The OCSP response about the leaf, in DER, where there is one.
    var ocspResponse: [UInt8]?
    /// What unknown means.
    var policy = RevocationPolicy.ifKnown
    /// Whether an OCSP response was asked for, so that one has to be there where the leaf demands it (RFC 7633).
    var expectsStaple = false
    /// The time at which lists and responses have to be current.
    let time: CertificateTime
    /// What was revoked later counts as not revoked; nil: what is revoked is revoked.
    var latestRevocation: CertificateTime?

    /// - Parameter lists: complete lists and deltas; those with the highest number are asked first.
    init(lists: [CertificateRevocationList], time: CertificateTime) {
        self.lists = lists.count > 1 ? lists.sorted { $1.isOlder(than: $0) } : lists
        self.time = time
    }

    init(_ options: ValidationOptions) {
        self.init(lists: options.revocationLists, time: options.revocationTime ?? options.time)
        latestRevocation = options.revocationTime.map { _ in options.time }
        ocspResponse = options.ocspResponse
        policy = options.revocation
        expectsStaple = options.expectsOCSPResponse
    }

    /// Checks one certificate of a path. Those above it have to be checked before.
    /// - Parameters:
    ///   - index: where it stands; 0 is the leaf.
    ///   - path: the leaf first, the trust anchor last, good in all but revocation.
    /// - Throws: ``RuleViolation`` (revoked, revocationUnknown, ocspResponse, malformedExtension, work).
    func check(
        _ index: Int, of path: [ParsedCertificate], _ source: some CRLIssuerSource, _ budget: inout WorkBudget
    ) throws(RuleViolation) {
        guard index >= 0, index + 1 < path.count else { return }
        let stapled = index == 0 ? try stapledStatus(path, source, &budget) : nil
        if case .revoked = stapled { return try refuse(stapled) }
        // Nothing to look into: the usual case has to cost nothing.
        if lists.isEmpty, policy == .ifKnown { return }
        var listed = RevocationStatus.unknown(why: "no CRL is at hand")
        if !lists.isEmpty {
            var search = RevocationSearch(self, source)
            listed = try search.status(of: index, path, &budget)
        }
        if case .revoked = listed { return try refuse(listed) }
        guard stapled != .good, isRequired(at: index) else { return }
        try refuse(listed)
    }

    private func isRequired(at index: Int) -> Bool {
        switch policy {
        case .ifKnown: false
        case .leafRequired: index == 0
        case .required: true
        }
    }

    private func refuse(_ status: RevocationStatus?) throws(RuleViolation) {
        switch status {
        case .revoked(let seconds, let reason):
            if let latestRevocation, seconds > latestRevocation.secondsSinceEpoch { return }
            let time = CertificateTime(secondsSinceEpoch: seconds)
            throw RuleViolation(.revoked, "was revoked at \(time)\(reason.map { " for \($0.rawValue)" } ?? "")")
        case .unknown(let why): throw RuleViolation(.revocationUnknown, "cannot be shown not to be revoked: \(why)")
        case .good, nil: break
        }
    }

    /// What the stapled OCSP response says; nil where there is none, or it says nothing.
    private func stapledStatus(
        _ path: [ParsedCertificate], _ source: some CRLIssuerSource, _ budget: inout WorkBudget
    ) throws(RuleViolation) -> RevocationStatus? {
        let mustStaple = try TLSFeatures.demandsStatus(path[0])
        guard let ocspResponse, !ocspResponse.isEmpty else {
            guard mustStaple, expectsStaple else { return nil }
            throw RuleViolation(
                .ocspResponse, "demands an OCSP response with it, but came without one (RFC 7633, Section 4.3.3)")
        }
        let status = try OCSPChecker(self).status(of: path, ocspResponse, source, &budget)
        if case .unknown(let why) = status {
            guard !mustStaple else {
                throw RuleViolation(
                    .ocspResponse, "demands an OCSP response with it, but \(why) (RFC 7633, Section 4.3.3)")
            }
            return nil
        }
        return status
    }
}

extension CertificateRevocationList {
    /// Whether its number is lower.
    func isOlder(than other: CertificateRevocationList) -> Bool {
        RevocationNumber.isLess(number ?? [], other.number ?? [])
    }
}

/// Numbers of CRLs: big-endian, without zeros before.
enum RevocationNumber {
    static func isLess(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        one.count == other.count ? one.lexicographicallyPrecedes(other) : one.count < other.count
    }
}
