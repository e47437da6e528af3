import TLSCrypto
import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS
@testable import WaxbillX509

/// RFC 8448's traces with our client in the client's place: it gets the server's records and has to send the client's,
/// byte for byte, and to derive the same secrets.
///
/// What cannot be replayed: ClientHellos (other extensions and another order than ours; the trace's are taken as the
/// offer), early data and EndOfEarlyData (section 4; not spoken, so that the client's Finished differs), and making
/// signatures (random; the trace's are given as the signer's answer).
@Suite(.enabled(if: SharedVectors.exist, SharedVectors.missing))
struct TraceClientTests {
    /// Sections 3 (simple), 6 (client authentication) and 7 (middlebox compatibility).
    @Test(arguments: [3, 6, 7], [nil, 1])
    func handshake(section: Int, chunk: Int?) throws {
        let trace = try SharedVectors.trace(section)
        let replay = try ClientReplay(trace, retried: false)
        try replay.run(chunk: chunk)
        #expect(hexadecimal(replay.written) == hexadecimal(trace.records(.client).dropFirst().flatMap(\.bytes)))
        let summary = try #require(replay.summary)
        #expect(summary.cipherSuite == .aes128GCMSHA256)
        #expect(summary.group == .x25519)
        #expect(summary.clientAuthenticated == (section == 6))
        #expect(replay.secrets == (try expectedSecrets(trace)))
        #expect(replay.isPeerClosed)
        if section == 3 {
            let session = try #require(replay.sessions.first)
            #expect(session.secret.copyBytes() == (try trace.secret("resumption")))
            #expect(replay.received == trace.records(.server).first { $0.type == .applicationData }?.content)
        }
    }

    /// Section 5, from the second ClientHello on.
    @Test(arguments: [nil, 1]) func afterHelloRetryRequest(chunk: Int?) throws {
        let trace = try SharedVectors.trace(5)
        let replay = try ClientReplay(trace, retried: true)
        try replay.run(chunk: chunk)
        #expect(hexadecimal(replay.written) == hexadecimal(trace.records(.client).dropFirst(2).flatMap(\.bytes)))
        let summary = try #require(replay.summary)
        #expect(summary.group == .secp256r1)
        #expect(summary.helloRetryRequest)
        #expect(replay.secrets == (try expectedSecrets(trace)))
    }

    /// Section 5, our second ClientHello: the trace's but for padding, and for the cookie's place.
    @Test func secondClientHello() throws {
        let trace = try SharedVectors.trace(5)
        let random = ScriptedRandomSource([try trace.privateKey(.client), try trace.privateKey(.client, 1)])
        var configuration = ClientReplay.configuration(trace)
        configuration.randomSource = random
        configuration.groups = [.x25519, .secp256r1, .secp384r1]
        let first = try ClientReplay.decode(trace.message("ClientHello", by: .client))
        let offer = ClientOffer(
            serverName: .dnsName("server"), hello: first, bytes: first.encoded(),
            shares: [try KeyExchangePrivateKey.generate(.x25519, random: random)], session: nil)
        var output = HandshakeOutput()
        let request = try trace.message("ServerHello", by: .server)
        _ = try WaitServerHello(configuration: configuration, offer: offer, retry: nil)
            .receive(ReceivedMessage(message: HandshakeMessage(decoding: request.span.bytes), bytes: request), &output)
        #expect(output.effects.count == 2)
        #expect(output.effects.first == .negotiated(.helloRetryRequest))
        guard case .send(let sent)? = output.effects.last else {
            Issue.record("no second ClientHello")
            return
        }
        var ours = try ClientReplay.decode(sent.bytes)
        var theirs = try ClientReplay.decode(trace.message("ClientHello", by: .client, 1))
        #expect(ours.extensions.body(of: .cookie) == theirs.extensions.body(of: .cookie))
        for type in [ExtensionType.cookie, .padding] {
            ours.extensions.remove(type)
            theirs.extensions.remove(type)
        }
        #expect(ours == theirs)
    }

    /// Section 4: the binder, the server's flight, and the secrets; the rest is early data's.
    @Test func resumption() throws {
        let trace = try SharedVectors.trace(4)
        let replay = try ClientReplay(trace, retried: false, psk: try SharedVectors.trace(3).secret("resumption"))
        try replay.run(serverRecords: 2)
        let summary = try #require(replay.summary)
        #expect(summary.resumed)
        var expected = try expectedSecrets(trace)
        expected["resumption_main_secret"] = nil
        var derived = replay.secrets
        derived["resumption_main_secret"] = nil
        #expect(derived == expected)
        let psk = Secret(copying: try SharedVectors.trace(3).secret("resumption"))
        let binder = EarlySecret(.sha256, psk: psk).binder(try trace.field("binder hash", of: "calculate PSK binder"))
        #expect(binder == (try trace.field("finished", of: "calculate PSK binder")))
        let hello = try trace.message("ClientHello", by: .client) + [0, 33, 32] + binder
        #expect(hello == trace.records(.client).first?.content)
    }

    private func expectedSecrets(_ trace: Trace) throws -> [String: [UInt8]] {
        [
            "CLIENT_HANDSHAKE_TRAFFIC_SECRET": try trace.secret("c hs traffic"),
            "SERVER_HANDSHAKE_TRAFFIC_SECRET": try trace.secret("s hs traffic"),
            "CLIENT_TRAFFIC_SECRET_0": try trace.secret("c ap traffic"),
            "SERVER_TRAFFIC_SECRET_0": try trace.secret("s ap traffic"),
            "EXPORTER_SECRET": try trace.secret("exp master"),
            "resumption_main_secret": try trace.secret("res master"),
        ]
    }
}

