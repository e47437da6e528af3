import TLSCrypto
import TLSWire
import WaxbillTLS

/// What a scripted client and a scripted server of TLS 1.2, 1.1 and 1.0 have in common: the facts that follow from the
/// messages that passed, and the secrets.
package class ScriptedPeer12: ScriptedPeer {
    /// The version that the peer speaks.
    package let version: ProtocolVersion
    /// The suite that the peer offers or chooses.
    package let suite: CipherSuite
    /// Whom the peer claims to be.
    package let identity: Identity?
    /// Whether the peer offers the extended main secret, or agrees to it (RFC 7627).
    package var wantsExtendedMainSecret = true
    /// Whether the peer offers encrypt-then-MAC, or agrees to it (RFC 7366).
    package var wantsEncryptThenMAC = true
    /// What the peer signs with; nil: the first that its key and the other side know.
    package var signatureScheme: SignatureScheme?
    /// The session that the peer resumes if the other side has it too.
    package let session: ScriptedSession12?

    package internal(set) var clientHello: ClientHello?
    package internal(set) var serverHello: ServerHello?
    package internal(set) var certificateRequest: CertificateRequest12?
    /// The other side's certificates.
    package internal(set) var peerChain: [[UInt8]] = []
    /// The ticket that passed.
    package private(set) var ticket: [UInt8]?
    package var premasterSecret: Secret?
    package var mainSecret: Secret?

    init(
        _ role: Role, _ version: ProtocolVersion, _ suite: CipherSuite, _ identity: Identity?,
        session: ScriptedSession12?, random: any RandomSource
    ) {
        self.version = version
        self.suite = suite
        self.identity = identity
        self.session = session
        super.init(role, random: random, opensApplicationDataOnly: false)
    }

    /// Changes each message of this form before it is sent.
    package func change<Body: VersionedHandshakeBody>(_ body: Body.Type, _ change: @escaping (inout Body) -> Void) {
        rewrite(Body.handshakeType) { [version] bytes in
            var body = try Body(decoding: Array(bytes.dropFirst(4)).span.bytes, version: version)
            change(&body)
            return body.encoded()
        }
    }

    // MARK: What follows from a message

    override func observe(_ bytes: [UInt8], _ type: HandshakeType, from sender: Role) throws {
        // RFC 5246, Section 7.4.1.1: no part of the transcript.
        guard type != .helloRequest else { return }
        if sender != role, type == .finished { check(bytes, from: sender) }
        if sender != role, type == .certificateVerify { try checkCertificateVerify(bytes) }
        transcript += bytes
        // What the test has made undecodable says nothing.
        guard let message = try? HandshakeMessage12(decoding: bytes.span.bytes) else {
            // But a client knows its own secret whatever it has sent.
            if type == .clientKeyExchange, sender == role { deriveMainSecret() }
            return
        }
        switch message {
        case .clientHello(let hello):
            // A new handshake on the same connection.
            if clientHello != nil { transcript = bytes }
            clientHello = hello
        case .serverHello(let hello):
            serverHello = hello
            records.version = hello.legacyVersion
            if isResumed { mainSecret = session?.mainSecret }
        case .certificate(let certificate): if sender != role { peerChain = certificate.certificateList }
        case .certificateRequest(let request): certificateRequest = try? request.decode(version: version)
        case .serverKeyExchange(let exchange): if sender != role { try receiveServerKeyExchange(exchange) }
        case .clientKeyExchange(let exchange):
            if sender != role { try receiveClientKeyExchange(exchange) }
            deriveMainSecret()
        case .newSessionTicket(let message): ticket = message.ticket
        default: break
        }
    }

    func receiveServerKeyExchange(_ exchange: Undecoded<ServerKeyExchange>) throws {}

    func receiveClientKeyExchange(_ exchange: ClientKeyExchange) throws {}

    private func check(_ finished: [UInt8], from sender: Role) {
        guard let mainSecret, complaint == nil else { return }
        if Array(finished.dropFirst(4)) != verifyData(of: sender, mainSecret) {
            complaint = ScriptedPeerError("wrong verify_data")
        }
    }

    private func checkCertificateVerify(_ bytes: [UInt8]) throws {
        let proof = try CertificateVerify12(decoding: Array(bytes.dropFirst(4)).span.bytes, version: version)
        check(proof.signedMessages, over: transcript)
    }

    // MARK: Keys

    override func installWritingKeys() throws { records.writing = try protection(of: role) }

    override func receiveChangeCipherSpec() throws {
        guard mainSecret != nil else { return }
        records.reading = try protection(of: role == .client ? .server : .client)
    }

    // MARK: Negotiated

    /// Whether both sides take this handshake for an abbreviated one.
    package var isResumed: Bool { false }

    /// The parameters of the suite in the ServerHello, or of the peer's own.
    package var parameters: CipherSuiteParameters12 {
        get throws {
            guard
                let parameters = serverHello.flatMap({ CipherSuiteParameters12($0.cipherSuite) })
                    ?? CipherSuiteParameters12(suite)
            else { throw ScriptedPeerError("no parameters of \(suite)") }
            return parameters
        }
    }

    /// Whether both hellos have this extension.
    package func bothHave(_ type: ExtensionType) -> Bool {
        clientHello?.extensions.contains(type) == true && serverHello?.extensions.contains(type) == true
    }

    /// What both sides can resume after this handshake.
    package var newSession: ScriptedSession12? {
        guard let mainSecret, let serverHello else { return nil }
        return ScriptedSession12(
            version: version, suite: serverHello.cipherSuite, mainSecret: mainSecret,
            usesExtendedMainSecret: bothHave(.extendedMainSecret), sessionID: serverHello.legacySessionIDEcho,
            ticket: ticket ?? session?.ticket)
    }
}
