import WaxbillTLS

/// Accepts whatever the peer shows: whoever sits between can read and change everything. For looking at a server, not for use.
///
/// It refuses only what has no public key to prove possession of.
public struct InsecureVerifier: CertificateVerifier {
    /// A verifier that knows nobody.
    public init() {}

    /// Takes the leaf's public key as it stands.
    public func verify(_ request: CertificateVerificationRequest) -> CertificateVerificationResult {
        guard let leaf = request.certificateChain.first, let fields = CertificateFields(der: leaf) else {
            return .refused(
                CertificateRefusal(
                    .badCertificate, "the peer's certificate is not a DER certificate (RFC 5280, Section 4.1)"))
        }
        return .unverified(subjectPublicKeyInfo: fields.subjectPublicKeyInfo)
    }
}
