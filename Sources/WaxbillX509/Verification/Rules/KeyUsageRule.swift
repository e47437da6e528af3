import WaxbillTLS
import X509

/// Where a certificate restricts its key's use, the use is the one made of it (RFC 5280, Section 4.2.1.3).
struct KeyUsageRule: ChainRule {
    func check(_ path: UnverifiedCertificateChain) throws(CertificateRefusal) {
        // RFC 9846, Section 4.5.1.2: the leaf's key makes a signature in TLS 1.3.
        if let usage = try usage(path.leaf), !usage.digitalSignature {
            throw CertificateRefusal(
                .unsupportedCertificate,
                "the key usage of certificate \(path.leaf.quotedSubject) does not allow digitalSignature "
                    + "(RFC 5280, Section 4.2.1.3)")
        }
        for issuer in path.dropFirst() {
            // RFC 5280, Section 6.1.4 (n).
            guard let usage = try usage(issuer), !usage.keyCertSign else { continue }
            throw CertificateRefusal(
                .unsupportedCertificate,
                "the key usage of CA certificate \(issuer.quotedSubject) does not allow keyCertSign "
                    + "(RFC 5280, Section 4.2.1.3)")
        }
    }

    private func usage(_ certificate: Certificate) throws(CertificateRefusal) -> KeyUsage? {
        do {
            return try certificate.extensions.keyUsage
        } catch {
            throw .malformedExtension("keyUsage", certificate)
        }
    }
}

extension CertificateRefusal {
    static func malformedExtension(_ name: StaticString, _ certificate: Certificate) -> CertificateRefusal {
        CertificateRefusal(
            .badCertificate, "the extension \(name) of certificate \(certificate.quotedSubject) is malformed")
    }
}
