/// What a handshake agreed upon.
public struct ConnectionSummary: Sendable, Hashable {
    /// Which side we are.
    public let role: Role
    /// The protocol version.
    public let version: ProtocolVersion
    /// The suite that protects the records.
    public let cipherSuite: CipherSuite
    /// How the two sides came to share a secret; when resumed before TLS 1.3, in the original handshake.
    public let keyExchange: KeyExchangeAlgorithm
    /// The key exchange's group.
    public let group: NamedGroup?
    /// The scheme of the peer's signature; nil where it made none (resumption, or a client without a certificate).
    public let signatureScheme: SignatureScheme?
    /// Whether the main secret depends on the whole handshake (RFC 7627): where it does not, a connection through a
    /// malicious server can be made to look like another one (Triple Handshake). Nil in TLS 1.3, where it always does.
    public let extendedMainSecret: Bool?
    /// Whether CBC records are encrypted first and then authenticated (RFC 7366); nil where the suite has no CBC.
    public let encryptThenMAC: Bool?
    /// What ALPN selected (RFC 7301); nil where one side does not take part.
    public let applicationProtocol: ApplicationProtocol?
    /// The name that the client asked for.
    public let serverName: String?
    /// Whether a session was resumed.
    public let resumed: Bool
    /// Whether the server asked for a second ClientHello.
    public let helloRetryRequest: Bool
    /// The peer's DER certificates, its own first; those of the original handshake when resumed.
    public let peerCertificates: [[UInt8]]
    /// Whether the peer's certificates were verified against trust roots.
    public let verified: Bool
    /// Whether the client proved a certificate, now or in the resumed handshake.
    public let clientAuthenticated: Bool

    /// Whether the connection stays secret when the key of the server's certificate gets known later.
    public var isForwardSecret: Bool { keyExchange.isForwardSecret }
}
