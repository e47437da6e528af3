import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// What each state does with the message or the answer that it waits for, in order.
@Suite struct HandshakeEffectTests {
    /// A full handshake in which both sides show certificates, and everything that can be negotiated is.
    @Test func fullHandshake() async throws {
        let run = try HandshakeRun(client, server)
        try await run.run()
        expect(
            run,
            [
                "client START, start: send ClientHello; WAIT_SH",
                "server START, ClientHello: negotiated version(TLSv1.3), negotiated cipherSuite(TLS_AES_128_GCM_SHA256), "
                    + "negotiated group(x25519), negotiated applicationProtocol(h2), "
                    + "negotiated serverName(\"server.test\"), ask selectIdentity; RECVD_CH (selecting identity)",
                "server RECVD_CH (selecting identity), selectIdentity: "
                    + "negotiated signatureScheme(ecdsa_secp256r1_sha256), send ServerHello, send ChangeCipherSpec, "
                    + "derived clientHandshakeTraffic, derived serverHandshakeTraffic, write handshake, "
                    + "read handshake, negotiated recordSizeLimit(1000), send at most 1000, receive at most 16385, "
                    + "send EncryptedExtensions, send CertificateRequest, send Certificate, ask sign; "
                    + "NEGOTIATED (signing)",
                "client WAIT_SH, ServerHello: negotiated version(TLSv1.3), "
                    + "negotiated cipherSuite(TLS_AES_128_GCM_SHA256), negotiated group(x25519), "
                    + "derived clientHandshakeTraffic, derived serverHandshakeTraffic, read handshake, "
                    + "send ChangeCipherSpec, write handshake; WAIT_EE",
                "client WAIT_EE, EncryptedExtensions: negotiated applicationProtocol(h2), "
                    + "negotiated serverName(\"server.test\"), negotiated recordSizeLimit(16385), "
                    + "send at most 16385, receive at most 1000; WAIT_CERT_CR",
                "client WAIT_CERT_CR, CertificateRequest: ; WAIT_CERT",
                "client WAIT_CERT, Certificate: ask verifyCertificate; WAIT_CERT (verifying)",
                "server NEGOTIATED (signing), sign: send CertificateVerify, send Finished, derived clientTraffic, "
                    + "derived serverTraffic, derived exporter, write application data; WAIT_CERT",
                "client WAIT_CERT (verifying), verifyCertificate: ; WAIT_CV",
                "client WAIT_CV, CertificateVerify: negotiated signatureScheme(ecdsa_secp256r1_sha256); WAIT_FINISHED",
                "client WAIT_FINISHED, Finished: derived clientTraffic, derived serverTraffic, derived exporter, "
                    + "read application data, ask selectIdentity; WAIT_FINISHED (selecting identity)",
                "client WAIT_FINISHED (selecting identity), selectIdentity: send Certificate, ask sign; "
                    + "WAIT_FINISHED (signing)",
                "server WAIT_CERT, Certificate: ask verifyCertificate; WAIT_CERT (verifying)",
                "client WAIT_FINISHED (signing), sign: send CertificateVerify, send Finished, write application data, "
                    + "derived resumption, complete; CONNECTED",
                "server WAIT_CERT (verifying), verifyCertificate: ; WAIT_CV",
                "server WAIT_CV, CertificateVerify: ; WAIT_FINISHED",
                "server WAIT_FINISHED, Finished: read application data, derived resumption, complete, "
                    + "ask issueTicket; CONNECTED (issuing tickets)",
                "server CONNECTED (issuing tickets), issueTicket: send NewSessionTicket; CONNECTED",
                "client CONNECTED, NewSessionTicket: issued; CONNECTED",
            ])
        expectAgreement(run)
    }

