import TLSCrypto
import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS
@testable import WaxbillX509

/// RFC 8448's traces with our server's parts in the server's place.
///
/// What cannot be replayed: our server's own flight (the trace's has other extensions, and random signatures), so that its
/// states are built with the trace's transcript where the client's messages come; and what section 4's early data leads
/// to, which is not accepted (its records are left out as RFC 9846, Section 4.3.10 wants).
@Suite(.enabled(if: SharedVectors.exist, SharedVectors.missing))
struct TraceServerTests {
    private let suite: CipherSuiteParameters

    init() throws { suite = try #require(CipherSuiteParameters(.aes128GCMSHA256)) }

    @Test(arguments: 3...7) func keyExchange(section: Int) throws {
        let trace = try SharedVectors.trace(section)
        let group: NamedGroup = section == 5 ? .secp256r1 : .x25519
        let (share, secret) = try KeyExchange.respond(
            group, to: try trace.message("public key", by: .client, section == 5 ? 1 : 0),
            random: ScriptedRandomSource([try trace.privateKey(.server)]))
        #expect(share == (try trace.message("public key", by: .server)))
        #expect(secret.copyBytes() == (try trace.field("IKM", of: "extract secret \"handshake\"")))
    }

    /// Every secret of the schedule, and both Finished messages; in section 4 as far as the server's.
    @Test(arguments: 3...7) func keySchedule(section: Int) throws {
        let trace = try SharedVectors.trace(section)
        var transcript = try transcriptBeforeServerHello(trace)
        let hello = try trace.message("ServerHello", by: .server, section == 5 ? 1 : 0)
        transcript.append(hello)
        let schedule = try handshakeSecret(trace, transcript)
        #expect(schedule.client.secret.copyBytes() == (try trace.secret("c hs traffic")))
        #expect(schedule.server.secret.copyBytes() == (try trace.secret("s hs traffic")))
        // EncryptedExtensions to CertificateVerify.
        let flight = try #require(trace.records(.server).first { $0.phase == .handshake }).content
        transcript.append(Array(flight.dropLast(36)))
        let verifyData = schedule.server.verifyData(transcript.digest)
        #expect(Finished(verifyData: verifyData).encoded() == (try trace.message("Finished", by: .server)))
        transcript.append(Array(flight.suffix(36)))
        let finishedSecret = schedule.client
        let main = schedule.main(transcriptHash: transcript.digest)
        #expect(main.client.secret.copyBytes() == (try trace.secret("c ap traffic")))
        #expect(main.server.secret.copyBytes() == (try trace.secret("s ap traffic")))
        #expect(main.exporter.secret.copyBytes() == (try trace.secret("exp master")))
        // EndOfEarlyData, or Certificate and CertificateVerify, or nothing.
        let content = trace.records(.client).filter { $0.type == .handshake && $0.phase != nil }.flatMap(\.content)
        transcript.append(Array(content.dropLast(36)))
        #expect(
            Finished(verifyData: finishedSecret.verifyData(transcript.digest)).encoded()
                == (try trace.message("Finished", by: .client)))
        transcript.append(Array(content.suffix(36)))
        let resumption = main.resumption(transcriptHash: transcript.digest)
        #expect(resumption.secret.copyBytes() == (try trace.secret("res master")))
        if section == 3 {
            #expect(resumption.psk(ticketNonce: [0, 0]).copyBytes() == (try trace.secret("resumption")))
        }
    }

    /// The client's last flight, given to the states that wait for it.
    @Test(arguments: [3, 5, 6, 7]) func clientFlight(section: Int) throws {
        let trace = try SharedVectors.trace(section)
        var transcript = try transcriptBeforeServerHello(trace)
        transcript.append(try trace.message("ServerHello", by: .server, section == 5 ? 1 : 0))
        let schedule = try handshakeSecret(trace, transcript)
        let flight = try #require(trace.records(.server).first { $0.phase == .handshake }).content
        transcript.append(flight)
        let client = schedule.client
        let expected = ExpectedFinished(
            handshakeSecret: client, main: schedule.main(transcriptHash: transcript.digest))
        let core = try serverCore(trace, transcript, clientAuthentication: section == 6 ? .required : .none)
        let clientRandom = core.hello.hello.random
        var handshake: ServerHandshake
        if section == 6 {
            handshake = .tls13(.waitClientCertificate(WaitClientCertificate(core: core, expected: expected)))
        } else {
            handshake = .tls13(.waitClientFinished(WaitClientFinished(core: core, expected: expected, client: nil)))
        }
        var output = HandshakeOutput()
        for name in section == 6 ? ["Certificate", "CertificateVerify", "Finished"] : ["Finished"] {
            let bytes = try trace.message(name, by: .client)
            let message = try HandshakeMessage(decoding: bytes.span.bytes)
            try handshake.receive(RawHandshakeMessage(type: message.type, bytes: bytes), &output)
            if case .certificate(let certificate) = message {
                let der = try #require(certificate.certificateList.first).certificateData
                let key = try #require(CertificateFields(der: der)).subjectPublicKeyInfo
                try handshake.answer(.certificateVerification(.verified(subjectPublicKeyInfo: key)), &output)
            }
        }
        #expect(handshake.stateName == "CONNECTED")
        let readSecret = Secret(copying: try trace.secret("c ap traffic"))
        let keys = TrafficKeys(suite: suite, secret: readSecret, epoch: .applicationData(generation: 0))
        #expect(output.effects.contains(.install(keys, for: .read)))
        let resumption = Secret(copying: try trace.secret("res master"))
        #expect(output.effects.contains(.derived(.resumption, resumption, clientRandom: clientRandom)))
        guard case .complete(let summary)? = output.effects.last else {
            Issue.record("not complete")
            return
        }
        #expect(summary.clientAuthenticated == (section == 6))
    }

