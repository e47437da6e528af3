import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// Resumption by ticket and by session ID, and that it needs the extended main secret (RFC 7627, Section 5.3).
@Suite struct SessionTests12 {
    enum Kind: String, CaseIterable, Sendable { case ticket, sessionID }

    @Test(arguments: Case12.few, Kind.allCases) func client(_ test: Case12, _ kind: Kind) async throws {
        let (session, scripted) = try await Self.sessions(test, kind)
        let server = test.scriptedServer(session: scripted)
        // A ticket that replaces the old one.
        server.issuedTicket = kind == .ticket ? [4, 5, 6] : nil
        var client = try DrivenEndpoint(client: test.client, session: session)
        try await server.handshake(with: &client)
        #expect(server.isResumed && server.complaint == nil && client.log.error == nil)
        #expect(client.log.summary?.resumed == true)
        #expect(client.log.summary?.peerCertificates == session.peerCertificates)
        #expect(try await exchangeData(server, &client))
        let next = try #require(client.log.sessions.first)
        #expect(next.ticket == (kind == .ticket ? [4, 5, 6] : []))
        #expect(next.sessionID == session.sessionID)
    }

    @Test(arguments: Case12.few, Kind.allCases) func server(_ test: Case12, _ kind: Kind) async throws {
        var configuration = test.server
        configuration.sessionStore = InMemorySessionStore()
        configuration.clientAuthentication = .requested
        let first = test.scriptedClient(identity: .p256)
        first.wantsTicket = kind == .ticket
        var server = try DrivenEndpoint(server: configuration)
        try await first.handshake(with: &server)
        let session = try #require(first.newSession)
        #expect((session.ticket != nil) == (kind == .ticket))
        let client = test.scriptedClient(session: session)
        client.wantsTicket = kind == .ticket
        server = try DrivenEndpoint(server: configuration)
        try await client.handshake(with: &server)
        #expect(client.isResumed && client.complaint == nil && server.log.error == nil)
        #expect(server.log.summary?.resumed == true && server.log.summary?.clientAuthenticated == true)
        #expect(try await exchangeData(client, &server))
    }

    /// A server that does not know the session any more, or does not want it, goes through a full handshake.
    @Test(arguments: Case12.few, Kind.allCases) func refusedByServer(_ test: Case12, _ kind: Kind) async throws {
        let (session, _) = try await Self.sessions(test, kind)
        let server = test.scriptedServer()
        var client = try DrivenEndpoint(client: test.client, session: session)
        try await server.handshake(with: &client)
        #expect(client.log.error == nil && client.log.summary?.resumed == false)
        #expect(try await exchangeData(server, &client))
    }

    /// What an honest server does not resume: what it does not know, what was of another version, suite or name.
    @Test(.needsCBC, arguments: Kind.allCases) func refusedByEngine(_ kind: Kind) async throws {
        let test = Case12(.tls12, .ecdheECDSAWithAES128CBCSHA)
        var configuration = test.server
        configuration.versions = .tls10 ... .tls12
        configuration.cipherSuites.append(.ecdheECDSAWithAES256CBCSHA)
        configuration.sessionStore = InMemorySessionStore()
        func session() async throws -> ScriptedSession12 {
            let first = test.scriptedClient()
            first.wantsTicket = kind == .ticket
            var server = try DrivenEndpoint(server: configuration)
            try await first.handshake(with: &server)
            return try #require(first.newSession)
        }
        func resumes(
            _ client: ScriptedClient12, _ change: (ScriptedClient12) -> Void = { _ in }
        ) async throws -> Bool {
            change(client)
            var server = try DrivenEndpoint(server: configuration)
            try await client.handshake(with: &server)
            #expect(server.log.error == nil && server.log.summary != nil)
            #expect(client.isResumed == server.log.summary?.resumed)
            return client.isResumed
        }
        #expect(try await resumes(test.scriptedClient(session: session())))
        #expect(try await !resumes(test.scriptedClient(session: session())) { $0.serverName = "other.test" })
        var unknown = try await session()
        unknown.ticket = unknown.ticket.map { _ in [1, 2, 3] }
        unknown.sessionID = unknown.sessionID.map { ~$0 }
        #expect(try await !resumes(test.scriptedClient(session: unknown)))
        var otherSuite = try await session()
        otherSuite.suite = .ecdheECDSAWithAES256CBCSHA
        #expect(try await !resumes(test.scriptedClient(session: otherSuite)))
        let older = ScriptedClient12(.tls11, test.suite, session: try await session())
        #expect(try await !resumes(older))
    }

