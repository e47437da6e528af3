import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// Each state with each message that it does not wait for (RFC 9846, Section 4).
@Suite struct UnexpectedMessageTests {
    /// A state, how to get there, and what it takes.
    struct State: Sendable, CustomTestStringConvertible {
        let role: Role
        let name: String
        let takes: Set<HandshakeType>
        var isRetried = false
        var isResumed = false

        var testDescription: String { "\(role) \(name)\(isResumed ? ", resumed" : "")" }
    }

    static let states = [
        State(role: .client, name: "START (verifying session)", takes: [], isResumed: true),
        State(role: .client, name: "WAIT_SH", takes: [.serverHello]),
        State(role: .client, name: "WAIT_EE", takes: [.encryptedExtensions]),
        State(role: .client, name: "WAIT_CERT_CR", takes: [.certificateRequest, .certificate]),
        State(role: .client, name: "WAIT_CERT", takes: [.certificate]),
        State(role: .client, name: "WAIT_CERT (verifying)", takes: []),
        State(role: .client, name: "WAIT_CV", takes: [.certificateVerify]),
        State(role: .client, name: "WAIT_FINISHED", takes: [.finished]),
        State(role: .client, name: "WAIT_FINISHED", takes: [.finished], isResumed: true),
        State(role: .client, name: "WAIT_FINISHED (selecting identity)", takes: []),
        State(role: .client, name: "WAIT_FINISHED (signing)", takes: []),
        State(role: .client, name: "CONNECTED", takes: [.newSessionTicket, .keyUpdate]),
        State(role: .server, name: "START", takes: [.clientHello]),
        State(role: .server, name: "START (second ClientHello)", takes: [.clientHello], isRetried: true),
        State(role: .server, name: "RECVD_CH (opening ticket)", takes: [], isResumed: true),
        State(role: .server, name: "RECVD_CH (verifying session)", takes: [], isResumed: true),
        State(role: .server, name: "RECVD_CH (selecting identity)", takes: []),
        State(role: .server, name: "NEGOTIATED (signing)", takes: []),
        State(role: .server, name: "WAIT_CERT", takes: [.certificate]),
        State(role: .server, name: "WAIT_CERT (verifying)", takes: []),
        State(role: .server, name: "WAIT_CV", takes: [.certificateVerify]),
        State(role: .server, name: "WAIT_FINISHED", takes: [.finished]),
        State(role: .server, name: "WAIT_FINISHED", takes: [.finished], isResumed: true),
        State(role: .server, name: "CONNECTED (issuing tickets)", takes: []),
        State(role: .server, name: "CONNECTED", takes: [.keyUpdate]),
    ]

    @Test(arguments: states) func refusals(in state: State) async throws {
        let session = state.isResumed ? try await Self.session() : nil
        for message in Self.messages where !state.takes.contains(message.type) {
            let run = try HandshakeRun(Self.client(state), Self.server, session: session)
            try await run.run(until: state.role, state: state.name)
            let expected = TLSError.violation(.unexpectedMessage(message.type))
            #expect(expected.alert == .unexpectedMessage)
            #expect(throws: expected, "\(message.name)") { try run.receive(message, nil, state.role) }
            #expect(run.state(state.role) == "FAILED")
            // It stays failed.
            #expect(throws: expected) { try run.receive(message, nil, state.role) }
        }
    }

    /// The states above are all there are.
    @Test func completeness() async throws {
        var names: Set<String> = []
        for (isRetried, isResumed) in [(false, false), (true, false), (false, true)] {
            let state = State(role: .client, name: "", takes: [], isRetried: isRetried, isResumed: isResumed)
            let run = try HandshakeRun(
                Self.client(state), Self.server, session: isResumed ? try await Self.session() : nil)
            try await run.run()
            for step in run.steps { names.formUnion(["\(step.role) \(step.state)", "\(step.role) \(step.next)"]) }
        }
        #expect(names == Set(Self.states.map { "\($0.role) \($0.name)" } + ["client START"]))
    }

    private static let messages: [HandshakeMessage] = [
        .clientHello(
            ClientHello(
                random: [UInt8](repeating: 1, count: 32), legacySessionID: [], cipherSuites: [.aes128GCMSHA256],
                extensions: ExtensionBlock())),
        .serverHello(
            ServerHello(
                random: [UInt8](repeating: 1, count: 32), legacySessionIDEcho: [], cipherSuite: .aes128GCMSHA256,
                extensions: ExtensionBlock())),
        .helloRetryRequest(
            HelloRetryRequest(
                legacySessionIDEcho: [], cipherSuite: .aes128GCMSHA256, extensions: ExtensionBlock())),
        .encryptedExtensions(EncryptedExtensions(extensions: ExtensionBlock())),
        .certificateRequest(CertificateRequest(extensions: ExtensionBlock())),
        .certificate(Certificate(certificateList: [])),
        .certificateVerify(CertificateVerify(algorithm: .ed25519, signature: [1])),
        .finished(Finished(verifyData: [UInt8](repeating: 1, count: 32))),
        .newSessionTicket(NewSessionTicket(ticketLifetime: 1, ticketAgeAdd: 1, ticketNonce: [1], ticket: [1])),
        .keyUpdate(KeyUpdate(requestUpdate: .updateNotRequested)),
        .endOfEarlyData(EndOfEarlyData()),
    ]

    private static func client(_ state: State) -> ClientConfiguration {
        var client = ClientConfiguration.stub
        client.groups = [.x25519]
        if state.isRetried { client.keyShareGroups = [] }
        client.identityProvider = StaticIdentities([StubPKI.identity(.p256)])
        return client
    }

    private static let server: ServerConfiguration = {
        var server = ServerConfiguration.stub()
        server.clientAuthentication = .required
        server.sessionStore = TicketProtector()
        return server
    }()

    private static func session() async throws -> Session {
        var pair = try InMemoryPair(client(states[0]), server)
        await pair.run()
        return try #require(pair.clientLog.sessions.first)
    }
}
