import Foundation
import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// Each state of TLS 1.2 and before with each message that it does not wait for, with a ChangeCipherSpec and with
/// application data (RFC 5246, Section 7.3).
@Suite struct MessageOrderTests12 {
    /// A state, how many steps of the peer's flights lead to it, and what it takes.
    struct State: Sendable, CustomTestStringConvertible {
        let role: Role
        let name: String
        let steps: Int
        var takes: Set<HandshakeType> = []
        var isResumed = false

        var testDescription: String { "\(role) \(name)\(isResumed ? ", resumed" : "")" }
        var takesChangeCipherSpec: Bool { name == "WAIT_CCS" }
        var takesData: Bool { name == "CONNECTED" }
    }

    static let states = [
        State(role: .client, name: "WAIT_SH", steps: 0, takes: [.serverHello, .helloRequest]),
        State(role: .client, name: "WAIT_CERT", steps: 1, takes: [.certificate, .helloRequest]),
        State(
            role: .client, name: "WAIT_CERT_STATUS", steps: 2,
            takes: [.certificateStatus, .serverKeyExchange, .helloRequest]),
        State(role: .client, name: "WAIT_SKE", steps: 3, takes: [.serverKeyExchange, .helloRequest]),
        State(
            role: .client, name: "WAIT_CR_SHD", steps: 4,
            takes: [.certificateRequest, .serverHelloDone, .helloRequest]),
        State(role: .client, name: "WAIT_SHD", steps: 5, takes: [.serverHelloDone, .helloRequest]),
        State(role: .client, name: "WAIT_NST", steps: 6, takes: [.newSessionTicket, .helloRequest]),
        State(role: .client, name: "WAIT_CCS", steps: 7, takes: [.helloRequest]),
        State(role: .client, name: "WAIT_FINISHED", steps: 9, takes: [.finished, .helloRequest]),
        State(role: .client, name: "CONNECTED", steps: 10, takes: [.helloRequest]),
        State(
            role: .client, name: "WAIT_NST", steps: 1, takes: [.newSessionTicket, .helloRequest], isResumed: true),
        State(role: .client, name: "WAIT_CCS", steps: 2, takes: [.helloRequest], isResumed: true),
        State(role: .client, name: "WAIT_FINISHED", steps: 4, takes: [.finished, .helloRequest], isResumed: true),
        State(role: .server, name: "START", steps: 0, takes: [.clientHello]),
        State(role: .server, name: "WAIT_CERT", steps: 1, takes: [.certificate]),
        State(role: .server, name: "WAIT_CKE", steps: 2, takes: [.clientKeyExchange]),
        State(role: .server, name: "WAIT_CV", steps: 3, takes: [.certificateVerify]),
        State(role: .server, name: "WAIT_CCS", steps: 4),
        State(role: .server, name: "WAIT_FINISHED", steps: 6, takes: [.finished]),
        State(role: .server, name: "CONNECTED", steps: 7, takes: [.clientHello]),
        State(role: .server, name: "WAIT_CCS", steps: 1, isResumed: true),
        State(role: .server, name: "WAIT_FINISHED", steps: 3, takes: [.finished], isResumed: true),
    ]

    @Test(arguments: states) func wrongMessages(in state: State) async throws {
        for message in Self.messages where !state.takes.contains(message.type) {
            let (log, alerts) = try await run(state, then: .unhashed(message.encoded()))
            #expect(log.error?.alert == .unexpectedMessage, "\(message.name)")
            #expect(log.error?.state == state.name, "\(message.name)")
            #expect(alerts == [.unexpectedMessage], "\(message.name)")
            #expect((log.summary == nil) == (state.name != "CONNECTED"))
        }
    }

    @Test(arguments: states) func wrongRecords(in state: State) async throws {
        // In WAIT_SH it might still be TLS 1.3's, see below.
        if !state.takesChangeCipherSpec, state.name != "WAIT_SH" {
            let (log, alerts) = try await run(state, then: .changeCipherSpec)
            #expect(log.error?.fault == .peerViolation(.unexpectedContentType(.changeCipherSpec)))
            #expect(alerts == [.unexpectedMessage])
        }
        if !state.takesData {
            let (log, alerts) = try await run(state, then: .data([1]))
            #expect(log.error?.fault == .peerViolation(.unexpectedContentType(.applicationData)))
            #expect(alerts == [.unexpectedMessage])
            #expect(log.received.isEmpty)
        }
    }