    /// The PSK takes the certificates' place.
    @Test func resumption() async throws {
        let session = try await session()
        let run = try HandshakeRun(client, server, session: session)
        try await run.run(until: .server, state: "CONNECTED (issuing tickets)")
        expect(
            run,
            [
                "client START, start: ask verifyCertificate; START (verifying session)",
                "client START (verifying session), verifyCertificate: send ClientHello; WAIT_SH",
                "server START, ClientHello: negotiated version(TLSv1.3), negotiated cipherSuite(TLS_AES_128_GCM_SHA256), "
                    + "negotiated group(x25519), negotiated applicationProtocol(h2), "
                    + "negotiated serverName(\"server.test\"), ask openTicket; RECVD_CH (opening ticket)",
                "server RECVD_CH (opening ticket), openTicket: ask verifyCertificate; RECVD_CH (verifying session)",
                "server RECVD_CH (verifying session), verifyCertificate: negotiated resumption(accepted: true), "
                    + "send ServerHello, send ChangeCipherSpec, derived clientHandshakeTraffic, "
                    + "derived serverHandshakeTraffic, write handshake, read handshake, "
                    + "negotiated recordSizeLimit(1000), send at most 1000, receive at most 16385, "
                    + "send EncryptedExtensions, send Finished, derived clientTraffic, derived serverTraffic, "
                    + "derived exporter, write application data; WAIT_FINISHED",
                "client WAIT_SH, ServerHello: negotiated version(TLSv1.3), "
                    + "negotiated cipherSuite(TLS_AES_128_GCM_SHA256), negotiated group(x25519), "
                    + "negotiated resumption(accepted: true), derived clientHandshakeTraffic, "
                    + "derived serverHandshakeTraffic, read handshake, send ChangeCipherSpec, write handshake; WAIT_EE",
                "client WAIT_EE, EncryptedExtensions: negotiated applicationProtocol(h2), "
                    + "negotiated serverName(\"server.test\"), negotiated recordSizeLimit(16385), "
                    + "send at most 16385, receive at most 1000; WAIT_FINISHED",
                "client WAIT_FINISHED, Finished: derived clientTraffic, derived serverTraffic, derived exporter, "
                    + "read application data, send Finished, write application data, derived resumption, complete; "
                    + "CONNECTED",
                "server WAIT_FINISHED, Finished: read application data, derived resumption, complete, "
                    + "ask issueTicket; CONNECTED (issuing tickets)",
            ])
        expectAgreement(run)
    }

    @Test func helloRetryRequest() async throws {
        var client = client
        client.keyShareGroups = []
        let run = try HandshakeRun(client, server)
        try await run.run(until: .server, state: "RECVD_CH (selecting identity)")
        expect(
            run,
            [
                "client START, start: send ClientHello; WAIT_SH",
                "server START, ClientHello: negotiated helloRetryRequest, send ServerHello, send ChangeCipherSpec; "
                    + "START (second ClientHello)",
                "client WAIT_SH, HelloRetryRequest: negotiated helloRetryRequest, send ChangeCipherSpec, "
                    + "send ClientHello; WAIT_SH",
                "server START (second ClientHello), ClientHello: negotiated version(TLSv1.3), "
                    + "negotiated cipherSuite(TLS_AES_128_GCM_SHA256), negotiated group(x25519), "
                    + "negotiated applicationProtocol(h2), negotiated serverName(\"server.test\"), "
                    + "ask selectIdentity; RECVD_CH (selecting identity)",
            ])
    }