    /// Section 4: the ticket's PSK is accepted by its binder, and the early data left out.
    @Test func resumption() throws {
        let trace = try SharedVectors.trace(4)
        let psk = try SharedVectors.trace(3).secret("resumption")
        var configuration = ServerConfiguration(identityProvider: StaticIdentities([]))
        configuration.sessionStore = InMemorySessionStore()
        var server = try TLSServer(configuration, isObserved: true)
        let session = ServerSession(
            version: .tls13, cipherSuite: .aes128GCMSHA256, secret: Secret(copying: psk),
            issuedAt: SystemClock().millisecondsSinceEpoch, lifetime: 30, serverName: "server", clientCertificates: [],
            isClientVerified: false)
        var accepted = false
        for record in trace.records(.client).prefix(2) {
            try server.receive(record.bytes.span.bytes)
            while let event = server.nextEvent() {
                switch event {
                case .inquiry(.openTicket(let ticket)):
                    let issued = try SharedVectors.trace(3).message("NewSessionTicket", by: .server)
                    #expect(issued.suffix(ticket.count + 10).starts(with: ticket))
                    try server.answer(.sessionState(session.encoded()))
                case .inquiry(let other): Issue.record("asked \(other.name)")
                case .observed(.negotiated(.resumption(let isAccepted))): accepted = isAccepted
                case .applicationData: Issue.record("early data came through")
                default: break
                }
            }
        }
        #expect(accepted)
    }

    /// Section 5: the second ClientHello is what the request asked for.
    @Test func secondClientHello() throws {
        let trace = try SharedVectors.trace(5)
        let first = try clientHello(trace, 0)
        let second = try clientHello(trace, 1)
        var configuration = ServerConfiguration(identityProvider: StaticIdentities([]))
        configuration.groups = [.secp256r1]
        let cookie = try #require(try second.0.extensions.decode(Cookie.self)).cookie
        let retry = RetryRequested(
            cipherSuite: .aes128GCMSHA256, suite: suite, group: .secp256r1, cookie: cookie,
            transcript: try transcriptBeforeServerHello(trace))
        let state = WaitSecondClientHello(configuration: configuration, first: first.0, retry: retry)
        var output = HandshakeOutput()
        let next = try state.receive(ReceivedMessage(message: .clientHello(second.0), bytes: second.1), &output)
        #expect(next.stateName == "RECVD_CH (selecting identity)")
        #expect(output.effects.contains(.negotiated(.group(.secp256r1))))
        #expect(output.effects.contains(.negotiated(.serverName("server"))))
    }

    // MARK: The trace's parts

    private func clientHello(_ trace: Trace, _ index: Int) throws -> (ClientHello, [UInt8]) {
        let bytes = try trace.message("ClientHello", by: .client, index)
        guard case .clientHello(let hello) = try HandshakeMessage(decoding: bytes.span.bytes) else {
            throw TLSError(.internalFailure("not a ClientHello"))
        }
        return (hello, bytes)
    }

    private func transcriptBeforeServerHello(_ trace: Trace) throws -> Transcript {
        let hellos = trace.records(.client).filter { $0.type == .handshake && $0.phase == nil }.map(\.content)
        guard hellos.count == 2 else {
            var transcript = Transcript(.sha256)
            transcript.append(hellos[0])
            return transcript
        }
        var transcript = Transcript(.sha256, replacing: hellos[0])
        transcript.append(try trace.message("ServerHello", by: .server))
        transcript.append(hellos[1])
        return transcript
    }

    private func handshakeSecret(_ trace: Trace, _ transcript: Transcript) throws -> HandshakeSecret {
        let psk = try trace.field("IKM", of: "extract secret \"early\"")
        let shared = try trace.field("IKM", of: "extract secret \"handshake\"")
        return EarlySecret(.sha256, psk: psk.allSatisfy { $0 == 0 } ? nil : Secret(copying: psk))
            .handshake(suite, sharedSecret: Secret(copying: shared), transcriptHash: transcript.digest)
    }

    private func serverCore(
        _ trace: Trace, _ transcript: Transcript, clientAuthentication: ServerConfiguration.ClientAuthentication
    ) throws -> ServerCore {
        var configuration = ServerConfiguration(identityProvider: StaticIdentities([]))
        configuration.clientAuthentication = clientAuthentication
        configuration.limits.minimumRSAModulusBits = 1024
        let (hello, bytes) = try clientHello(trace, 0)
        let received = try ReceivedClientHello(hello, bytes, configuration)
        let extensions = try ReceivedExtensions13(received)
        return ServerCore(
            configuration: configuration, hello: received, extensions: extensions, transcript: transcript,
            cipherSuite: .aes128GCMSHA256, suite: suite, share: try #require(extensions.shares.first),
            applicationProtocol: nil, isRetried: false)
    }
}
