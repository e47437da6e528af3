import TLSCrypto
import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// RFC 9846, Sections 2.2, 4.3.11 and 4.7.1
@Suite struct ResumptionTests {
    private let clock = ManualClock()

    @Test(arguments: [0, 1, 5, 64]) func tickets(count: Int) async throws {
        var server = server()
        server.ticketCount = count
        var first = try InMemoryPair(client(), server)
        await first.run()
        let sessions = first.clientLog.sessions
        #expect(sessions.count == count)
        #expect(Set(sessions.map { $0.secret.copyBytes() }).count == count)
        #expect(Set(sessions.map(\.ageAdd)).count == count)
        for session in sessions.prefix(5) {
            var second = try InMemoryPair(client(), server, session: session)
            await second.run()
            #expect(second.clientLog.summary?.resumed == true)
            // The session of a session: its tickets come from another secret.
            #expect(second.clientLog.sessions.count == count)
            #expect(second.clientLog.sessions.allSatisfy { $0.secret != session.secret })
        }
    }

    @Test func ticketsOfResumedConnections() async throws {
        var session = try await session()
        for _ in 0..<3 {
            var pair = try InMemoryPair(client(), server(), session: session)
            await pair.run()
            #expect(pair.serverLog.summary?.resumed == true)
            session = try #require(pair.clientLog.sessions.first)
        }
    }

    @Test func expiredAtTheClient() async throws {
        let session = try await session()
        clock.advance(seconds: 86_400)
        try await expectFullHandshake(session, client(), server(), isOffered: false)
    }

    /// The server decides even where the client's clock goes slow.
    @Test func expiredAtTheServer() async throws {
        let session = try await session()
        clock.advance(seconds: 86_400)
        var client = client()
        client.clock = ManualClock()
        try await expectFullHandshake(session, client, server(), isOffered: true)
    }

    @Test func justNotExpired() async throws {
        let session = try await session()
        clock.advance(seconds: 86_399)
        var pair = try InMemoryPair(client(), server(), session: session)
        await pair.run()
        #expect(pair.clientLog.summary?.resumed == true)
    }

    /// RFC 9846, Section 4.7.1: only for the name that the server proved.
    @Test func anotherName() async throws {
        let session = try await session()
        try await expectFullHandshake(session, client(), server(), isOffered: false, serverName: "other.test")
        // A client that offers it all the same.
        let renamed = session.changed(serverName: .dnsName("other.test"))
        try await expectFullHandshake(renamed, client(), server(), isOffered: true, serverName: "other.test")
    }

    @Test func unknownTicket() async throws {
        let session = try await session()
        var server = server()
        server.sessionStore = TicketProtector(clock: clock)
        try await expectFullHandshake(session, client(), server, isOffered: true)
    }

    @Test func withoutAStore() async throws {
        let session = try await session()
        var server = server()
        server.sessionStore = nil
        try await expectFullHandshake(session, client(), server, isOffered: true)
    }

    /// RFC 9846, Section 4.3.11: the PSK's hash is the suite's.
    @Test func anotherHash() async throws {
        let session = try await session()
        var server = server()
        server.cipherSuites = [.aes256GCMSHA384]
        try await expectFullHandshake(session, client(), server, isOffered: true)
        var client = client()
        client.cipherSuites = [.aes256GCMSHA384]
        try await expectFullHandshake(session, client, server, isOffered: false)
    }

    /// RFC 9846, Section 4.2.4: after a HelloRetryRequest that settles another hash, the PSK is not offered again.
    @Test func retryWithAnotherHash() async throws {
        let session = try await session()
        var server = server()
        server.cipherSuites = [.aes256GCMSHA384]
        server.groups = [.secp384r1]
        var pair = try InMemoryPair(client(), server, session: session, isObserved: true)
        await pair.run()
        #expect(pair.clientLog.summary?.resumed == false)
        #expect(pair.clientLog.summary?.helloRetryRequest == true)
        let hellos = try pair.clientLog.observed.compactMap { event -> ClientHello? in
            guard case .message(.sent, .clientHello, let bytes) = event,
                case .clientHello(let hello) = try HandshakeMessage(decoding: bytes)
            else { return nil }
            return hello
        }
        #expect(hellos.map { $0.extensions.contains(.preSharedKey) } == [true, false])
    }

