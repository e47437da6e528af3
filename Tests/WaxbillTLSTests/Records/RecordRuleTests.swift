import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// How messages may lie in records, and what may lie between them (RFC 9846, Sections 5 and 5.1).
@Suite struct RecordRuleTests {
    /// Handshake messages in records of any size.
    @Test(arguments: [1, 3, 100]) func fragments(size: Int) async throws {
        let client = ClientConfiguration.stub
        var pair = try EndpointPair(client, hostile: .stub())
        // The plaintext messages are cut on their way, the others by the sender.
        pair.tamper = { _, bytes in
            WireRecord.all(in: bytes).flatMap { record -> [UInt8] in
                guard record.type == .handshake else { return WireRecord.bytes(record.type, record.fragment) }
                return stride(from: 0, to: record.fragment.count, by: size).flatMap {
                    WireRecord.bytes(.handshake, Array(record.fragment[$0...].prefix(size)))
                }
            }
        }
        await pair.run()
        #expect(pair.clientLog.summary != nil)
        #expect(pair.serverLog.summary != nil)
    }

    @Test func fragmentsOfProtectedMessages() async throws {
        var server = ServerConfiguration.stub()
        server.sessionStore = TicketProtector()
        var pair = try EndpointPair(.stub, hostile: server)
        await pair.run()
        let ticket = NewSessionTicket(ticketLifetime: 10, ticketAgeAdd: 0, ticketNonce: [9], ticket: [1, 2, 3])
            .encoded()
        let before = pair.clientLog.sessions.count
        for byte in ticket + ticket { try pair.server.inject(.handshake, [byte]) }
        // Both in one record.
        try pair.server.inject(.handshake, ticket + ticket)
        await pair.run()
        #expect(pair.clientLog.sessions.count == before + 4)
        #expect(pair.clientLog.error == nil)
    }

    /// A Certificate message of several records.
    @Test(arguments: [nil, 64]) func longCertificates(recordSizeLimit: Int?) async throws {
        let identity = StubPKI.identity(.ed25519)
        let chain = identity.certificateChain + (1...3).map { [UInt8](repeating: $0, count: 20_000) }
        var server = ServerConfiguration.stub()
        server.identityProvider = StaticIdentities([Identity(certificateChain: chain, signer: identity.signer)])
        var client = ClientConfiguration.stub
        client.recordSizeLimit = recordSizeLimit
        var pair = try InMemoryPair(client, server)
        await pair.run()
        #expect(pair.clientLog.summary?.peerCertificates == chain)
        #expect(pair.serverLog.summary != nil)
    }

    /// RFC 9846, Section 5.1: legacy_record_version is ignored.
    @Test(arguments: [0x0300, 0x0301, 0x0304, 0x0000, 0xffff] as [UInt16]) func recordVersion(version: UInt16)
        async throws
    {
        var pair = try InMemoryPair(.stub, .stub())
        pair.tamper = { _, bytes in
            WireRecord.all(in: bytes).flatMap {
                // Where it is authenticated it stays.
                WireRecord.bytes($0.type, $0.fragment, version: $0.type == .applicationData ? 0x0303 : version)
            }
        }
        await pair.run()
        #expect(pair.clientLog.summary != nil)
        #expect(pair.serverLog.summary != nil)
    }

    @Test func emptyApplicationData() async throws {
        var pair = try InMemoryPair(.stub, .stub())
        await pair.run()
        let before = pair.clientLog.written.count
        try pair.client.send([UInt8]().span.bytes)
        await pair.run()
        #expect(pair.clientLog.written.count == before)
        #expect(pair.serverLog.error == nil)
    }

    @Test(arguments: [0, 1, 16_383, 16_384, 16_385, 100_000]) func sizes(count: Int) async throws {
        var pair = try InMemoryPair(.stub, .stub())
        await pair.run()
        let data = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        try pair.client.send(data.span.bytes)
        try pair.server.send(data.span.bytes)
        await pair.run()
        #expect(pair.serverLog.received == data)
        #expect(pair.clientLog.received == data)
    }

