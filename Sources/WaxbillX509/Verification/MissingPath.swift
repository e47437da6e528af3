import WaxbillTLS
import X509

/// Finds out why no path leads from a chain to a trust root, for the refusal's reason and sentence.
///
/// It follows the issuers again as the verifier did, and says where the path ends.
struct MissingPath {
    let presented: PresentedChain
    let roots: TrustRoots

    func refusal() -> CertificateRefusal {
        var path = [presented.leaf.certificate]
        // No path is longer than what was presented and a root.
        for _ in 0...presented.issuers.count + 1 {
            guard let tip = path.last else { break }
            if let refusal = unknownCriticalExtension(tip) { return refusal }
            let candidates = issuers(of: tip).filter { !path.contains($0) }
            guard let issuer = candidates.first(where: { $0.publicKey.isValidSignature(tip.signature, for: tip) })
            else {
                return end(at: tip, candidates)
            }
            path.append(issuer)
        }
        return unknownIssuer(of: path.last ?? presented.leaf.certificate)
    }

    /// The certificates that have the name of `certificate`'s issuer.
    private func issuers(of certificate: Certificate) -> [Certificate] {
        let presented = presented.issuers.map(\.certificate).filter { $0.subject == certificate.issuer }
        return (roots.anchors[certificate.issuer] ?? []) + presented
    }

    /// - Parameter candidates: certificates of the issuer's name, none of whose keys made the signature.
    private func end(at tip: Certificate, _ candidates: [Certificate]) -> CertificateRefusal {
        // Another key under the issuer's name is another authority, unless the key identifiers say that it should be the same.
        if let key = tip.authorityKey, candidates.contains(where: { $0.subjectKey == key }) {
            return CertificateRefusal(
                .badCertificate,
                "the signature of certificate \(tip.quotedSubject) is not its issuer's (RFC 5280, Section 6.1.3 (a) (1))"
            )
        }
        let issuer = tip.issuer.text
        for (fields, refusal) in presented.unusable where DistinguishedName.text(der: fields.subject) == issuer {
            return refusal
        }
        return unknownIssuer(of: tip)
    }

    private func unknownIssuer(of tip: Certificate) -> CertificateRefusal {
        let what =
            tip.issuer == tip.subject
            ? "certificate \(tip.quotedSubject) is self-signed and is not one of"
            : "certificate \(tip.quotedSubject) was issued by \"\(tip.issuer.text)\", which is not one of"
        let roots = roots.count == 1 ? "the trust roots (there is 1)" : "the trust roots (there are \(roots.count))"
        return CertificateRefusal(.unknownAuthority, "\(what) \(roots) (RFC 5280, Section 6.1)")
    }

    private func unknownCriticalExtension(_ certificate: Certificate) -> CertificateRefusal? {
        guard let unknown = certificate.extensions.first(where: { $0.critical && !ChainRules.handled.contains($0.oid) })
        else {
            return nil
        }
        return CertificateRefusal(
            .unsupportedCertificate,
            "certificate \(certificate.quotedSubject) has the critical extension \(unknown.oid), which is not understood "
                + "(RFC 5280, Section 4.2)")
    }
}

extension Certificate {
    fileprivate var authorityKey: ArraySlice<UInt8>? { try? extensions.authorityKeyIdentifier?.keyIdentifier }
    fileprivate var subjectKey: ArraySlice<UInt8>? { try? extensions.subjectKeyIdentifier?.keyIdentifier }
}
