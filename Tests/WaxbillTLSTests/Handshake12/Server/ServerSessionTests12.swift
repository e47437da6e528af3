import TLSCrypto
import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// Sessions as a server of TLS 1.2 and before keeps them.
@Suite struct ServerSessionTests12 {
    private let clock = ManualClock()

    private func server(_ kind: SessionTests12.Kind) -> ServerConfiguration {
        var configuration = Case12.usual.server
        configuration.clock = clock
        configuration.sessionStore = InMemorySessionStore(clock: clock)
        configuration.ticketCount = kind == .ticket ? 1 : 0
        configuration.ticketLifetime = 1000
        return configuration
    }

    private func connect(
        _ server: ServerConfiguration, _ session: Session? = nil, identity: StubPKI.KeyType? = nil
    ) async throws -> InMemoryPair {
        var client = Case12.usual.client
        client.identityProvider = identity.map { StaticIdentities([StubPKI.identity($0)]) }
        var pair = try InMemoryPair(client, server, session: session, isObserved: true)
        await pair.run()
        return pair
    }

    /// RFC 5246, Section 7.3, Figure 2; RFC 5077, Section 3.1: again and again.
    @Test(arguments: SessionTests12.Kind.allCases) func messages(_ kind: SessionTests12.Kind) async throws {
        let server = server(kind)
        var session: Session?
        let ticket: [HandshakeType] = kind == .ticket ? [.newSessionTicket] : []
        for count in 0..<3 {
            let pair = try await connect(server, session)
            #expect(pair.serverLog.summary?.resumed == (count > 0))
            let sent: [HandshakeType] =
                count > 0 ? [.serverHello] : [.serverHello, .certificate, .serverKeyExchange, .serverHelloDone]
            #expect(pair.serverLog.observed.messages(.sent) == sent + ticket + [.finished])
            session = try #require(pair.clientLog.sessions.last)
        }
    }

    /// A resumption does not prolong the session.
    @Test(arguments: SessionTests12.Kind.allCases) func lifetime(_ kind: SessionTests12.Kind) async throws {
        let server = server(kind)
        var session = try #require(try await connect(server).clientLog.sessions.last)
        clock.advance(seconds: 999)
        let resumed = try await connect(server, session)
        #expect(resumed.serverLog.summary?.resumed == true)
        if let bytes = resumed.serverLog.observed.message(.sent, .newSessionTicket) {
            guard case .newSessionTicket(let ticket) = try HandshakeMessage12(decoding: bytes.span.bytes) else {
                return
            }
            #expect(ticket.ticketLifetimeHint == 1)
        }
        session = try #require(resumed.clientLog.sessions.last)
        clock.advance(seconds: 1)
        #expect(try await connect(server, session).serverLog.summary?.resumed == false)
    }

    @Test(arguments: SessionTests12.Kind.allCases) func withoutAStore(_ kind: SessionTests12.Kind) async throws {
        var server = server(kind)
        let session = try #require(try await connect(server).clientLog.sessions.last)
        server.sessionStore = nil
        let pair = try await connect(server, session)
        #expect(pair.serverLog.summary?.resumed == false)
        #expect(pair.clientLog.sessions.isEmpty)
    }

    /// A session says no more of the client than a full handshake would.
    @Test(arguments: SessionTests12.Kind.allCases) func clientAuthentication(_ kind: SessionTests12.Kind) async throws {
        var server = server(kind)
        let anonymous = try #require(try await connect(server).clientLog.sessions.last)
        server.clientAuthentication = .required
        var pair = try await connect(server, anonymous, identity: .rsa2048)
        #expect(pair.serverLog.summary?.resumed == false && pair.serverLog.summary?.clientAuthenticated == true)
        let session = try #require(pair.clientLog.sessions.last)
        pair = try await connect(server, session)
        #expect(pair.serverLog.summary?.resumed == true && pair.serverLog.summary?.clientAuthenticated == true)
        #expect(pair.serverLog.summary?.peerCertificates == StubPKI.identity(.rsa2048).certificateChain)
    }

    /// RFC 5077, Section 3.3: a ticket that was promised comes, empty if there is none.
    @Test func noTicketAfterAll() async throws {
        var server = server(.ticket)
        server.sessionStore = TicketlessStore()
        let pair = try await connect(server)
        #expect(pair.serverLog.error == nil && pair.clientLog.error == nil)
        let bytes = try #require(pair.serverLog.observed.message(.sent, .newSessionTicket))
        #expect(bytes.suffix(2) == [0, 0])
        #expect(pair.clientLog.sessions.isEmpty)
    }

    /// RFC 5246, Section 7.4.6: a certificate is of a type that was asked for, even where no scheme says so.
    @Test(arguments: [.tls10, .tls11] as [ProtocolVersion])
    func certificateOfAnotherType(_ version: ProtocolVersion) async throws {
        let test = Case12(version, .ecdheECDSAWithAES128CBCSHA)
        guard CipherSuiteParameters12(test.suite) != nil else { return }
        var configuration = test.server
        configuration.clientAuthentication = .required
        configuration.signatureSchemes = [.ecdsaSecp256r1SHA256]
        for (key, isAccepted) in [(.p256, true), (.rsa2048, false)] as [(StubPKI.KeyType, Bool)] {
            var server = try DrivenEndpoint(server: configuration)
            let client = test.scriptedClient(identity: key)
            try await client.handshake(with: &server)
            #expect((server.log.summary != nil) == isAccepted)
            #expect(client.alerts == (isAccepted ? [] : [.unsupportedCertificate]))
        }
    }
}

/// A store that makes no tickets.
private struct TicketlessStore: ServerSessionStore {
    func ticket(for state: [UInt8], lifetime: UInt32) async -> [UInt8]? { nil }

    func state(for ticket: [UInt8]) async -> [UInt8]? { nil }
}
