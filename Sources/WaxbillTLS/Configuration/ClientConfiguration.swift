/// How a client connects. Made once and shared by its connections; nothing in it is parsed again.
public struct ClientConfiguration: Sendable {
    /// The versions offered. The old ones among them are a matter of ``legacy``.
    public var versions: ClosedRange<ProtocolVersion> = DefaultPreferences.versions
    /// The suites offered, most preferred first. Those of versions that are not spoken are left out; the weak ones are a matter
    /// of ``legacy``.
    public var cipherSuites: [CipherSuite] = DefaultPreferences.cipherSuites
    /// The groups offered, most preferred first (RFC 9846, Section 4.3.7).
    public var groups: [NamedGroup] = DefaultPreferences.groups
    /// The groups to send a share for at once; nil: the first post-quantum and the first other one.
    public var keyShareGroups: [NamedGroup]?
    /// The signatures accepted from the server, most preferred first (RFC 9846, Section 4.3.3).
    public var signatureSchemes: [SignatureScheme] = DefaultPreferences.signatureSchemes
    /// The application protocols offered, most preferred first (RFC 7301); empty: none.
    public var applicationProtocols: [ApplicationProtocol] = []
    /// Who decides about the server's certificate.
    public var certificateVerifier: any CertificateVerifier
    /// Who chooses the certificate when the server asks for one; nil: an empty one is sent.
    public var identityProvider: (any IdentityProvider)?
    /// Whether the server is asked for an OCSP response, which the verifier then gets (RFC 6066, Section 8).
    public var requestsOCSPResponse = false
    /// The largest inner plaintext accepted, 64 to 16,385 bytes, announced to the server (RFC 8449); nil: not announced.
    public var recordSizeLimit: Int?
    /// How lengths are hidden.
    public var recordPadding = RecordPadding.none
    /// Whether this is a second attempt with fewer versions, after a first one that failed. A server that speaks more than
    /// is offered then refuses, since somebody in between made the first one fail (TLS_FALLBACK_SCSV, RFC 7507).
    public var isFallback = false
    /// Whether a server without the extended main secret is refused (RFC 7627); in TLS 1.3 there is no other.
    public var requiresExtendedMainSecret = false
    /// Whether servers of TLS 1.2 and before are asked for tickets (RFC 5077), which show an observer which connections belong
    /// together; without, sessions are resumed by session ID.
    public var requestsTickets = true
    /// Whether encrypt-then-MAC is offered with CBC suites (RFC 7366).
    public var encryptsThenMACs = true
    /// Whether reserved values are mixed into the offer so that servers stay tolerant (RFC 8701).
    public var sendsGREASE = false
    /// Whether a session ID and a ChangeCipherSpec make the handshake look like TLS 1.2's (RFC 9846, Appendix E.4).
    public var middleboxCompatibility = true
    /// Who takes the connection's secrets, if anybody.
    public var keyLog: (any KeyLog)?
    /// After how many records our sending keys are renewed; nil: before the AEAD's limit (RFC 9846, Section 5.5).
    public var keyUpdateThreshold: UInt64?
    /// Bounds on what the server may make us do.
    public var limits = PeerLimits()
    /// Where randoms, session IDs and private keys of key shares come from.
    public var randomSource: any RandomSource = SystemRandomSource()
    /// What the ages of tickets are measured with.
    public var clock: any TLSClock = SystemClock()

    /// A configuration with the defaults and this verifier of servers.
    public init(certificateVerifier: any CertificateVerifier) {
        self.certificateVerifier = certificateVerifier
    }
}
