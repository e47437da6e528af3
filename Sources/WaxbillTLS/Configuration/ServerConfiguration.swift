/// How a server answers. Made once and shared by its connections; nothing in it is parsed again.
public struct ServerConfiguration: Sendable {
    /// Whether clients have to show a certificate.
    public enum ClientAuthentication: Sendable, Hashable {
        case none
        /// One is asked for; a client without is let in.
        case requested
        /// A client without is refused with `certificate_required`.
        case required
    }

    /// Whose order of cipher suites counts.
    public enum CipherSuitePreference: Sendable, Hashable {
        /// The server's: the first of its suites that the client offers.
        case server
        /// The client's: the first of its suites that the server accepts.
        case client
    }

    /// The versions accepted. The old ones among them are a matter of ``legacy``.
    public var versions: ClosedRange<ProtocolVersion> = DefaultPreferences.versions
    /// The suites accepted, most preferred first. Those of versions that are not spoken are left out; the weak ones are a matter
    /// of ``legacy``.
    public var cipherSuites: [CipherSuite] = DefaultPreferences.cipherSuites
    /// Whose order of suites counts.
    public var cipherSuitePreference = CipherSuitePreference.server
    /// The groups accepted, most preferred first.
    public var groups: [NamedGroup] = DefaultPreferences.groups
    /// The signatures accepted from clients, most preferred first.
    public var signatureSchemes: [SignatureScheme] = DefaultPreferences.signatureSchemes
    /// The application protocols spoken, most preferred first (RFC 7301); empty: ALPN is ignored.
    public var applicationProtocols: [ApplicationProtocol] = []
    /// Who chooses the certificate.
    public var identityProvider: any IdentityProvider
    /// Whether clients are asked for a certificate.
    public var clientAuthentication = ClientAuthentication.none
    /// Who decides about clients' certificates; nil refuses them all.
    public var certificateVerifier: (any CertificateVerifier)?
    /// The DER distinguished names of the authorities asked for (RFC 9846, Section 4.3.4); empty: those of the verifier, or
    /// any.
    public var certificateAuthorities: [[UInt8]] = []
    /// Who keeps sessions between connections; nil: no resumption. Certificates that clients had shown are verified again
    /// before a session is resumed.
    public var sessionStore: (any ServerSessionStore)?
    /// The tickets sent after a handshake.
    public var ticketCount = 2
    /// How long a session can be resumed, in seconds; at most seven days (RFC 9846, Section 4.7.1).
    public var ticketLifetime: UInt32 = 86_400
    /// Whether a HelloRetryRequest carries a cookie that has to come back (RFC 9846, Section 4.3.2).
    public var sendsCookie = false
    /// The largest inner plaintext accepted, 64 to 16,385 bytes, announced to clients that know RFC 8449; nil: 16,385.
    public var recordSizeLimit: Int?
    /// Whether a client without the extended main secret is refused (RFC 7627); in TLS 1.3 there is no other.
    public var requiresExtendedMainSecret = false
    /// Whether encrypt-then-MAC is accepted with CBC suites (RFC 7366).
    public var encryptsThenMACs = true
    /// How lengths are hidden.
    public var recordPadding = RecordPadding.none
    /// Who takes the connections' secrets, if anybody.
    public var keyLog: (any KeyLog)?
    /// After how many records our sending keys are renewed; nil: before the AEAD's limit (RFC 9846, Section 5.5).
    public var keyUpdateThreshold: UInt64?
    /// Bounds on what a client may make us do.
    public var limits = PeerLimits()
    /// Where randoms, cookies and private keys of key shares come from.
    public var randomSource: any RandomSource = SystemRandomSource()
    /// What the ages of tickets are measured with.
    public var clock: any TLSClock = SystemClock()

    /// The authorities that a certificate request names. A verifier's that do not fit are left away, which means any.
    var requestedAuthorities: [[UInt8]] {
        guard certificateAuthorities.isEmpty else { return certificateAuthorities }
        let authorities = certificateVerifier?.certificateAuthorities ?? []
        return Self.fits(authorities) ? authorities : []
    }

    /// A configuration with the defaults and this choice of certificates.
    public init(identityProvider: any IdentityProvider) {
        self.identityProvider = identityProvider
    }
}