    /// A server that is known by its address has no name to send, and can be resumed all the same.
    @Test func byAddress() async throws {
        var first = try InMemoryPair(client(), server(), serverName: "192.0.2.1")
        await first.run()
        let session = try #require(first.clientLog.sessions.first)
        #expect(session.serverName == .ipAddress([192, 0, 2, 1]))
        var second = try InMemoryPair(client(), server(), serverName: "192.0.2.1", session: session)
        await second.run()
        #expect(second.clientLog.summary?.resumed == true)
        #expect(second.serverLog.summary?.serverName == nil)
    }

    /// Stores that issue nothing, too much, or do not know their own tickets.
    @Test(arguments: [nil, [], [UInt8](repeating: 1, count: 65_536), [1, 2, 3]] as [[UInt8]?])
    func oddStores(ticket: [UInt8]?) async throws {
        var server = server()
        server.sessionStore = OddStore(ticket: ticket)
        var pair = try InMemoryPair(client(), server)
        await pair.run()
        #expect(pair.clientLog.error == nil && pair.serverLog.error == nil)
        #expect(pair.clientLog.sessions.count == (ticket == [1, 2, 3] ? 2 : 0))
        guard let session = pair.clientLog.sessions.first else { return }
        // What the store gives for the ticket is no session.
        var second = try InMemoryPair(client(), server, session: session)
        await second.run()
        #expect(second.clientLog.summary?.resumed == false)
    }

    /// A session with a chain that does not fit into a ticket is not kept.
    @Test func hugeClientChain() async throws {
        let identity = StubPKI.identity(.p256)
        var client = client()
        client.identityProvider = StaticIdentities([
            Identity(
                certificateChain: identity.certificateChain + [[UInt8](repeating: 1, count: 70_000)],
                signer: identity.signer)
        ])
        var server = server()
        server.clientAuthentication = .required
        var pair = try InMemoryPair(client, server)
        await pair.run()
        #expect(pair.serverLog.summary?.clientAuthenticated == true)
        #expect(pair.clientLog.sessions.isEmpty)
        #expect(pair.clientLog.error == nil && pair.serverLog.error == nil)
    }

    /// Another suite of the same hash will do.
    @Test func anotherSuiteOfTheSameHash() async throws {
        let session = try await session()
        var server = server()
        server.cipherSuites = [.chaCha20Poly1305SHA256]
        var pair = try InMemoryPair(client(), server, session: session)
        await pair.run()
        #expect(pair.clientLog.summary?.resumed == true)
        #expect(pair.clientLog.summary?.cipherSuite == .chaCha20Poly1305SHA256)
    }

    /// RFC 9846, Section 4.3.11.2: who does not know the secret is refused, not given a full handshake.
    @Test(arguments: [false, true]) func wrongSecret(isRetried: Bool) async throws {
        let session = try await session()
        var server = server()
        if isRetried { server.groups = [.secp384r1] }
        let forged = session.changed(secret: Secret(copying: [UInt8](repeating: 7, count: 32)))
        var pair = try InMemoryPair(client(), server, session: forged)
        await pair.run()
        #expect(pair.serverLog.error?.fault == .peerViolation(.binderInvalid))
        #expect(pair.clientLog.error?.fault == .alertReceived(.decryptError))
    }

    /// Any changed byte of a hello that resumes is found by its binder or before.
    @Test func tamperedHello() async throws {
        let session = try await session()
        let client = try TLSClient(client(), serverName: ServerName("server.test"), session: session)
        var driven = DrivenEndpoint(client, self.client())
        let hello = await driven.drain()
        for index in stride(from: 11, to: hello.count, by: 7) {
            var changed = hello
            changed[index] ^= 0x10
            var server = DrivenEndpoint(try TLSServer(server()), server())
            server.receive(changed)
            _ = await server.drain()
            // Not resumed: refused, or (a damaged ticket) ready for a full handshake.
            #expect(server.log.error != nil || server.log.inquiries.contains("selectIdentity"))
        }
    }

    /// A server that now wants certificates does not take sessions of clients without.
    @Test func sessionWithoutTheCertificateThatIsRequired() async throws {
        let session = try await session()
        var client = client()
        client.identityProvider = StaticIdentities([StubPKI.identity(.p384)])
        var server = server()
        server.clientAuthentication = .required
        try await expectFullHandshake(session, client, server, isOffered: true)
    }

