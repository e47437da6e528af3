/// What is asked of the form of certificates.
public enum ValidationProfile: String, Sendable, Hashable, CaseIterable, Codable {
    /// What RFC 5280 has a validator refuse.
    case rfc5280
    /// Besides, what the CA/Browser Forum's Baseline Requirements ask of certificates of TLS servers on the public
    /// Internet.
    case webPKI = "webpki"
}

/// Where a certificate stands in a path.
enum CertificateRole: Sendable, Hashable, CaseIterable {
    case leaf
    case intermediate
    case anchor
}
