import TLSCrypto
import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// Every limit: what is allowed at it, and what happens beyond.
@Suite struct PeerLimitsTests {
    @Test func handshakeMessageSize() async throws {
        // The largest message of an ordinary handshake sets the mark; Certificate has a limit of its own.
        var pair = try InMemoryPair(.stub, .stub(), isObserved: true)
        await pair.run()
        let sizes = pair.clientLog.observed.compactMap { event -> Int? in
            guard case .message(.received, let type, let bytes) = event, type != .certificate else { return nil }
            return bytes.count - 4
        }
        let largest = try #require(sizes.max())
        var client = ClientConfiguration.stub
        client.limits.handshakeMessageSize = largest
        try await expectCompletion(client)
        client.limits.handshakeMessageSize = largest - 1
        try await expectRefusal(client, .messageTooLong(.serverHello))
    }

    @Test func certificateMessageSize() async throws {
        let certificate = try #require(StubPKI.identity(.p256).certificateChain.first)
        // Context, list length, length, certificate, extensions.
        let size = 1 + 3 + 3 + certificate.count + 2
        var client = ClientConfiguration.stub
        client.limits.certificateMessageSize = size
        try await expectCompletion(client)
        client.limits.certificateMessageSize = size - 1
        try await expectRefusal(client, .messageTooLong(.certificate))
    }

    @Test(arguments: [1, 5, 16]) func certificateChainLength(limit: Int) async throws {
        let identity = StubPKI.identity(.ed25519)
        var client = ClientConfiguration.stub
        client.limits.certificateChainLength = limit
        for count in [limit, limit + 1] {
            let chain = identity.certificateChain + Array(repeating: [1, 2, 3], count: count - 1)
            var server = ServerConfiguration.stub()
            server.identityProvider = StaticIdentities([Identity(certificateChain: chain, signer: identity.signer)])
            var pair = try InMemoryPair(client, server)
            await pair.run()
            if count == limit {
                #expect(pair.clientLog.summary?.peerCertificates == chain)
            } else {
                #expect(pair.clientLog.error?.fault == .peerViolation(.chainTooLong(count)))
            }
        }
    }

    @Test func extensionCount() async throws {
        var pair = try InMemoryPair(.stub, .stub(), isObserved: true)
        await pair.run()
        let bytes = try #require(pair.clientLog.observed.message(.sent, .clientHello))
        guard case .clientHello(let hello) = try HandshakeMessage(decoding: bytes) else { return }
        for limit in [hello.extensions.count, hello.extensions.count - 1] {
            var server = ServerConfiguration.stub()
            server.limits.extensionCount = limit
            var pair = try InMemoryPair(.stub, server)
            await pair.run()
            if limit == hello.extensions.count {
                #expect(pair.serverLog.summary != nil)
            } else {
                #expect(pair.serverLog.error?.fault == .peerViolation(.tooManyExtensions(limit + 1)))
            }
        }
    }

    @Test(arguments: [0, 1, 32]) func emptyRecords(limit: Int) async throws {
        var client = ClientConfiguration.stub
        client.limits.emptyRecords = limit
        try await expectLimit(limit, client, .tooManyEmptyRecords) { try $0.inject(.applicationData, []) }
    }

    @Test(arguments: [0, 1, 4]) func warningAlerts(limit: Int) async throws {
        var client = ClientConfiguration.stub
        client.limits.warningAlerts = limit
        try await expectLimit(limit, client, .tooManyWarningAlerts) { try $0.inject(.alert, [1, 90]) }
    }

    @Test(arguments: [0, 1, 32]) func keyUpdates(limit: Int) async throws {
        var client = ClientConfiguration.stub
        client.limits.keyUpdates = limit
        try await expectLimit(limit, client, .tooManyKeyUpdates) { try $0.updateKeys(requestPeer: false) }
    }

    @Test(arguments: [0, 1, 32], [Role.client, .server])
    func changeCipherSpecs(limit: Int, receiver: Role) async throws {
        for count in [limit, limit + 1] {
            var client = ClientConfiguration.stub
            client.limits.changeCipherSpecs = limit
            var server = ServerConfiguration.stub()
            server.limits.changeCipherSpecs = limit
            // Of their own, both send none.
            client.middleboxCompatibility = false
            var pair = try InMemoryPair(client, server)
            var flights = 0
            pair.tamper = { role, bytes in
                guard role != receiver else { return bytes }
                flights += 1
                // The server's first flight; before the client's second.
                let isTheOne = receiver == .client ? flights == 1 : flights == 2
                let many = isTheOne ? (0..<count).flatMap { _ in WireRecord.bytes(.changeCipherSpec, [1]) } : []
                return many + bytes
            }
            await pair.run()
            let error = receiver == .client ? pair.clientLog.error : pair.serverLog.error
            #expect(error?.fault == (count == limit ? nil : .peerViolation(.tooManyChangeCipherSpecs)))
        }
    }

    /// More tickets than that are left, not refused.
    @Test(arguments: [0, 1, 3]) func sessionTickets(limit: Int) async throws {
        var client = ClientConfiguration.stub
        client.limits.sessionTickets = limit
        var server = ServerConfiguration.stub()
        server.sessionStore = TicketProtector()
        server.ticketCount = 4
        var pair = try InMemoryPair(client, server)
        await pair.run()
        #expect(pair.clientLog.sessions.count == min(limit, 4))
        #expect(pair.clientLog.error == nil)
    }

