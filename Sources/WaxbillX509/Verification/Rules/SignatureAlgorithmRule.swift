import WaxbillTLS
import X509

/// No signature in the path is over SHA-1, but for the anchor's own, which nothing relies on. (Certificates with older
/// hashes cannot even be read.)
/// (RFC 9846, Section 4.5.1.4; RFC 9155).
struct SignatureAlgorithmRule: ChainRule {
    func check(_ path: UnverifiedCertificateChain) throws(CertificateRefusal) {
        for certificate in path.dropLast() where certificate.signatureAlgorithm == .sha1WithRSAEncryption {
            throw CertificateRefusal(
                .badCertificate,
                "certificate \(certificate.quotedSubject) is signed with SHA-1, for which signatures can be forged "
                    + "(RFC 9846, Section 4.5.1.4)")
        }
    }
}
