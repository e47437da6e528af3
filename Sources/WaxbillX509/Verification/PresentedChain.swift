import WaxbillTLS
import X509

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a peer's Certificate message holds, read and within bounds.
struct PresentedChain {
    let leaf: ParsedCertificate
    /// The other certificates, in no order that is relied on (RFC 9846, Section 4.5.1).
    private(set) var issuers: [ParsedCertificate] = []
    /// Certificates that cannot be used, with the reason. A path may do without them.
    private(set) var unusable: [(fields: CertificateFields, refusal: CertificateRefusal)] = []

    init(
        _ chain: [[UInt8]], _ limits: ChainLimits, _ cache: ParsedCertificateCache
    ) throws(CertificateRefusal) {
        guard let first = chain.first else { throw CertificateRefusal(.badCertificate, "the peer sent no certificate") }
        try Self.check(chain, limits)
        leaf = try Self.read(first, at: 0, cache)
        for (index, der) in chain.enumerated().dropFirst() {
            guard let fields = CertificateFields(der: der) else { throw .unreadable(der, at: index, .notACertificate) }
            do throws(CertificateRefusal) {
                add(try Self.read(der, at: index, cache))
            } catch {
                unusable.append((fields, error))
            }
        }
    }

    var intermediates: CertificateStore { CertificateStore(issuers.lazy.map(\.certificate)) }

    /// Of several certificates for the same key by the same issuer, the one that ends last is enough; more would make us try
    /// every order of them.
    private mutating func add(_ issuer: ParsedCertificate) {
        guard let same = issuers.firstIndex(where: { $0.fields.certifies(issuer.fields) }) else {
            issuers.append(issuer)
            return
        }
        if issuer.certificate.notValidAfter > issuers[same].certificate.notValidAfter { issuers[same] = issuer }
    }

    private static func check(_ chain: [[UInt8]], _ limits: ChainLimits) throws(CertificateRefusal) {
        guard chain.count <= limits.certificateCount else {
            throw CertificateRefusal(
                .other, "the peer sent \(chain.count) certificates; \(limits.certificateCount) are the most accepted")
        }
        for (index, der) in chain.enumerated() where der.count > limits.certificateSize {
            throw CertificateRefusal(
                .other,
                "certificate \(index + 1) has \(der.count) bytes; \(limits.certificateSize) are the most accepted")
        }
    }

    private static func read(
        _ der: [UInt8], at index: Int, _ cache: ParsedCertificateCache
    ) throws(CertificateRefusal) -> ParsedCertificate {
        let parsed: ParsedCertificate
        do throws(CertificateReadingFailure) {
            parsed = try cache.certificate(der)
        } catch {
            throw .unreadable(der, at: index, error)
        }
        // RFC 5280, Section 4.1.1.2: the algorithm outside of what is signed MUST be the one inside.
        guard parsed.fields.signatureAlgorithmsAgree else {
            throw CertificateRefusal(
                .badCertificate,
                "certificate \(parsed.name) names one signature algorithm inside and another outside "
                    + "(RFC 5280, Section 4.1.1.2)")
        }
        return parsed
    }
}

extension CertificateFields {
    /// Whether both are of the same subject and key by the same issuer.
    fileprivate func certifies(_ other: CertificateFields) -> Bool {
        subjectPublicKeyInfo == other.subjectPublicKeyInfo && subject == other.subject && issuer == other.issuer
    }
}

extension CertificateRefusal {
    /// The refusal of a certificate that cannot be read.
    static func unreadable(_ der: [UInt8], at index: Int, _ failure: CertificateReadingFailure) -> CertificateRefusal {
        let name =
            CertificateFields(der: der).map { "\"\(DistinguishedName.text(der: $0.subject))\"" } ?? "\(index + 1)"
        let reason: Reason =
            switch failure {
            // RFC 9846, Section 4.5.1.4: MD5 and SHA-1 are bad_certificate.
            case .notACertificate, .malformed, .forgeableSignature: .badCertificate
            case .unsupportedKey, .unsupportedSignature, .weakKey, .giantKey: .unsupportedCertificate
            }
        return CertificateRefusal(reason, "certificate \(name) cannot be used: \(failure)")
    }
}
