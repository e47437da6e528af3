import TLSWire
import WaxbillX509

extension Certificate12 {
    /// The certificates shown (RFC 5246, Section 7.4.2).
    var facts: [Fact] {
        guard !certificateList.isEmpty else { return [Fact("certificates", "none")] }
        return certificateList.enumerated().flatMap { index, certificate in
            [Fact("certificate \(index)", "\(certificate.count) bytes")]
                + (CertificateSummary(der: certificate)?.facts ?? [Fact("content", "cannot be read")])
                .map { Fact("  \($0.name)", $0.value) }
        }
    }
}

extension CertificateRequest12 {
    /// What the server wants of the client's certificate (RFC 5246, Section 7.4.4).
    var facts: [Fact] {
        var facts = [Fact("certificate types", list: certificateTypes)]
        if let supportedSignatureAlgorithms {
            facts.append(Fact("signature schemes", list: supportedSignatureAlgorithms))
        }
        if !certificateAuthorities.isEmpty {
            let names = certificateAuthorities.map { "\"\(escaped(distinguishedNameText(der: $0)))\"" }
            facts.append(Fact("authorities", list: names, limit: 20))
        }
        return facts
    }
}

extension CertificateStatus {
    /// What the certificate's authority says of it (RFC 6066, Section 8).
    var facts: [Fact] { [Fact("OCSP response", "\(response.count) bytes")] }
}