    /// RFC 9846, Section 4.7.1: a lifetime of zero says not to keep it; more than seven days is seven.
    @Test(arguments: [0, 1, 604_800, 604_801, .max] as [UInt32]) func ticketLifetime(seconds: UInt32) async throws {
        var server = ServerConfiguration.stub()
        server.sessionStore = TicketProtector()
        server.ticketCount = 1
        let tampering = Tampering.changing(.newSessionTicket) { message in
            guard case .newSessionTicket(var ticket) = message else { return message }
            ticket.ticketLifetime = seconds
            return .newSessionTicket(ticket)
        }
        var pair = try EndpointPair(.stub, hostile: server, tampering)
        await pair.run()
        #expect(pair.clientLog.sessions.first?.lifetime == (seconds == 0 ? nil : min(seconds, 604_800)))
        #expect(pair.clientLog.error == nil)
    }

    /// A larger one would not fit into a ClientHello.
    @Test(arguments: [16_384, 16_385, 65_000]) func ticketSize(count: Int) async throws {
        let tampering = Tampering.changing(.newSessionTicket) { message in
            guard case .newSessionTicket(var ticket) = message else { return message }
            ticket.ticket = [UInt8](repeating: 1, count: count)
            return .newSessionTicket(ticket)
        }
        var server = ServerConfiguration.stub()
        server.sessionStore = TicketProtector()
        var pair = try EndpointPair(.stub, hostile: server, tampering)
        await pair.run()
        #expect(pair.clientLog.error == nil)
        #expect(pair.clientLog.sessions.isEmpty == (count > 16_384))
        guard let session = pair.clientLog.sessions.first else { return }
        // It can be offered, and is unknown.
        var second = try InMemoryPair(.stub, server, session: session)
        await second.run()
        #expect(second.clientLog.summary?.resumed == false)
    }

    @Test(arguments: [1, 16_384]) func cookieSize(count: Int) async throws {
        var client = ClientConfiguration.stub
        client.keyShareGroups = []
        let tampering = Tampering.helloRetryRequest {
            $0.extensions.append(Cookie(cookie: [UInt8](repeating: 1, count: count)))
        }
        var pair = try EndpointPair(client, hostile: .stub(), tampering)
        await pair.run()
        // It comes back, and the server, which has sent none, does not want it.
        #expect(pair.clientLog.error?.fault == .alertReceived(.illegalParameter))
        #expect(pair.serverLog.error?.fault == .peerViolation(.cookieMismatch))
    }

    @Test func minimumRSAModulusBits() async throws {
        var client = ClientConfiguration.stub
        client.limits.minimumRSAModulusBits = 2049
        var pair = try InMemoryPair(client, .stub(.rsa2048))
        await pair.run()
        #expect(
            pair.clientLog.error?.fault == .peerViolation(.certificateUnusable("\(CryptoFailure.unsupportedPublicKey)"))
        )
        #expect(pair.serverLog.error?.fault == .alertReceived(.unsupportedCertificate))
    }

    /// Data between them starts the count anew.
    @Test func dataResetsCounts() async throws {
        var pair = try EndpointPair(.stub, hostile: .stub())
        await pair.run()
        for _ in 0..<10 {
            for _ in 0..<32 { try pair.server.inject(.applicationData, []) }
            for _ in 0..<32 { try pair.server.updateKeys(requestPeer: false) }
            for _ in 0..<4 { try pair.server.inject(.alert, [1, 90]) }
            try pair.server.inject(.applicationData, [7])
        }
        await pair.run()
        #expect(pair.clientLog.error == nil)
        #expect(pair.clientLog.received == [UInt8](repeating: 7, count: 10))
    }

    private func expectLimit(
        _ limit: Int, _ client: ClientConfiguration, _ violation: PeerViolation,
        _ act: (inout HostileServer) throws -> Void
    ) async throws {
        var pair = try EndpointPair(client, hostile: .stub())
        await pair.run()
        for _ in 0..<limit { try act(&pair.server) }
        await pair.run()
        #expect(pair.clientLog.error == nil)
        try act(&pair.server)
        await pair.run()
        #expect(pair.clientLog.error?.fault == .peerViolation(violation))
        #expect(pair.serverLog.error?.fault == .alertReceived(.unexpectedMessage))
    }

    private func expectCompletion(_ client: ClientConfiguration) async throws {
        var pair = try InMemoryPair(client, .stub())
        await pair.run()
        #expect(pair.clientLog.summary != nil)
    }

    private func expectRefusal(_ client: ClientConfiguration, _ kind: DecodingFailure.Kind) async throws {
        var pair = try InMemoryPair(client, .stub())
        await pair.run()
        guard case .malformedMessage(let failure)? = pair.clientLog.error?.fault else {
            Issue.record("\(String(describing: pair.clientLog.error))")
            return
        }
        #expect(failure.kind == kind)
        #expect(pair.serverLog.error?.fault == .alertReceived(.decodeError))
    }
}
