import WaxbillTLS
import X509

/// Every issuer below the trust anchor says that it is a CA.
///
/// swift-certificates lets issuers of version 1 pass, which have no way to say so.
struct IssuerRule: ChainRule {
    func check(_ path: UnverifiedCertificateChain) throws(CertificateRefusal) {
        // RFC 5280, Section 6.1.4 (k).
        for certificate in path.dropFirst().dropLast() where !certificate.isAuthority {
            throw .notAnAuthority(certificate)
        }
    }
}
