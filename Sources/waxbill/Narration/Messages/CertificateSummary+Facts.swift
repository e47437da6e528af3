import WaxbillX509

extension CertificateSummary {
    /// Whom the certificate names, who says so, and for how long. Its texts are a peer's.
    var facts: [Fact] {
        var facts = [Fact("subject", escaped(subject)), Fact("issuer", escaped(issuer))]
        if !sans.isEmpty { facts.append(Fact("names", list: sans.map { escaped($0) }, limit: 50)) }
        facts += [
            Fact("valid", "\(notBefore) to \(notAfter)"),
            Fact("public key", publicKey),
            Fact("sha256", sha256),
        ]
        return facts
    }
}
