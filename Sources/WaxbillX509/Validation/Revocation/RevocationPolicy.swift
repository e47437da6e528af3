/// What it means that nothing is known about a certificate's revocation.
///
/// A certificate that is known to be revoked is refused under each of them.
public enum RevocationPolicy: String, Sendable, Hashable, CaseIterable, Codable {
    /// It counts as not revoked.
    case ifKnown
    /// The leaf is refused. Certificates of CAs count as not revoked.
    case leafRequired
    /// Every certificate is refused but the trust anchor, which nobody can revoke.
    case required
}

/// What is known about a certificate's revocation.
enum RevocationStatus: Sendable, Hashable {
    case good
    /// - Parameters:
    ///   - at: when, in seconds since 1970-01-01 00:00 UTC.
    ///   - reason: why, where that was said.
    case revoked(at: Int64, reason: RevocationReason?)
    /// - Parameter why: what is missing, as a clause: "no CRL of … is at hand".
    case unknown(why: String)
}
