import X509

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Finds a certificate's status in an OCSP response (RFC 6960, Section 3.2).
struct OCSPChecker {
    /// How many seconds the clocks of responder and client may differ.
    static let clockSkew: Int64 = 300
    /// How many seconds a response without nextUpdate is of use: one is to be had at any time (RFC 6960, Section 2.4).
    static let maximumAge: Int64 = 86_400

    private let checker: RevocationChecker

    init(_ checker: RevocationChecker) { self.checker = checker }

    /// The status of the path's leaf.
    /// - Returns: unknown where the responder has nothing to say at this time.
    /// - Throws: ``RuleViolation`` where the response cannot be believed or does not help: whoever sends one has to send a
    ///   good one (RFC 6066, Section 8).
    func status(
        of path: [ParsedCertificate], _ der: [UInt8], _ source: some CRLIssuerSource, _ budget: inout WorkBudget
    ) throws(RuleViolation) -> RevocationStatus {
        let response: OCSPResponse
        do throws(OCSPResponseError) {
            response = try OCSPResponse(der: der)
        } catch {
            throw Self.violation("that cannot be used: \(error)")
        }
        guard let answer = response.answer else {
            return .unknown(why: "the OCSP responder said \(response.status)")
        }
        guard path.count > 1 else { return .unknown(why: "its issuer is not known") }
        // RFC 6960, Section 4.4
        guard !answer.hasUnknownCriticalExtension else { throw Self.violation("with an unknown critical extension") }
        let singles = answer.responses.filter {
            $0.certificate.isAbout(serialNumber: path[0].fields.serialNumber, issuer: path[1])
        }
        guard !singles.isEmpty else { throw Self.violation("about another certificate") }
        try checkTimes(answer, singles)
        try checkSignature(answer, response.der, path, source, &budget)
        return try Self.status(singles)
    }

    private static func status(_ singles: [OCSPAnswer.Single]) throws(RuleViolation) -> RevocationStatus {
        var isUnknown = false
        for single in singles {
            switch single.status {
            case .good: continue
            case .revoked(let date, let reason):
                return .revoked(at: Int64(date.timeIntervalSince1970), reason: reason)
            case .unknown: isUnknown = true
            }
        }
        guard !isUnknown else { throw violation("that says that the responder does not know it") }
        return .good
    }

    /// RFC 6960, Sections 3.2 and 4.2.2.1
    private func checkTimes(_ answer: OCSPAnswer, _ singles: [OCSPAnswer.Single]) throws(RuleViolation) {
        let now = checker.time.secondsSinceEpoch
        guard answer.producedAt <= now + Self.clockSkew else { throw Self.violation("from the future") }
        for single in singles {
            guard single.thisUpdate <= now + Self.clockSkew else { throw Self.violation("from the future") }
            let end = single.nextUpdate ?? single.thisUpdate + Self.maximumAge
            guard end >= single.thisUpdate, now <= end + Self.clockSkew else {
                throw Self.violation(
                    "that was of use until \(CertificateTime(secondsSinceEpoch: end)) and is stale now")
            }
        }
    }

    /// RFC 6960, Section 4.2.2.2: the issuer signed it, or a responder that the issuer itself made a certificate for.
    private func checkSignature(
        _ answer: OCSPAnswer, _ der: [UInt8], _ path: [ParsedCertificate], _ source: some CRLIssuerSource,
        _ budget: inout WorkBudget
    ) throws(RuleViolation) {
        let issuer = path[1]
        if answer.responder.isNamed(by: issuer) {
            try budget.spendSignatureCheck()
            if answer.signed.isValid(in: der, by: issuer) { return }
        }
        var obstacle = "that its issuer did not sign, nor a responder of its issuer"
        for certificate in answer.certificates {
            guard let responder = try? ParsedCertificate(der: certificate), answer.responder.isNamed(by: responder)
            else { continue }
            if let mistake = try mistake(of: responder, path, source, &budget) {
                obstacle = "from the responder \(responder.name), \(mistake)"
                continue
            }
            try budget.spendSignatureCheck()
            if answer.signed.isValid(in: der, by: responder) { return }
        }
        throw Self.violation(obstacle)
    }

    /// Why a responder may not answer for the leaf's issuer; nil where it may.
    private func mistake(
        of responder: ParsedCertificate, _ path: [ParsedCertificate], _ source: some CRLIssuerSource,
        _ budget: inout WorkBudget
    ) throws(RuleViolation) -> String? {
        let issuer = path[1]
        guard responder.extensions.extendedKeyUsage?.contains(.ocspSigning) ?? false else {
            return "whose extended key usage does not include OCSPSigning"
        }
        if let usage = responder.extensions.keyUsage, !usage.digitalSignature, !usage.nonRepudiation {
            return "whose key usage does not allow digitalSignature"
        }
        guard responder.notBefore <= checker.time, checker.time <= responder.notAfter else {
            return "whose certificate is not valid now"
        }
        guard responder.extensions.unknownCritical == nil else {
            return "whose certificate has an unknown critical extension"
        }
        guard !responder.signatureAlgorithm.schemes.isEmpty else {
            return "whose certificate has a weak or unsupported signature"
        }
        guard responder.issuer == issuer.subject else { return "which another authority made a certificate for" }
        try budget.spendSignatureCheck()
        guard issuer.isSigner(of: responder) else { return "whose certificate the issuer did not sign" }
        // RFC 6960, Section 4.2.2.2.1: unless its issuer says that it need not be checked.
        guard !checker.lists.isEmpty, responder.fields.extensionValue(Self.noCheck) == nil else { return nil }
        var search = RevocationSearch(checker, source)
        guard case .revoked = try search.status(of: 0, [responder] + path.dropFirst(), &budget) else { return nil }
        return "whose certificate was revoked"
    }

    /// id-pkix-ocsp-nocheck, 1.3.6.1.5.5.7.48.1.5
    private static let noCheck: [UInt8] = [0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x05]

    private static func violation(_ what: String) -> RuleViolation {
        RuleViolation(.ocspResponse, "came with an OCSP response \(what)")
    }
}

extension OCSPAnswer.Responder {
    /// Whether the certificate is the responder's, as far as the ResponderID says.
    fileprivate func isNamed(by certificate: ParsedCertificate) -> Bool {
        switch self {
        case .name(let name): (try? CanonicalName(derEncoded: name[...])) == certificate.subject
        case .key(let hash): OCSPCertificateID.Hash.sha1.digest(Array(certificate.subjectPublicKey)) == hash
        }
    }
}