/// Our client in a trace.
private final class ClientReplay {
    private let trace: Trace
    private var connection: Connection<ClientHandshake>
    private(set) var written: [UInt8] = []
    private(set) var received: [UInt8] = []
    private(set) var summary: ConnectionSummary?
    private(set) var secrets: [String: [UInt8]] = [:]
    private(set) var sessions: [Session] = []
    private(set) var isPeerClosed = false

    static func configuration(_ trace: Trace) -> ClientConfiguration {
        var configuration = ClientConfiguration(certificateVerifier: StubVerifier())
        configuration.middleboxCompatibility = trace.records.contains { $0.type == .changeCipherSpec }
        configuration.recordSizeLimit = 16_385
        configuration.limits.minimumRSAModulusBits = 1024
        return configuration
    }

    static func decode(_ bytes: [UInt8]) throws -> ClientHello {
        guard case .clientHello(let hello) = try HandshakeMessage(decoding: bytes.span.bytes) else {
            throw TLSError(.internalFailure("not a ClientHello"))
        }
        return hello
    }

    init(_ trace: Trace, retried: Bool, psk: [UInt8]? = nil) throws {
        self.trace = trace
        let configuration = Self.configuration(trace)
        // The hello as it was sent, with binders.
        let bytes = try #require(trace.records(.client).dropFirst(retried ? 1 : 0).first).content
        let key = try KeyExchangePrivateKey.generate(
            retried ? .secp256r1 : .x25519,
            random: ScriptedRandomSource([try trace.privateKey(.client, retried ? 1 : 0)]))
        #expect(key.publicKey == (try trace.message("public key", by: .client, retried ? 1 : 0)))
        let session = psk.map {
            Session(
                ticket: [1], sessionID: [], lifetime: 30, receivedAt: 0, version: .tls13, cipherSuite: .aes128GCMSHA256,
                serverName: .dnsName("server"), applicationProtocol: nil, peerCertificates: [], verified: true,
                ocspResponse: nil,
                clientAuthenticated: false, ageAdd: 0, secret: Secret(copying: $0))
        }
        let offer = ClientOffer(
            serverName: .dnsName("server"), hello: try Self.decode(bytes), bytes: bytes, shares: [key],
            session: session)
        var retry: HelloRetry?
        if retried {
            var transcript = Transcript(.sha256, replacing: try trace.message("ClientHello", by: .client))
            transcript.append(try trace.message("ServerHello", by: .server))
            retry = HelloRetry(cipherSuite: .aes128GCMSHA256, transcript: transcript)
        }
        connection = Connection(
            .waitServerHello(WaitServerHello(configuration: configuration, offer: offer, retry: retry)),
            role: .client, settings: ConnectionSettings(configuration, isObserved: true))
    }

    /// Gives the client the server's records, and its caller's part in the trace's order.
    func run(chunk: Int? = nil, serverRecords: Int = .max) throws {
        var left = serverRecords
        let isRetried = try #require(trace.records(.server).first).content[6...].starts(with: HelloRetryRequest.random)
        for record in isRetried ? Array(trace.records.dropFirst(2)) : trace.records {
            switch (record.sender, record.type) {
            case (.server, _):
                guard left > 0 else { return }
                left -= 1
                for start in stride(from: 0, to: record.bytes.count, by: chunk ?? record.bytes.count) {
                    let part = Array(record.bytes[start...].prefix(chunk ?? record.bytes.count))
                    try connection.receive(part.span.bytes)
                    try drain()
                }
            case (.client, .applicationData) where record.phase == .application:
                try connection.send(record.content.span.bytes)
            case (.client, .alert): connection.close()
            default: break
            }
            try drain()
        }
    }

    private func drain() throws {
        while let event = connection.nextEvent() {
            switch event {
            case .write(let bytes): written += bytes
            case .applicationData(let bytes): received += bytes
            case .inquiry(let inquiry): try answer(inquiry)
            case .handshakeCompleted(let summary): self.summary = summary
            case .sessionTicket(let session): sessions.append(session)
            case .peerClosed(let clean): isPeerClosed = clean
            case .observed(.secret(let label, let secret)): secrets[label] = secret
            case .keyLog, .observed: break
            }
        }
    }

    private func answer(_ inquiry: Inquiry) throws {
        switch inquiry {
        case .verifyCertificate(let request):
            let certificate = try #require(request.certificateChain.first)
            let fields = try #require(CertificateFields(der: certificate))
            try connection.answer(
                .certificateVerification(.verified(subjectPublicKeyInfo: fields.subjectPublicKeyInfo)))
        case .selectIdentity:
            let message = try trace.message("Certificate", by: .client)
            guard case .certificate(let certificate) = try HandshakeMessage(decoding: message.span.bytes) else {
                return
            }
            try connection.answer(
                .identity(
                    Identity(
                        certificateChain: certificate.certificateList.map(\.certificateData),
                        signer: SilentSigner(signatureSchemes: [.rsaPSSRSAESHA256]))))
        case .sign:
            let message = try trace.message("CertificateVerify", by: .client)
            guard case .certificateVerify(let proof) = try HandshakeMessage(decoding: message.span.bytes) else {
                return
            }
            try connection.answer(.signature(proof.signature))
        case .openTicket, .issueTicket, .decryptPremaster, .openSession, .keepSession:
            Issue.record("a client was asked for a server's answer")
        }
    }
}

/// A signer whose signatures come from elsewhere.
struct SilentSigner: Signer {
    let signatureSchemes: [SignatureScheme]

    func sign(_ content: [UInt8], with scheme: SignatureScheme) throws -> [UInt8] {
        throw TLSError(.internalFailure("not asked to sign"))
    }
}
