import WaxbillTLS
import X509

/// Where a certificate restricts its key's use, the use is the one made of it (RFC 5280, Section 4.2.1.3).
struct KeyUsageRule: ChainRule {
    /// What the leaf's key is used for.
    let use: CertificateVerificationRequest.KeyUsage

    func check(_ path: UnverifiedCertificateChain) throws(CertificateRefusal) {
        if let usage = try usage(path.leaf), !allows(usage) {
            throw CertificateRefusal(
                .unsupportedCertificate,
                "the key usage of certificate \(path.leaf.quotedSubject) does not allow \(use) "
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

    private func allows(_ usage: KeyUsage) -> Bool {
        switch use {
        // RFC 9846, Section 4.5.1.2; RFC 8422, Section 2: the leaf's key makes a signature.
        case .digitalSignature: usage.digitalSignature
        // RFC 5246, Section 7.4.2
        case .keyEncipherment: usage.keyEncipherment
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