    /// RFC 9846, Section 4.3.9: a client that wants PSKs without a key exchange gets neither.
    @Test func pskOnlyMode() async throws {
        let session = try await session()
        var pair = try EndpointPair(
            hostile: client(), server(),
            .clientHello { $0.extensions.replace(PskKeyExchangeModes(keModes: [.pskKE])) }, session: session)
        await pair.run()
        #expect(pair.serverLog.inquiries == ["selectIdentity", "sign"])
    }

    /// RFC 9846, Section 9.2: with a PSK there may be no groups. That is spoken, but not here.
    @Test func pskWithoutGroups() async throws {
        let session = try await session()
        var pair = try EndpointPair(
            hostile: client(), server(),
            .clientHello {
                $0.extensions.remove(.supportedGroups)
                $0.extensions.remove(.keyShare)
            }, session: session)
        await pair.run()
        #expect(pair.serverLog.error?.fault == .peerIncompatibility(.noCommonGroup))
        #expect(pair.clientLog.error?.fault == .alertReceived(.handshakeFailure))
    }

    /// Opening tickets costs time: only the first few are looked at.
    @Test func manyTickets() async throws {
        let session = try await session()
        var pair = try EndpointPair(
            hostile: client(), server(),
            .clientHello {
                guard let psks = try? $0.extensions.decode(OfferedPsks.self) else { return }
                let junk = (0..<50).map { PskIdentity(identity: [UInt8($0)], obfuscatedTicketAge: 0) }
                $0.extensions.replace(
                    OfferedPsks(
                        identities: junk + psks.identities,
                        binders: Array(repeating: psks.binders[0], count: 51)))
            }, session: session)
        await pair.run()
        #expect(pair.serverLog.inquiries == Array(repeating: "openTicket", count: 4) + ["selectIdentity", "sign"])
    }

    /// RFC 9846, Section 4.3.11.1: the age is masked.
    @Test func obfuscatedAge() async throws {
        let session = try await session()
        clock.advance(seconds: 100)
        #expect(session.obfuscatedAge(at: clock.millisecondsSinceEpoch) == session.ageAdd &+ 100_000)
        // A clock that was set back.
        #expect(session.obfuscatedAge(at: 0) == session.ageAdd)
        #expect(!session.isUsable(at: 0))
    }

    // MARK: The parts

    private func client() -> ClientConfiguration {
        var client = ClientConfiguration.stub
        client.clock = clock
        return client
    }

    private static let store = TicketProtector(clock: ManualClock(milliseconds: 0))

    private func server() -> ServerConfiguration {
        var server = ServerConfiguration.stub()
        server.clock = clock
        // Its own clock stands still, so that expiry is the session's matter.
        server.sessionStore = Self.store
        return server
    }

    private func session() async throws -> Session {
        var pair = try InMemoryPair(client(), server())
        await pair.run()
        return try #require(pair.clientLog.sessions.first)
    }

    private func expectFullHandshake(
        _ session: Session, _ client: ClientConfiguration, _ server: ServerConfiguration, isOffered: Bool,
        serverName: String = "server.test"
    ) async throws {
        var pair = try InMemoryPair(client, server, serverName: serverName, session: session, isObserved: true)
        await pair.run()
        let summary = try #require(pair.clientLog.summary)
        #expect(!summary.resumed)
        #expect(pair.serverLog.summary?.resumed == false)
        let bytes = try #require(pair.clientLog.observed.message(.sent, .clientHello))
        guard case .clientHello(let hello) = try HandshakeMessage(decoding: bytes.span.bytes) else { return }
        #expect(hello.extensions.contains(.preSharedKey) == isOffered)
    }
}

extension Session {
    /// The same but for what is given.
    func changed(serverName: ServerName? = nil, secret: Secret? = nil) -> Session {
        Session(
            ticket: ticket, sessionID: sessionID, lifetime: lifetime, receivedAt: receivedAt, version: version,
            cipherSuite: cipherSuite,
            serverName: serverName ?? self.serverName, applicationProtocol: applicationProtocol,
            peerCertificates: peerCertificates, verified: verified, ocspResponse: ocspResponse,
            clientAuthenticated: clientAuthenticated,
            ageAdd: ageAdd, secret: secret ?? self.secret)
    }
}

/// Issues the same ticket always, and knows nothing of it.
private struct OddStore: ServerSessionStore {
    let ticket: [UInt8]?

    func ticket(for state: [UInt8], lifetime: UInt32) -> [UInt8]? { ticket }
    func state(for ticket: [UInt8]) -> [UInt8]? { [1, 2, 3] }
}