    /// The states above are all there are, but for those that wait for an answer and take no message at all.
    @Test func completeness() throws {
        var names: Set<String> = ["client WAIT_SH", "server START"]
        for (role, file) in [
            (Role.client, "Client12/ClientHandshake12.swift"), (.server, "Server12/ServerHandshake12.swift"),
        ] {
            let path = URL(filePath: #filePath)
                .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().appending(path: "Sources/WaxbillTLS/Handshake/\(file)")
            let lines = try String(contentsOf: path, encoding: .utf8).split(separator: "\n")
            for line in lines where line.contains("case .") && line.hasSuffix("\"") {
                let name = line.split(separator: "\"").last.map(String.init) ?? ""
                if !name.hasSuffix(")") { names.insert("\(role) \(name)") }
            }
        }
        #expect(names == Set(Self.states.map { "\($0.role) \($0.name)" }))
    }

    /// Before the ServerHello a ChangeCipherSpec is borne, until that says that it is not TLS 1.3's.
    @Test func changeCipherSpecBeforeServerHello() async throws {
        let (server, configuration) = try await Self.server(isResumed: false)
        var client = try DrivenEndpoint(client: configuration.0)
        server.edit = { $0.insert(.changeCipherSpec, before: .message(.serverHello)) }
        try await server.handshake(with: &client)
        #expect(client.log.error?.fault == .peerViolation(.unexpectedContentType(.changeCipherSpec)))
        #expect(server.alerts == [.unexpectedMessage])
    }

    /// A HelloRequest during a handshake is no request, and in no transcript (RFC 5246, Section 7.4.1.1).
    @Test(arguments: [2, 3, 4, 5, 6, 7, 9]) func helloRequestsDuringTheHandshake(before step: Int) async throws {
        let (server, configuration) = try await Self.server(isResumed: false)
        var client = try DrivenEndpoint(client: configuration.0, session: configuration.1)
        server.edit = { flight in
            let start = flight.first == .message(.serverHello) ? 0 : 6
            guard flight.indices.contains(step - start) else { return }
            flight.insert(.unhashed(HelloRequest().encoded()), at: step - start)
        }
        try await server.handshake(with: &client)
        #expect(client.log.error == nil && client.log.summary != nil)
        #expect(server.complaint == nil && server.alerts.isEmpty)
    }

    // MARK: Getting there

    private func run(_ state: State, then step: ScriptedStep) async throws -> (EndpointLog, [AlertDescription]) {
        switch state.role {
        case .client:
            let (server, configuration) = try await Self.server(isResumed: state.isResumed)
            var client = try DrivenEndpoint(client: configuration.0, session: configuration.1)
            try await server.exchange(with: &client)
            let first = server.helloFlight
            try server.send(Array(first.prefix(state.steps)))
            try await server.exchange(with: &client)
            if state.steps > first.count || (state.steps == first.count && !state.isResumed) {
                try server.send(Array(server.finalFlight.prefix(state.steps - first.count)))
                try await server.exchange(with: &client)
            }
            try server.send(step)
            try await server.exchange(with: &client)
            return (client.log, server.alerts)
        case .server:
            let (client, configuration) = try await Self.client(isResumed: state.isResumed)
            var server = try DrivenEndpoint(server: configuration)
            if state.steps > 0 { try client.send(client.helloFlight) }
            try await client.exchange(with: &server)
            if state.steps > 1 {
                try client.send(Array(client.finalFlight.prefix(state.steps - 1)))
                try await client.exchange(with: &server)
            }
            try client.send(step)
            try await client.exchange(with: &server)
            return (server.log, client.alerts)
        }
    }

    /// A server that sends all that it may, and what its client is like.
    private static func server(
        isResumed: Bool
    ) async throws -> (ScriptedServer12, (ClientConfiguration, Session?)) {
        var configuration = Case12.usual.client
        configuration.requestsOCSPResponse = true
        configuration.identityProvider = StaticIdentities([StubPKI.identity(.p256)])
        func make(_ session: ScriptedSession12?) -> ScriptedServer12 {
            let server = Case12.usual.scriptedServer(session: session)
            server.issuedTicket = [1, 2, 3]
            server.ocspResponse = [1]
            server.requestsCertificate = true
            return server
        }
        guard isResumed else { return (make(nil), (configuration, nil)) }
        let first = make(nil)
        var client = try DrivenEndpoint(client: configuration)
        try await first.handshake(with: &client)
        let session = try #require(client.log.sessions.first)
        return (make(first.newSession), (configuration, session))
    }

    /// A client that has a certificate, and what its server is like.
    private static func client(isResumed: Bool) async throws -> (ScriptedClient12, ServerConfiguration) {
        var configuration = Case12.usual.server
        configuration.clientAuthentication = .required
        configuration.sessionStore = TicketProtector()
        guard isResumed else { return (Case12.usual.scriptedClient(identity: .p256), configuration) }
        let first = Case12.usual.scriptedClient(identity: .p256)
        var server = try DrivenEndpoint(server: configuration)
        try await first.handshake(with: &server)
        let session = try #require(first.newSession)
        return (Case12.usual.scriptedClient(identity: .p256, session: session), configuration)
    }

    private static let messages: [HandshakeMessage12] = [
        .helloRequest(HelloRequest()),
        .clientHello(
            ClientHello(
                random: [UInt8](repeating: 1, count: 32), legacySessionID: [], cipherSuites: [.aes128GCMSHA256],
                extensions: ExtensionBlock())),
        .serverHello(
            ServerHello(
                random: [UInt8](repeating: 1, count: 32), legacySessionIDEcho: [], cipherSuite: .aes128GCMSHA256,
                extensions: ExtensionBlock())),
        .newSessionTicket(NewSessionTicket12(ticketLifetimeHint: 1, ticket: [1])),
        .certificate(Certificate12(certificateList: [[1]])),
        .certificateStatus(CertificateStatus(response: [1])),
        .serverKeyExchange(
            Undecoded(
                ServerKeyExchange(
                    params: ServerECDHParams(namedCurve: .x25519, publicPoint: [1]),
                    signedParams: DigitallySigned(algorithm: .ed25519, signature: [1])))),
        .certificateRequest(
            Undecoded(
                CertificateRequest12(certificateTypes: [.rsaSign], supportedSignatureAlgorithms: [.ed25519]))),
        .serverHelloDone(ServerHelloDone()),
        .certificateVerify(
            Undecoded(CertificateVerify12(signedMessages: DigitallySigned(algorithm: .ed25519, signature: [1])))),
        .clientKeyExchange(ClientKeyExchange(ClientECDiffieHellmanPublic(publicPoint: [1]))),
        .finished(Finished(verifyData: [UInt8](repeating: 1, count: 12))),
    ]
}
