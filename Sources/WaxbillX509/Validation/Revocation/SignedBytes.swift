/// What X.509 signs: bytes, the algorithm, and the signature (RFC 5280, Section 4.1.1).
struct SignedBytes: Sendable {
    let content: Range<Int>
    /// The DER AlgorithmIdentifier.
    let algorithm: Range<Int>
    /// The contents of the BIT STRING after the count of unused bits.
    let signature: Range<Int>

    /// Whether the signature is one of this certificate's key, with an algorithm that is not weak (RFC 9155).
    func isValid(in der: [UInt8], by issuer: ParsedCertificate) -> Bool {
        issuer.isSigner(of: Array(der[content]), Array(der[signature]), CertificateSignatureAlgorithm(der[algorithm]))
    }

    /// Whether the algorithm is one that is verified at all.
    func isSupported(in der: [UInt8]) -> Bool { !CertificateSignatureAlgorithm(der[algorithm]).schemes.isEmpty }

    /// The algorithm for people.
    func algorithmName(in der: [UInt8]) -> String {
        var outer = DERCursor(der, algorithm)
        var fields = outer.enter(.derSequence)
        return fields?.nextObjectIdentifier()?.description ?? "(malformed)"
    }
}
