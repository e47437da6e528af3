import TLSCrypto
import TLSWire

/// What every state of the server carries from its ServerHello on; it moves from state to state whole.
struct ServerCore12: ~Copyable, Sendable {
    let configuration: ServerConfiguration
    let hello: ReceivedClientHello
    let extensions: ReceivedExtensions12
    let applicationProtocol: ApplicationProtocol?
    let suite: CipherSuiteParameters12
    /// What ECDHE takes place in; nil with RSA and in a resumption.
    let group: NamedGroup?
    /// The session that is resumed.
    let session: ServerSession?
    /// How the session that this handshake makes will be found again.
    let resumption: PromisedResumption12
    let serverRandom: [UInt8]
    var transcript: Transcript12
    /// The client's proof, if it has shown a certificate.
    var client: VerifiedSignature?

    /// - Parameter session: what is resumed, if anything is.
    init(
        _ opening: ServerOpening12, _ suite: CipherSuiteParameters12, group: NamedGroup?,
        resuming session: ServerSession?
    ) {
        configuration = opening.configuration
        hello = opening.hello
        extensions = opening.extensions
        applicationProtocol = opening.applicationProtocol
        self.suite = suite
        self.group = group
        self.session = session
        resumption = PromisedResumption12(opening, isResumed: session != nil)
        serverRandom = DowngradeSentinel.mark(
            opening.configuration.randomSource.bytes(32), version: opening.hello.version,
            highest: opening.configuration.versions.upperBound)
        transcript = Transcript12(suite.prf(opening.hello.version))
        client = nil
        transcript.append(opening.hello.bytes)
    }

    var version: ProtocolVersion { hello.version }

    /// RFC 7366, Section 3: it is about suites with CBC only.
    var encryptsThenMACs: Bool {
        suite.facts.mac != nil && extensions.hasEncryptThenMAC && configuration.encryptsThenMACs
    }

    /// Tells what has been selected.
    func announce(_ output: inout HandshakeOutput) {
        output.append(.negotiated(.cipherSuite(suite.facts.suite)))
        if let group { output.append(.negotiated(.group(group))) }
        if let applicationProtocol { output.append(.negotiated(.applicationProtocol(applicationProtocol))) }
        if let name = hello.serverName { output.append(.negotiated(.serverName(name))) }
        output.append(.negotiated(.extendedMainSecret(extensions.hasExtendedMainSecret)))
        if encryptsThenMACs { output.append(.negotiated(.encryptThenMAC)) }
    }

    /// The session that this handshake makes, or resumes.
    func session(_ main: MainSecret12) -> ServerSession {
        session
            ?? ServerSession(
                version: version, cipherSuite: suite.facts.suite, secret: main.secret,
                issuedAt: configuration.clock.millisecondsSinceEpoch, lifetime: configuration.ticketLifetime,
                serverName: hello.serverName, clientCertificates: client?.certificate.chain ?? [],
                isClientVerified: client?.certificate.isVerified ?? false)
    }

    /// What was agreed upon.
    var summary: ConnectionSummary {
        let certificates = client?.certificate.chain ?? session?.clientCertificates ?? []
        return ConnectionSummary(
            role: .server, version: version, cipherSuite: suite.facts.suite, keyExchange: suite.facts.keyExchange,
            group: group, signatureScheme: client?.scheme, extendedMainSecret: extensions.hasExtendedMainSecret,
            encryptThenMAC: suite.facts.mac == nil ? nil : encryptsThenMACs, applicationProtocol: applicationProtocol,
            serverName: hello.serverName, resumed: session != nil, helloRetryRequest: false,
            peerCertificates: certificates,
            verified: client?.certificate.isVerified ?? session?.isClientVerified ?? false,
            clientAuthenticated: !certificates.isEmpty)
    }
}

/// How a session will be found again: the client gets a ticket, or the session ID is kept, or neither.
enum PromisedResumption12: Sendable, Equatable {
    case none
    /// RFC 5077, Section 3.3
    case ticket
    /// RFC 5246, Section 7.4.1.3
    case sessionID([UInt8])

    init(_ opening: ServerOpening12, isResumed: Bool) {
        let configuration = opening.configuration
        // RFC 7627, Section 5.3: without extended_main_secret, a session is not to be resumed.
        guard let store = configuration.sessionStore, opening.extensions.hasExtendedMainSecret else {
            self = .none
            return
        }
        if opening.extensions.sessionTicket != nil, configuration.ticketCount > 0 {
            self = .ticket
        } else if store.keepsSessionIDs, !isResumed {
            self = .sessionID(configuration.randomSource.bytes(32))
        } else {
            self = .none
        }
    }
}
