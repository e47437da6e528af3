import TLSCrypto
import TLSWire

/// What every state of the client carries after the ServerHello of TLS 1.2 or before; it moves from state to state whole.
struct ClientCore12: ~Copyable, Sendable {
    let configuration: ClientConfiguration
    let offer: ClientOffer
    var transcript: Transcript12
    let version: ProtocolVersion
    let suite: CipherSuiteParameters12
    let serverRandom: [UInt8]
    /// The server's name for the session; empty where it keeps none.
    let sessionID: [UInt8]
    let extensions: ServerHelloExtensions12
    /// The session that is resumed.
    let session: Session?
    /// The group of the key exchange, once it is known.
    var group: NamedGroup?
    var isClientAuthenticated = false

    init(
        configuration: ClientConfiguration, offer: ClientOffer, transcript: Transcript12, version: ProtocolVersion,
        suite: CipherSuiteParameters12, serverRandom: [UInt8], sessionID: [UInt8], extensions: ServerHelloExtensions12,
        session: Session?
    ) {
        self.configuration = configuration
        self.offer = offer
        self.transcript = transcript
        self.version = version
        self.suite = suite
        self.serverRandom = serverRandom
        self.sessionID = sessionID
        self.extensions = extensions
        self.session = session
        isClientAuthenticated = session?.clientAuthenticated ?? false
    }

    var prf: PRF { suite.prf(version) }

    /// Tells what the ServerHello has settled.
    func announce(_ output: inout HandshakeOutput) {
        output.append(.negotiated(.version(version)))
        output.append(.negotiated(.cipherSuite(suite.facts.suite)))
        output.append(.negotiated(.extendedMainSecret(extensions.extendsMainSecret)))
        if extensions.encryptsThenMACs { output.append(.negotiated(.encryptThenMAC)) }
        if let name = extensions.applicationProtocol { output.append(.negotiated(.applicationProtocol(name))) }
        if let name = offer.serverName.indication { output.append(.negotiated(.serverName(name))) }
        if let offered = offer.session, offered.version < .tls13 {
            output.append(.negotiated(.resumption(accepted: session != nil)))
        }
        if let limit = extensions.recordSizeLimit {
            output.append(.negotiated(.recordSizeLimit(limit)))
            // RFC 8449, Section 4: here the limit counts no content type.
            output.append(.limitSentRecords(to: limit + 1))
            if let own = configuration.recordSizeLimit { output.append(.limitReceivedRecords(to: own)) }
        }
    }

    /// What protects both directions (RFC 5246, Section 6.3).
    func cipherSpecs(_ main: MainSecret12) -> (client: CipherSpec12, server: CipherSpec12) {
        let block = KeyBlock12(
            suite, version: version, mainSecret: main.secret, clientRandom: offer.hello.random,
            serverRandom: serverRandom)
        return (spec(block.client), spec(block.server))
    }

    private func spec(_ keys: RecordKeys12) -> CipherSpec12 {
        CipherSpec12(suite: suite, version: version, encryptsThenMACs: extensions.encryptsThenMACs, keys: keys)
    }

    func exporter(_ main: MainSecret12) -> Exporter12 {
        Exporter12(main: main, clientRandom: offer.hello.random, serverRandom: serverRandom)
    }

    /// What was agreed upon.
    func summary(_ authentication: ServerAuthentication12) -> ConnectionSummary {
        ConnectionSummary(
            role: .client, version: version, cipherSuite: suite.facts.suite, keyExchange: suite.facts.keyExchange,
            group: group, signatureScheme: authentication.scheme, extendedMainSecret: extensions.extendsMainSecret,
            encryptThenMAC: suite.facts.mac == nil ? nil : extensions.encryptsThenMACs,
            applicationProtocol: extensions.applicationProtocol, serverName: offer.serverName.indication,
            resumed: session != nil, helloRetryRequest: false, peerCertificates: authentication.chain,
            verified: authentication.isVerified, clientAuthenticated: isClientAuthenticated)
    }
}

/// How the server proves who it is in TLS 1.2 and before.
enum ServerAuthentication12: Sendable {
    /// By its signature over the key exchange.
    case signature(VerifiedSignature)
    /// By decrypting the premaster secret, which its Finished shows.
    case keyTransport(AcceptedCertificate)
    /// By knowing the secret of a session in which it had shown a certificate.
    case resumption(Session)

    fileprivate var scheme: SignatureScheme? {
        if case .signature(let signature) = self { signature.scheme } else { nil }
    }

    /// What was stapled to the certificate.
    var ocspResponse: [UInt8]? {
        switch self {
        case .signature(let signature): signature.certificate.ocspResponse
        case .keyTransport(let certificate): certificate.ocspResponse
        case .resumption(let session): session.ocspResponse
        }
    }

    fileprivate var chain: [[UInt8]] {
        switch self {
        case .signature(let signature): signature.certificate.chain
        case .keyTransport(let certificate): certificate.chain
        case .resumption(let session): session.peerCertificates
        }
    }

    fileprivate var isVerified: Bool {
        switch self {
        case .signature(let signature): signature.certificate.isVerified
        case .keyTransport(let certificate): certificate.isVerified
        case .resumption(let session): session.verified
        }
    }
}