    /// What a record held that is refused reaches nobody.
    @Test(arguments: [true, false], [16_385, 3]) func refusedRecordDeliversNothing(
        usesOwnBuffers: Bool, count: Int
    ) async throws {
        var client = ClientConfiguration.stub
        client.recordSizeLimit = count == 3 ? nil : 64
        var pair = try EndpointPair(client, hostile: .stub())
        pair.usesOwnBuffers = usesOwnBuffers
        await pair.run()
        if count == 3 {
            // Nothing but padding (RFC 9846, Section 5.4).
            try pair.server.inject(ContentType(rawValue: 0), [0, 0, 0])
        } else {
            pair.server.forgetRecordSizeLimit()
            try pair.server.inject(.applicationData, [UInt8](repeating: 1, count: 64))
        }
        await pair.run()
        #expect(pair.clientLog.error != nil)
        #expect(pair.clientLog.received.isEmpty)
    }

    /// A client that fails before it has keys says so in the clear.
    @Test func plaintextAlertOfAClient() async throws {
        var pair = try InMemoryPair(.stub, .stub())
        var isFirst = true
        pair.tamper = { role, bytes in
            guard role == .client, !isFirst else {
                isFirst = isFirst && role != .client
                return bytes
            }
            return WireRecord.bytes(.alert, [2, 47])
        }
        await pair.run()
        #expect(pair.serverLog.error?.fault == .alertReceived(.illegalParameter))
    }

    /// But not once it has shown that it has them, and a server never does after its ServerHello.
    @Test(arguments: [Role.client, .server]) func injectedAlerts(sender: Role) async throws {
        for alert: [UInt8] in [[1, 0], [2, 40], [1, 90]] {
            var pair = try InMemoryPair(.stub, .stub())
            await pair.run()
            pair.tamper = { role, bytes in role == sender ? WireRecord.bytes(.alert, alert) : bytes }
            try pair.client.send([1].span.bytes)
            try pair.server.send([1].span.bytes)
            await pair.run()
            let receiver = sender == .client ? pair.serverLog : pair.clientLog
            #expect(receiver.error?.fault == .peerViolation(.unexpectedContentType(.alert)))
            #expect(receiver.closures.isEmpty)
        }
    }

    @Test func injectedAlertAfterAKeyUpdate() async throws {
        var pair = try InMemoryPair(.stub, .stub())
        await pair.run()
        try pair.server.updateKeys(requestPeer: false)
        await pair.run()
        pair.tamper = { role, bytes in role == .server ? WireRecord.bytes(.alert, [1, 0]) : bytes }
        try pair.server.send([1].span.bytes)
        await pair.run()
        #expect(pair.clientLog.error?.fault == .peerViolation(.unexpectedContentType(.alert)))
    }

    @Test func injectedAlertBehindTheServerHello() async throws {
        var pair = try InMemoryPair(.stub, .stub())
        pair.tamper = { role, bytes in
            guard role == .server, let first = WireRecord.all(in: bytes).first else { return bytes }
            return WireRecord.bytes(first.type, first.fragment) + WireRecord.bytes(.alert, [1, 0])
        }
        await pair.run()
        #expect(pair.clientLog.error?.fault == .peerViolation(.unexpectedContentType(.alert)))
    }

    /// Data before the server has the client's Finished.
    @Test func applicationDataBeforeFinished() async throws {
        var pair = try EndpointPair(
            hostile: .stub, .stub(),
            Tampering { effect in
                if case .send(let message) = effect, message.type == .finished { [] } else { [effect] }
            })
        await pair.run()
        try pair.client.send([1].span.bytes)
        await pair.run()
        // The server still reads with the handshake's keys.
        #expect(pair.serverLog.error?.fault == .peerViolation(.badRecordMAC))
        #expect(pair.serverLog.received.isEmpty)
    }

    @Test func applicationDataUnderTheHandshakesKeys() async throws {
        var server = ServerConfiguration.stub()
        server.clientAuthentication = .required
        var client = ClientConfiguration.stub
        client.identityProvider = StaticIdentities([StubPKI.identity(.p256)])
        var pair = try EndpointPair(
            hostile: client, server,
            Tampering { effect in
                // Everything from the Finished on is left out, so that the handshake's keys stay.
                switch effect {
                case .send(let message) where message.type == .finished: []
                case .install(let keys, for: .write) where keys.epoch == .applicationData(generation: 0): []
                default: [effect]
                }
            })
        await pair.run()
        try pair.client.inject(.applicationData, [1])
        await pair.run()
        #expect(pair.serverLog.error?.fault == .peerViolation(.unexpectedContentType(.applicationData)))
        #expect(pair.clientLog.error?.fault == .alertReceived(.unexpectedMessage))
    }
}
