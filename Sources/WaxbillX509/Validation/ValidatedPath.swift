import TLSCrypto

/// A path that is good: what was found, for decisions on top of it.
public struct ValidatedPath: Sendable {
    let chain: [ParsedCertificate]

    /// The policies under which the path is valid, as dotted object identifiers; `2.5.29.32.0` stands for any
    /// (RFC 5280, Section 6.1.6).
    public let policies: Set<String>

    /// DER certificates, the leaf first and the trust anchor last.
    public var certificates: [[UInt8]] { chain.map(\.der) }

    /// The same certificates for people.
    public var summaries: [CertificateSummary] { chain.map { CertificateSummary($0) } }

    /// The leaf's DER SubjectPublicKeyInfo (RFC 5280, Section 4.1.2.7).
    public var subjectPublicKeyInfo: [UInt8] { chain.first?.subjectPublicKeyInfo ?? [] }

    /// The leaf's key.
    package var publicKey: PublicKey? { chain.first?.publicKey }

    /// The leaf's names by which a client is known: its URIs, mail addresses and DNS names.
    public var subjectAlternativeNames: [String] { summaries.first?.sans ?? [] }
}
