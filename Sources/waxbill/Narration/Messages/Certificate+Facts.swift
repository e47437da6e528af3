import TLSWire
import WaxbillX509

extension CertificateRequest {
    /// What the server wants of the client's certificate (RFC 9846, Section 4.4.2).
    func facts() throws(DecodingFailure) -> [Fact] {
        var facts: [Fact] = []
        if let schemes = try extensions.decode(SignatureAlgorithms.self) {
            facts.append(Fact("signature schemes", list: schemes.supportedSignatureAlgorithms))
        }
        if let authorities = try extensions.decode(CertificateAuthorities.self) {
            let names = authorities.authorities.map { "\"\(escaped(distinguishedNameText(der: $0)))\"" }
            facts.append(Fact("authorities", list: names, limit: 20))
        }
        return facts
    }
}

extension Certificate {
    /// The certificates shown (RFC 9846, Section 4.5.1).
    var facts: [Fact] {
        guard !certificateList.isEmpty else { return [Fact("certificates", "none")] }
        return certificateList.enumerated().flatMap { index, entry in
            [Fact("certificate \(index)", "\(entry.certificateData.count) bytes")]
                + (entry.facts).map { Fact("  \($0.name)", $0.value) }
        }
    }
}

extension CertificateEntry {
    fileprivate var facts: [Fact] {
        let status = (try? extensions.decode(CertificateStatus.self))?.flatMap(\.facts) ?? []
        return (CertificateSummary(der: certificateData)?.facts ?? [Fact("content", "cannot be read")]) + status
    }
}

extension CertificateVerify {
    /// The proof that the sender has the certificate's key (RFC 9846, Section 4.5.2).
    var facts: [Fact] {
        [
            Fact("signature scheme", algorithm.description),
            Fact("signature", "\(signature.count) bytes"),
        ]
    }
}

extension Finished {
    /// The proof that both sides saw the same handshake (RFC 9846, Section 4.5.3).
    var facts: [Fact] { [Fact("verify_data", bytes: verifyData)] }
}
