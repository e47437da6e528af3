import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// The records of TLS 1.2 and before: their lengths, their order, and where the keys change (RFC 5246, Sections 6.2 and 7.1).
@Suite struct RecordTests12 {
    private let data = [UInt8](repeating: 0x61, count: 40_000)

    /// Nothing is longer than the protocol allows, all of it arrives, and TLS 1.0 sends a byte ahead (BEAST).
    @Test(arguments: Case12.few) func lengths(_ test: Case12) async throws {
        let server = test.scriptedServer()
        var client = try DrivenEndpoint(client: test.client)
        try await server.handshake(with: &client)
        let before = client.log.written.count
        try client.endpoint.send(data.span.bytes)
        try await server.exchange(with: &client)
        #expect(server.data == data)
        let records = WireRecord.all(in: Array(client.log.written.dropFirst(before)))
        #expect(records.allSatisfy { $0.version == test.version && $0.fragment.count <= 16_384 + 2048 })
        let contents = server.received.suffix(records.count).map { input -> Int in
            if case .data(let bytes) = input { bytes.count } else { 0 }
        }
        let splits = test.version == .tls10 && test.hasCBC
        #expect(contents == (splits ? [1, 16_383, 1, 16_383, 1, 7231] : [16_384, 16_384, 7232]))
        try server.send(.data(data))
        try await server.exchange(with: &client)
        #expect(client.log.received == data)
    }

    /// A record may be full, and no longer.
    @Test(arguments: Case12.few) func fullRecords(_ test: Case12) async throws {
        let client = test.scriptedClient()
        var server = try DrivenEndpoint(server: test.server)
        try await client.handshake(with: &server)
        if test.hasCBC { client.records.flaw = .extraPadding(blocks: 15) }
        client.records.fragmentLength = 16_385
        try client.send(.data(Array(data.prefix(16_384))))
        try await client.exchange(with: &server)
        #expect(server.log.received.count == 16_384)
        try client.send(.data(Array(data.prefix(16_385))))
        try await client.exchange(with: &server)
        #expect(server.log.error?.fault == .peerViolation(.recordOverflow(16_385)))
        #expect(client.alerts == [.recordOverflow])
        #expect(server.log.received.count == 16_384)
    }

    /// RFC 8449, Section 4: before TLS 1.3 the limit counts the content alone.
    @Test(arguments: Case12.few, [64, 1000]) func recordSizeLimit(_ test: Case12, limit: Int) async throws {
        var client = test.client
        client.recordSizeLimit = limit
        var server = test.server
        server.recordSizeLimit = limit + 1
        var pair = try InMemoryPair(client, server)
        await pair.run()
        try pair.client.send(data.span.bytes)
        try pair.server.send(data.span.bytes)
        await pair.run()
        #expect(pair.clientLog.received == data && pair.serverLog.received == data)
    }

    /// Lost, repeated and swapped records are noticed.
    @Test(arguments: Case12.few, [1, UInt64.max]) func sequenceNumbers(_ test: Case12, step: UInt64) async throws {
        let server = test.scriptedServer()
        var client = try DrivenEndpoint(client: test.client)
        try await server.handshake(with: &client)
        server.records.writing?.sequenceNumber &+= step
        try server.send(text: "late")
        try await server.exchange(with: &client)
        #expect(client.log.error?.fault == .peerViolation(.badRecordMAC))
        #expect(server.alerts == [.badRecordMAC])
    }

    // MARK: ChangeCipherSpec

    /// A Finished without a ChangeCipherSpec, whether it is protected or not (SMACK, EarlyCCS).
    @Test(arguments: Case12.few, [true, false]) func missing(_ test: Case12, isProtected: Bool) async throws {
        let server = test.scriptedServer()
        let client = test.scriptedClient()
        for peer in [server, client] as [ScriptedPeer] {
            peer.edit = {
                $0.remove(.changeCipherSpec)
                if !isProtected { $0.remove(.keys) }
            }
        }
        var honestClient = try DrivenEndpoint(client: test.client)
        try await server.handshake(with: &honestClient)
        var honestServer = try DrivenEndpoint(server: test.server)
        try await client.handshake(with: &honestServer)
        #expect(honestClient.log.summary == nil && honestServer.log.summary == nil)
        // Protected, it is the head of some message or of none.
        guard !isProtected else { return }
        #expect(honestClient.log.error?.fault == .peerViolation(.unexpectedMessage(.finished)))
        #expect(honestServer.log.error?.fault == .peerViolation(.unexpectedMessage(.finished)))
    }

    @Test(arguments: Case12.few) func repeated(_ test: Case12) async throws {
        let client = test.scriptedClient()
        client.edit = { $0.insert(.plaintext(.changeCipherSpec, [1]), before: .changeCipherSpec) }
        var server = try DrivenEndpoint(server: test.server)
        try await client.handshake(with: &server)
        #expect(server.log.summary == nil)
        // The second one is protected by nothing.
        #expect(client.alerts == [.badRecordMAC])

        let another = test.scriptedClient()
        another.edit = { $0.insert(.changeCipherSpec, after: .keys) }
        server = try DrivenEndpoint(server: test.server)
        try await another.handshake(with: &server)
        #expect(server.log.error?.fault == .peerViolation(.unexpectedContentType(.changeCipherSpec)))
    }

    /// The ChangeCipherSpec before the keys are agreed on (CVE-2014-0224).
    @Test(arguments: Case12.few) func early(_ test: Case12) async throws {
        let client = test.scriptedClient()
        client.edit = {
            guard $0.contains(.keys) else { return }
            $0.remove(.changeCipherSpec)
            $0.insert(.changeCipherSpec, at: 0)
        }
        var server = try DrivenEndpoint(server: test.server)
        try await client.handshake(with: &server)
        #expect(server.log.error?.fault == .peerViolation(.unexpectedContentType(.changeCipherSpec)))
        #expect(client.alerts == [.unexpectedMessage])

        let scripted = test.scriptedServer()
        scripted.edit = { $0.insert(.changeCipherSpec, after: .message(.serverHello)) }
        var honest = try DrivenEndpoint(client: test.client)
        try await scripted.handshake(with: &honest)
        #expect(honest.log.error?.fault == .peerViolation(.unexpectedContentType(.changeCipherSpec)))
        #expect(scripted.alerts == [.unexpectedMessage])
    }

    /// What comes after the keys have changed is protected, or refused.
    @Test(arguments: Case12.few, [ContentType.applicationData, .alert, .handshake])
    func plaintextAfterwards(_ test: Case12, _ type: ContentType) async throws {
        let server = test.scriptedServer()
        var client = try DrivenEndpoint(client: test.client)
        try await server.handshake(with: &client)
        try server.send(.plaintext(type, [1, 0, 0, 0]))
        try await server.exchange(with: &client)
        #expect(client.log.error?.fault == .peerViolation(.badRecordMAC))
        #expect(client.log.closures.isEmpty && client.log.received.isEmpty)
    }

    /// Data between the ChangeCipherSpec and the Finished is nobody's.
    @Test(arguments: Case12.few) func dataBeforeFinished(_ test: Case12) async throws {
        let server = test.scriptedServer()
        server.edit = { $0.insert(.data([1]), before: .message(.finished)) }
        var client = try DrivenEndpoint(client: test.client)
        try await server.handshake(with: &client)
        #expect(client.log.error?.fault == .peerViolation(.unexpectedContentType(.applicationData)))
        #expect(client.log.received.isEmpty)
    }
}