    /// A session is of its version, and nothing to a server that now speaks another.
    @Test(arguments: Kind.allCases, [true, false]) func otherVersionLater(_ kind: Kind, isNewer: Bool) async throws {
        var client = Case12.usual.client
        client.offerTLS13()
        var old = Case12.usual.server
        old.sessionStore = InMemorySessionStore()
        if kind == .sessionID { old.ticketCount = 0 }
        var new = old
        new.ticketCount = 2
        new.versions = .tls12 ... .tls13
        new.cipherSuites.append(.aes128GCMSHA256)
        var first = try InMemoryPair(client, isNewer ? old : new)
        await first.run()
        let session = try #require(first.clientLog.sessions.first)
        var second = try InMemoryPair(client, isNewer ? new : old, session: session)
        await second.run()
        #expect(second.clientLog.summary?.version == (isNewer ? .tls13 : .tls12))
        #expect(second.clientLog.summary?.resumed == false && second.serverLog.summary?.resumed == false)
        let isDelivered = try await second.exchange()
        #expect(isDelivered)
    }

    // MARK: Extended main secret

    /// A session without it is not kept, by neither side.
    @Test(arguments: Kind.allCases) func sessionsWithoutExtendedMainSecret(_ kind: Kind) async throws {
        let server = Case12.usual.scriptedServer()
        server.wantsExtendedMainSecret = false
        server.issuedTicket = kind == .ticket ? [1, 2, 3] : nil
        var client = try DrivenEndpoint(client: Case12.usual.client)
        try await server.handshake(with: &client)
        #expect(client.log.summary?.extendedMainSecret == false)
        #expect(client.log.sessions.isEmpty)

        var configuration = Case12.usual.server
        configuration.sessionStore = InMemorySessionStore()
        let scripted = Case12.usual.scriptedClient()
        scripted.wantsExtendedMainSecret = false
        scripted.wantsTicket = kind == .ticket
        var honest = try DrivenEndpoint(server: configuration)
        try await scripted.handshake(with: &honest)
        #expect(honest.log.summary?.extendedMainSecret == false)
        #expect(scripted.newSession?.sessionID == [] && scripted.newSession?.ticket == nil)
    }

    /// A session with it is never resumed without, and the connection does not go on (RFC 7627, Section 5.3).
    @Test(arguments: Case12.few, Kind.allCases) func resumedWithout(_ test: Case12, _ kind: Kind) async throws {
        let (session, scripted) = try await Self.sessions(test, kind)
        let server = test.scriptedServer(session: scripted)
        server.wantsExtendedMainSecret = false
        var client = try DrivenEndpoint(client: test.client, session: session)
        try await server.handshake(with: &client)
        #expect(client.log.error?.fault == .peerViolation(.extendedMainSecretInResumption))
        #expect(server.alerts == [.handshakeFailure])
        // A full handshake without it is allowed.
        let another = test.scriptedServer()
        another.wantsExtendedMainSecret = false
        client = try DrivenEndpoint(client: test.client, session: session)
        try await another.handshake(with: &client)
        #expect(client.log.summary?.extendedMainSecret == false)
    }

    /// A connection that depends on it is refused without.
    @Test func required() async throws {
        let server = Case12.usual.scriptedServer()
        server.wantsExtendedMainSecret = false
        var configuration = Case12.usual.client
        configuration.requiresExtendedMainSecret = true
        var client = try DrivenEndpoint(client: configuration)
        try await server.handshake(with: &client)
        #expect(client.log.error?.fault == .peerViolation(.extendedMainSecretMissing))
        #expect(server.alerts == [.handshakeFailure])
    }

    // MARK: Tickets

    /// A ticket that was promised may be empty, and one that was not promised may not come.
    @Test func emptyTicket() async throws {
        let server = Case12.usual.scriptedServer()
        server.issuedTicket = []
        var client = try DrivenEndpoint(client: Case12.usual.client)
        try await server.handshake(with: &client)
        #expect(client.log.error == nil)
        #expect(client.log.sessions.isEmpty)
    }

    @Test func unpromisedTicket() async throws {
        let server = Case12.usual.scriptedServer()
        server.edit = {
            $0.insert(
                .handshake(NewSessionTicket12(ticketLifetimeHint: 1, ticket: [1]).encoded()), before: .changeCipherSpec)
        }
        var client = try DrivenEndpoint(client: Case12.usual.client)
        try await server.handshake(with: &client)
        #expect(client.log.error?.fault == .peerViolation(.unexpectedMessage(.newSessionTicket)))
    }

    private static func sessions(_ test: Case12, _ kind: Kind) async throws -> (Session, ScriptedSession12) {
        let server = test.scriptedServer()
        server.issuedTicket = kind == .ticket ? [1, 2, 3] : nil
        var client = try DrivenEndpoint(client: test.client)
        try await server.handshake(with: &client)
        return (try #require(client.log.sessions.first), try #require(server.newSession))
    }
}
