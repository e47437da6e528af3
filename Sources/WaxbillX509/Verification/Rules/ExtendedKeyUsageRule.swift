import WaxbillTLS
import X509

/// Where a certificate names purposes, the one at hand is among them: serverAuth for a server, clientAuth for a client
/// (RFC 5280, Section 4.2.1.12). Along the path as well: a CA cannot hand out what it does not have.
struct ExtendedKeyUsageRule: ChainRule {
    let purpose: CertificateVerificationRequest.Purpose

    func check(_ path: UnverifiedCertificateChain) throws(CertificateRefusal) {
        let (wanted, name) = wanted
        try require(path.leaf, "certificate", name) { $0.contains(wanted) }
        for issuer in path.dropFirst() {
            // anyExtendedKeyUsage counts for CAs. A leaf that is good for anything does not say that it is good for TLS.
            try require(issuer, "CA certificate", name) { $0.contains(wanted) || $0.contains(.any) }
        }
    }

    private var wanted: (ExtendedKeyUsage.Usage, String) {
        switch purpose {
        case .server: (.serverAuth, "serverAuth")
        case .client: (.clientAuth, "clientAuth")
        }
    }

    private func require(
        _ certificate: Certificate, _ kind: String, _ wanted: String, _ allows: (ExtendedKeyUsage) -> Bool
    ) throws(CertificateRefusal) {
        let usage: ExtendedKeyUsage?
        do {
            usage = try certificate.extensions.extendedKeyUsage
        } catch {
            throw .malformedExtension("extKeyUsage", certificate)
        }
        guard let usage, !allows(usage) else { return }
        throw CertificateRefusal(
            .unsupportedCertificate,
            "the extended key usage of \(kind) \(certificate.quotedSubject) does not include \(wanted) "
                + "(RFC 5280, Section 4.2.1.12)")
    }
}
