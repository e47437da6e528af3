import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// The scripted peers of TLS 1.3 against the engine, which they share no state and no key schedule with.
@Suite struct ScriptedPeer13Tests {
    static let suites: [CipherSuite] = [.aes128GCMSHA256, .aes256GCMSHA384, .chaCha20Poly1305SHA256]

    @Test(arguments: suites, StubPKI.KeyType.allCases)
    func honestServer(_ suite: CipherSuite, key: StubPKI.KeyType) async throws {
        for retries in [false, true] {
            let server = ScriptedServer13(suite, StubPKI.identity(key))
            server.requestsCertificate = !retries
            server.retriesWith = retries ? .secp384r1 : nil
            server.cookie = retries ? [1, 2, 3] : nil
            var configuration = ClientConfiguration.stub
            configuration.identityProvider = StaticIdentities([StubPKI.identity(key)])
            var client = try DrivenEndpoint(client: configuration)
            try await server.handshake(with: &client)
            #expect(client.log.error == nil)
            #expect(client.log.summary?.cipherSuite == suite)
            #expect(server.complaint == nil && server.received.contains(.message(.finished)))
            #expect(server.received.contains(.message(.certificateVerify)) != retries)
            try await exchange(server, &client)
        }
    }

    @Test(arguments: suites, StubPKI.KeyType.allCases)
    func honestClient(_ suite: CipherSuite, key: StubPKI.KeyType) async throws {
        for retries in [false, true] {
            let client = ScriptedClient13(suite, identity: StubPKI.identity(key))
            var configuration = ServerConfiguration.stub(key)
            configuration.clientAuthentication = .required
            configuration.sendsCookie = retries
            configuration.groups = retries ? [.secp521r1] : [.x25519]
            var server = try DrivenEndpoint(server: configuration)
            try await client.handshake(with: &server)
            #expect(server.log.error == nil)
            #expect(server.log.summary?.cipherSuite == suite)
            #expect(client.complaint == nil && (client.helloRetryRequest != nil) == retries)
            try await exchange(client, &server)
        }
    }

    @Test(arguments: suites) func resumption(_ suite: CipherSuite) async throws {
        let first = ScriptedServer13(suite, StubPKI.identity(.p256))
        first.issuesTicket = true
        var client = try DrivenEndpoint(client: .stub)
        try await first.handshake(with: &client)
        let session = try #require(client.log.sessions.first)
        let second = ScriptedServer13(suite, StubPKI.identity(.p256), session: first.newSessions.first)
        client = try DrivenEndpoint(client: .stub, session: session)
        try await second.handshake(with: &client)
        #expect(second.isResumed && client.log.summary?.resumed == true)
        try await exchange(second, &client)

        var configuration = ServerConfiguration.stub()
        configuration.sessionStore = TicketProtector()
        let third = ScriptedClient13(suite)
        var server = try DrivenEndpoint(server: configuration)
        try await third.handshake(with: &server)
        let fourth = ScriptedClient13(suite, session: try #require(third.newSessions.first))
        server = try DrivenEndpoint(server: configuration)
        try await fourth.handshake(with: &server)
        #expect(fourth.isResumed && server.log.summary?.resumed == true)
        try await exchange(fourth, &server)
    }

    @Test(arguments: [HandshakePacking.separate, .together, .split(1), .split(100)], [nil, 1, 7])
    func shapes(_ packing: HandshakePacking, chunk: Int?) async throws {
        let server = ScriptedServer13(.aes128GCMSHA256, StubPKI.identity(.p256))
        server.packing = packing
        server.chunk = chunk
        var client = try DrivenEndpoint(client: .stub)
        try await server.handshake(with: &client)
        try await exchange(server, &client)
    }

    /// Keys of both sides change, and go on.
    @Test func keyUpdates() async throws {
        let server = ScriptedServer13(.aes128GCMSHA256, StubPKI.identity(.p256))
        var client = try DrivenEndpoint(client: .stub)
        try await server.handshake(with: &client)
        for _ in 0..<3 {
            try server.send(.message(.keyUpdate), .keys)
            try client.endpoint.updateKeys(requestPeer: false)
            try await exchange(server, &client)
        }
        #expect(server.received.contains(.message(.keyUpdate)))
    }

    // MARK: Scripts

    @Test func droppedMessage() async throws {
        let log = try await log { $0.edit = { $0.remove(.message(.certificateVerify)) } }
        #expect(log.error?.fault == .peerViolation(.unexpectedMessage(.finished)))
    }

    @Test func swappedMessages() async throws {
        let log = try await log { $0.edit = { $0.swap(.message(.certificate), .message(.certificateVerify)) } }
        #expect(log.error?.fault == .peerViolation(.unexpectedMessage(.certificateVerify)))
    }

    @Test func duplicatedMessage() async throws {
        let log = try await log {
            $0.edit = { $0.insert(.message(.encryptedExtensions), after: .message(.encryptedExtensions)) }
        }
        #expect(log.error?.fault == .peerViolation(.unexpectedMessage(.encryptedExtensions)))
    }

    /// The server forgets to protect what follows its hello.
    @Test func plaintextFlight() async throws {
        let log = try await log { $0.edit = { $0.remove(.keys) } }
        #expect(log.error?.fault == .peerViolation(.unexpectedContentType(.handshake)))
    }

    @Test func wrongVerifyData() async throws {
        let log = try await log { $0.change(Finished.self) { $0.verifyData[0] ^= 1 } }
        #expect(log.error?.fault == .peerViolation(.verifyDataWrong))
    }

    @Test func lostRecord() async throws {
        let server = ScriptedServer13(.aes128GCMSHA256, StubPKI.identity(.p256))
        var client = try DrivenEndpoint(client: .stub)
        try await server.handshake(with: &client)
        server.records.writing?.sequenceNumber += 1
        try server.send(text: "late")
        try await server.exchange(with: &client)
        #expect(client.log.error?.fault == .peerViolation(.badRecordMAC))
        #expect(server.alerts == [.badRecordMAC])
    }

    private func log(_ script: (ScriptedServer13) -> Void) async throws -> EndpointLog {
        let server = ScriptedServer13(.aes128GCMSHA256, StubPKI.identity(.p256))
        script(server)
        var client = try DrivenEndpoint(client: .stub)
        try await server.handshake(with: &client)
        #expect(client.log.error?.alert.map { server.alerts == [$0] } == true)
        return client.log
    }

    private func exchange<Endpoint: TLSConnection & ~Copyable>(
        _ peer: ScriptedPeer, _ endpoint: inout DrivenEndpoint<Endpoint>
    ) async throws {
        let before = (peer.data.count, endpoint.log.received.count)
        try peer.send(text: "to the engine")
        try endpoint.endpoint.send(Array("from the engine".utf8).span.bytes)
        try await peer.exchange(with: &endpoint)
        #expect(peer.data.dropFirst(before.0).elementsEqual(Array("from the engine".utf8)))
        #expect(endpoint.log.received.dropFirst(before.1).elementsEqual(Array("to the engine".utf8)))
    }
}
