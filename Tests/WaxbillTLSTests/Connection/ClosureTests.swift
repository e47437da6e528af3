import TLSWire
import Testing
import WaxbillTLS
import WaxbillTestSupport

/// RFC 9846, Section 6.1
@Suite struct ClosureTests {
    @Test(arguments: [Role.client, .server]) func halfClose(by role: Role) async throws {
        var pair = try InMemoryPair(.stub, .stub())
        await pair.run()
        let text = Array("still here".utf8)
        switch role {
        case .client:
            pair.client.close()
            await pair.run()
            #expect(pair.serverLog.closures == [true])
            #expect(throws: TLSError(.misuse(.sendingClosed))) { try pair.client.send(text.span.bytes) }
            try pair.server.send(text.span.bytes)
            await pair.run()
            #expect(pair.clientLog.received == text)
            #expect(pair.clientLog.closures.isEmpty)
            pair.server.close()
        case .server:
            pair.server.close()
            await pair.run()
            #expect(pair.clientLog.closures == [true])
            #expect(throws: TLSError(.misuse(.sendingClosed))) { try pair.server.send(text.span.bytes) }
            try pair.client.send(text.span.bytes)
            await pair.run()
            #expect(pair.serverLog.received == text)
            #expect(pair.serverLog.closures.isEmpty)
            pair.client.close()
        }
        await pair.run()
        #expect(pair.clientLog.closures == [true])
        #expect(pair.serverLog.closures == [true])
        #expect(pair.clientLog.error == nil && pair.serverLog.error == nil)
    }

    @Test func closingTwiceSendsOneAlert() async throws {
        var pair = try InMemoryPair(.stub, .stub())
        await pair.run()
        pair.client.close()
        await pair.run()
        let count = pair.clientLog.written.count
        pair.client.close()
        await pair.run()
        #expect(pair.clientLog.written.count == count)
    }

    /// An attacker who cuts the stream off cannot make it look like an end.
    @Test func truncation() async throws {
        var pair = try InMemoryPair(.stub, .stub())
        await pair.run()
        pair.client.receiveEndOfStream()
        pair.client.receiveEndOfStream()
        await pair.run()
        #expect(pair.clientLog.closures == [false])
    }

    @Test func endOfStreamAfterCloseNotify() async throws {
        var pair = try InMemoryPair(.stub, .stub())
        await pair.run()
        pair.server.close()
        await pair.run()
        pair.client.receiveEndOfStream()
        await pair.run()
        #expect(pair.clientLog.closures == [true])
    }

    @Test func endOfStreamDuringTheHandshake() async throws {
        let client = try TLSClient(.stub, serverName: ServerName("server.test"))
        var driven = DrivenEndpoint(client, ClientConfiguration.stub)
        _ = await driven.drain()
        driven.endpoint.receiveEndOfStream()
        _ = await driven.drain()
        #expect(driven.log.closures == [false])
        #expect(driven.log.summary == nil)
    }

    /// A side that closes in the middle of its handshake sends nothing after.
    @Test func closingDuringTheHandshake() async throws {
        var pair = try InMemoryPair(.stub, .stub(), isObserved: true)
        guard case .write(let hello)? = pair.client.nextEvent() else { return }
        try pair.server.receive(hello.span.bytes)
        // The server is being asked for its identity.
        pair.server.close()
        await pair.run()
        let records = WireRecord.all(in: pair.serverLog.written)
        #expect(records.map(\.type) == [.alert])
        #expect(records.first?.fragment == [1, 0])
        #expect(pair.clientLog.closures == [true])
        #expect(pair.clientLog.summary == nil)
    }

    /// What follows close_notify is ignored, whatever it is.
    @Test func recordsAfterCloseNotify() async throws {
        var pair = try InMemoryPair(.stub, .stub())
        await pair.run()
        pair.tamper = { role, bytes in
            role == .server ? bytes + WireRecord.bytes(.applicationData, [1, 2, 3]) + [0xff, 0xff] : bytes
        }
        pair.server.close()
        await pair.run()
        #expect(pair.clientLog.closures == [true])
        #expect(pair.clientLog.error == nil)
        #expect(pair.clientLog.received.isEmpty)
    }

    /// Data and close_notify in one piece: the data comes first.
    @Test(arguments: [nil, 1]) func dataBeforeCloseNotify(chunk: Int?) async throws {
        var pair = try InMemoryPair(.stub, .stub())
        await pair.run()
        pair.chunk = chunk
        try pair.server.send(Array("last words".utf8).span.bytes)
        pair.server.close()
        await pair.run()
        #expect(pair.clientLog.received == Array("last words".utf8))
        #expect(pair.clientLog.closures == [true])
    }
}
