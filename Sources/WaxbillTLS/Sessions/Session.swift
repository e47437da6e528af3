import TLSCrypto

/// What a client keeps to resume a session: a ticket and the secret that goes with it (RFC 9846, Section 4.7.1), or before
/// TLS 1.3 a session ID.
public struct Session: Sendable {
    /// The server's opaque ticket; empty where the session is resumed by ``sessionID``.
    public let ticket: [UInt8]
    /// The server's session ID (RFC 5246, Section 7.4.1.2); empty in TLS 1.3.
    public let sessionID: [UInt8]
    /// For how many seconds from ``receivedAt`` on the ticket may be used.
    public let lifetime: UInt32
    /// When the ticket or session ID came, in milliseconds since 1970.
    public let receivedAt: UInt64
    /// The version of the original handshake, in which alone the session is resumed.
    public let version: ProtocolVersion
    /// The suite of the original handshake; one with the same hash can resume it.
    public let cipherSuite: CipherSuite
    /// The name that the server proved. A session is used for this name only (RFC 9846, Section 4.7.1).
    public let serverName: ServerName
    /// What ALPN selected in the original handshake.
    public let applicationProtocol: ApplicationProtocol?
    /// The server's DER certificates of the original handshake.
    public let peerCertificates: [[UInt8]]
    /// Whether they were verified.
    public let verified: Bool
    /// The OCSP response that the server had stapled to them, in DER, with which they are verified again before a resumption.
    public let ocspResponse: [UInt8]?
    /// Whether we showed a certificate.
    package let clientAuthenticated: Bool
    package let ageAdd: UInt32
    package let secret: Secret

    /// Whether the session can still be used at this time, in milliseconds since 1970.
    public func isUsable(at now: UInt64) -> Bool {
        now >= receivedAt && now - receivedAt < UInt64(lifetime) * 1000
    }

    /// The age that the server is told, masked (RFC 9846, Section 4.3.11.1).
    func obfuscatedAge(at now: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: now >= receivedAt ? now - receivedAt : 0) &+ ageAdd
    }
}