    /// A session whose client is trusted no more leads to the certificate.
    @Test func sessionRefused() async throws {
        let session = try await session()
        var server = server
        server.certificateVerifier = RefusingVerifier(.revoked)
        let run = try HandshakeRun(client, server, session: session)
        try await run.run(until: .server, state: "RECVD_CH (selecting identity)")
        #expect(run.steps.last?.state == "RECVD_CH (verifying session)")
        #expect(
            run.steps.last?.effects.map(\.outline) == ["negotiated resumption(accepted: false)", "ask selectIdentity"])
    }

    /// A session whose server is trusted no more is not offered.
    @Test func offerRefused() async throws {
        let session = try await session()
        var client = client
        client.certificateVerifier = RefusingVerifier(.revoked)
        let run = try HandshakeRun(client, server, session: session)
        try await run.run(until: .server, state: "RECVD_CH (selecting identity)")
        expect(
            run,
            [
                "client START, start: ask verifyCertificate; START (verifying session)",
                "client START (verifying session), verifyCertificate: send ClientHello; WAIT_SH",
                "server START, ClientHello: negotiated version(TLSv1.3), negotiated cipherSuite(TLS_AES_128_GCM_SHA256), "
                    + "negotiated group(x25519), negotiated applicationProtocol(h2), "
                    + "negotiated serverName(\"server.test\"), ask selectIdentity; RECVD_CH (selecting identity)",
            ])
    }

    /// A ticket that cannot be opened leads to the certificate.
    @Test func resumptionRefused() async throws {
        let session = try await session()
        var server = server
        server.sessionStore = TicketProtector()
        let run = try HandshakeRun(client, server, session: session)
        try await run.run(until: .server, state: "RECVD_CH (selecting identity)")
        #expect(
            run.steps.last?.effects.map(\.outline) == ["negotiated resumption(accepted: false)", "ask selectIdentity"])
        try await run.run(state: "WAIT_EE")
        #expect(run.steps.last?.effects.map(\.outline).contains("negotiated resumption(accepted: false)") == true)
    }

    /// RFC 9846, Section 4.5.1: a client without a certificate says so, and proves nothing.
    @Test func noClientCertificate() async throws {
        var client = client
        client.identityProvider = nil
        var server = server
        server.clientAuthentication = .requested
        let run = try HandshakeRun(client, server)
        try await run.run(state: "CONNECTED")
        #expect(
            run.steps.last?.effects.map(\.outline) == [
                "send Certificate", "send Finished", "write application data", "derived resumption", "complete",
            ])
        guard case .send(let message)? = run.steps.last?.effects.first else { return }
        #expect(message.bytes == [11, 0, 0, 4, 0, 0, 0, 0])
    }

    @Test(arguments: [KeyUpdateRequest.updateNotRequested, .updateRequested])
    func keyUpdate(request: KeyUpdateRequest) async throws {
        for role in [Role.client, .server] {
            let run = try HandshakeRun(client, server)
            try await run.run()
            try run.receive(.keyUpdate(KeyUpdate(requestUpdate: request)), nil, role)
            #expect(
                run.steps.last?.effects.map(\.outline)
                    == ["read application data, update 1"] + (request == .updateRequested ? ["renew keys"] : []))
        }
    }

    // MARK: The parts

    private var client: ClientConfiguration {
        var client = ClientConfiguration.stub
        client.groups = [.x25519]
        client.identityProvider = StaticIdentities([StubPKI.identity(.p256)])
        client.applicationProtocols = ["h2"]
        client.recordSizeLimit = 1000
        return client
    }

    private var server: ServerConfiguration {
        var server = ServerConfiguration.stub()
        server.clientAuthentication = .required
        server.applicationProtocols = ["h2"]
        server.sessionStore = Self.store
        server.ticketCount = 1
        return server
    }

    private static let store = TicketProtector()

    private func session() async throws -> Session {
        let run = try HandshakeRun(client, server)
        try await run.run()
        guard case .issued(let session)? = run.steps.last?.effects.first else {
            throw TLSError(.internalFailure("no session"))
        }
        return session
    }

    private func expect(_ run: HandshakeRun, _ expected: [String]) {
        let steps = run.steps.map { step in
            "\(step.role) \(step.state), \(step.input): "
                + "\(step.effects.map(\.outline).joined(separator: ", ")); \(step.next)"
        }
        #expect(steps.count == expected.count)
        for (step, expected) in zip(steps, expected) { #expect(step == expected) }
    }

    /// What one side writes with, the other reads with; and both derive the same.
    private func expectAgreement(_ run: HandshakeRun) {
        func effects(_ role: Role) -> [HandshakeEffect] { run.steps.filter { $0.role == role }.flatMap(\.effects) }
        func keys(_ role: Role, _ direction: HandshakeEffect.Direction) -> [TrafficKeys] {
            effects(role).compactMap { if case .install(let keys, direction) = $0 { keys } else { nil } }
        }
        func secrets(_ role: Role) -> [HandshakeEffect] {
            effects(role).filter { if case .derived = $0 { true } else { false } }
        }
        #expect(keys(.client, .write) == keys(.server, .read))
        #expect(keys(.client, .read) == keys(.server, .write))
        #expect(secrets(.client) == secrets(.server))
        #expect(secrets(.client).count == 6)
    }
}
