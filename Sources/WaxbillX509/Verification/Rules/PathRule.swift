import WaxbillTLS
@_spi(FixedExpiryValidationTime) import X509

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Validity, basic constraints and name constraints along the path (RFC 5280, Section 6.1), by swift-certificates.
struct PathRule: ChainRule {
    private let now: Date
    private let policy: RFC5280Policy

    /// - Parameter now: seconds since 1970-01-01 00:00 UTC.
    init(now: UInt64) {
        self.now = Date(timeIntervalSince1970: TimeInterval(now))
        policy = RFC5280Policy(fixedExpiryValidationTime: self.now)
    }

    func check(_ path: UnverifiedCertificateChain) throws(CertificateRefusal) {
        guard case .failsToMeetPolicy(let reason) = policy.chainMeetsPolicyRequirements(chain: path) else { return }
        for certificate in path { try checkValidity(certificate) }
        for certificate in path.dropFirst() { try checkAuthority(certificate) }
        throw CertificateRefusal(
            .badCertificate,
            "the path of certificate \(path.leaf.quotedSubject) breaks a constraint (RFC 5280, Section 6.1): "
                + reason.description.printable)
    }

    /// RFC 5280, Section 4.1.2.5: both ends belong to the validity.
    private func checkValidity(_ certificate: Certificate) throws(CertificateRefusal) {
        if now > certificate.notValidAfter {
            throw CertificateRefusal(
                .expired,
                "certificate \(certificate.quotedSubject) expired at \(certificate.notValidAfter.iso8601) "
                    + "(RFC 5280, Section 4.1.2.5)")
        }
        if now < certificate.notValidBefore {
            throw CertificateRefusal(
                .expired,
                "certificate \(certificate.quotedSubject) is not valid before \(certificate.notValidBefore.iso8601); "
                    + "it is \(now.iso8601) here (RFC 5280, Section 4.1.2.5)")
        }
    }

    private func checkAuthority(_ certificate: Certificate) throws(CertificateRefusal) {
        guard certificate.version != .v1, !certificate.isAuthority else { return }
        throw .notAnAuthority(certificate)
    }
}

extension Date {
    /// As ISO 8601 has it, in UTC, to the second: `2026-01-31T12:00:00Z`.
    var iso8601: String { formatted(.iso8601) }
}

extension Certificate {
    /// Whether basicConstraints says CA:TRUE.
    var isAuthority: Bool {
        guard case .isCertificateAuthority = try? extensions.basicConstraints else { return false }
        return true
    }
}

extension CertificateRefusal {
    /// - Parameter certificate: the one that issued another without being allowed to.
    static func notAnAuthority(_ certificate: Certificate) -> CertificateRefusal {
        CertificateRefusal(
            .unknownAuthority,
            "certificate \(certificate.quotedSubject) issued another one but is not a CA (RFC 5280, Section 4.2.1.9)")
    }
}
