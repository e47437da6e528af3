import Foundation
import WaxbillTestSupport

/// Certificates with which nothing is wrong, to be made wrong.
enum CleanCertificate {
    static let root = CertificateDraft.authority("Clean Root")
    static let intermediate = CertificateDraft.authority("Clean Intermediate", pathLength: 0).with {
        $0.set(locations)
        $0.set(revocationLists)
    }
    static let leaf = CertificateDraft.leaf([.dns("www.clean.org")]).with {
        $0.subject = DraftDER.name("www.clean.org")
        $0.notBefore = DraftDER.time("2026-10-01T00:00:00Z")
        $0.notAfter = DraftDER.time("2027-03-31T23:59:59Z")
        $0.set(locations)
        $0.set(revocationLists)
        $0.set(.certificatePolicies("2.23.140.1.2.1"))
    }
    /// When they are valid.
    static let clock = FixedClock(Date(timeIntervalSince1970: 1_795_000_000))

    static let issuer = CertificateDraft.authority("Issuer")

    /// SubjectPublicKeyInfo of an RSA key of 2052 bits.
    static let oddKey = DraftDER.sequence(
        DraftDER.sequence(DraftDER.object("1.2.840.113549.1.1.1"), DraftDER.null),
        DraftDER.bits(
            DraftDER.sequence(
                DraftDER.element(0x02, [0x0F] + Array(repeating: 0xA5, count: 256)), DraftDER.integer(65_537))))

    private static let locations = DraftExtension(
        DraftExtension.Types.authorityInformationAccess,
        DraftDER.sequence(
            DraftDER.sequence(
                DraftDER.object("1.3.6.1.5.5.7.48.2"), DraftDER.implicit(6, Array("http://clean.org/ca.der".utf8)))))

    private static let revocationLists = DraftExtension(
        DraftExtension.Types.crlDistributionPoints,
        DraftDER.sequence(
            DraftDER.sequence(
                DraftDER.explicit(
                    0, DraftDER.explicit(0, DraftDER.implicit(6, Array("http://clean.org/ca.crl".utf8)))))))
}
