import TLSCrypto
import TLSWire

/// The client's way from a ServerHello of TLS 1.2 or before: to a full handshake, or to the end of a resumed one
/// (RFC 5246, Section 7.4.1.3).
struct AcceptServerHello12 {
    let configuration: ClientConfiguration
    let offer: ClientOffer
    let version: ProtocolVersion

    func accept(
        _ hello: ServerHello, _ message: ReceivedMessage, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ClientHandshake12 {
        let suite = try suite(of: hello)
        let extensions = try ServerHelloExtensions12(hello.extensions, offer, configuration, suite)
        let session = try resumedSession(hello, extensions)

        var transcript = Transcript12(suite.prf(version))
        transcript.append(offer.bytes)
        transcript.append(message.bytes)
        let core = ClientCore12(
            configuration: configuration, offer: offer, transcript: transcript, version: version, suite: suite,
            serverRandom: hello.random, sessionID: hello.legacySessionIDEcho, extensions: extensions, session: session)
        core.announce(&output)
        guard let session else { return .waitCertificate(WaitCertificate12(core: core)) }
        return ResumedFlight12.begin(core, session, &output)
    }

    private func suite(of hello: ServerHello) throws(TLSError) -> CipherSuiteParameters12 {
        guard hello.legacyCompressionMethod == 0 else {
            throw .violation(.compressionSelected(hello.legacyCompressionMethod))
        }
        guard offer.hello.cipherSuites.contains(hello.cipherSuite),
            let suite = CipherSuiteParameters12(hello.cipherSuite), suite.facts.minimumVersion <= version
        else { throw .violation(.cipherSuiteNotOffered(hello.cipherSuite)) }
        return suite
    }

    /// The session that the server resumes, which it says by repeating the session ID (RFC 5246, Section 7.4.1.3; for
    /// tickets RFC 5077, Section 3.4).
    private func resumedSession(
        _ hello: ServerHello, _ extensions: ServerHelloExtensions12
    ) throws(TLSError) -> Session? {
        let id = hello.legacySessionIDEcho
        guard !id.isEmpty, id == offer.hello.legacySessionID else { return nil }
        guard let session = offer.session else { throw .violation(.sessionNotOffered) }
        guard session.version == version else { throw .violation(.sessionChanged("version")) }
        guard session.cipherSuite == hello.cipherSuite else { throw .violation(.sessionChanged("cipher suite")) }
        // RFC 7627, Section 5.3: only sessions with the extension are kept.
        guard extensions.extendsMainSecret else { throw .violation(.extendedMainSecretInResumption) }
        return session
    }
}

/// What the extensions of a ServerHello of TLS 1.2 or before settle.
struct ServerHelloExtensions12: Sendable {
    /// RFC 7627
    let extendsMainSecret: Bool
    /// RFC 7366
    let encryptsThenMACs: Bool
    /// A NewSessionTicket will come (RFC 5077, Section 3.2).
    let promisesTicket: Bool
    /// A CertificateStatus may come (RFC 6066, Section 8).
    let promisesStatus: Bool
    let applicationProtocol: ApplicationProtocol?
    /// RFC 8449, Section 4
    let recordSizeLimit: Int?

    init(
        _ block: ExtensionBlock, _ offer: ClientOffer, _ configuration: ClientConfiguration,
        _ suite: CipherSuiteParameters12
    ) throws(TLSError) {
        try Self.check(block, offer, configuration.limits)
        // RFC 5746, Section 3.4
        if let info = try block.extract(RenegotiationInfo.self), !info.renegotiatedConnection.isEmpty {
            throw .violation(.renegotiationInfoInvalid)
        }
        extendsMainSecret = try block.extract(ExtendedMainSecret.self) != nil
        guard extendsMainSecret || !configuration.requiresExtendedMainSecret else {
            throw .violation(.extendedMainSecretMissing)
        }
        encryptsThenMACs = try block.extract(EncryptThenMAC.self) != nil
        // RFC 7366, Section 3
        guard !encryptsThenMACs || suite.facts.mac != nil else {
            throw .violation(.encryptThenMACWithoutCBC(suite.facts.suite))
        }
        promisesTicket = try block.extract(SessionTicketAcknowledgement.self) != nil
        promisesStatus = try block.extract(StatusRequestAcknowledgement.self) != nil
        applicationProtocol = try ALPNSelection.accepted(block, offered: configuration.applicationProtocols)
        recordSizeLimit = try block.extract(RecordSizeLimit.self).map { Int($0.recordSizeLimit) }
        _ = try block.extract(ServerNameAcknowledgement.self)
        _ = try block.extract(ECPointFormatList.self)
        // RFC 8449, Section 4: no more than the protocol's own maximum.
        if let recordSizeLimit, recordSizeLimit > RecordHeader.maximumPlaintextLength {
            throw .violation(.recordSizeLimitInvalid(recordSizeLimit))
        }
    }

    /// RFC 5246, Section 7.4.1.4: only what was asked for, and only what has its place there.
    private static func check(_ block: ExtensionBlock, _ offer: ClientOffer, _ limits: PeerLimits) throws(TLSError) {
        guard block.count <= limits.extensionCount else { throw .violation(.tooManyExtensions(block.count)) }
        for type in block.types {
            guard offer.hello.extensions.contains(type), !GREASE.isGREASE(type.rawValue) else {
                throw .violation(.extensionNotOffered(type, in: .serverHello))
            }
        }
        if let type = block.firstMisplacedInServerHello12 {
            throw .violation(.extensionMisplaced(type, in: .serverHello))
        }
    }
}
