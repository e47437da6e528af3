import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// What an observer and a key log see at the engine's rim.
@Suite struct ObservationTests {
    @Test func nothingUnlessAsked() async throws {
        var pair = try InMemoryPair(.stub, .stub())
        await pair.run()
        #expect(pair.clientLog.observed.isEmpty && pair.serverLog.observed.isEmpty)
        #expect(pair.clientLog.keys.isEmpty && pair.serverLog.keys.isEmpty)
    }

    /// What one side has sent is what the other has received.
    @Test func bothSidesSeeTheSame() async throws {
        var configuration = ServerConfiguration.stub()
        configuration.sessionStore = TicketProtector()
        var pair = try InMemoryPair(.stub, configuration, isObserved: true)
        await pair.run()
        _ = try await pair.exchange()
        pair.client.close()
        pair.server.close()
        await pair.run()
        let (client, server) = (pair.clientLog.observed, pair.serverLog.observed)
        #expect(client.messages(.sent) == server.messages(.received))
        #expect(server.messages(.sent) == client.messages(.received))
        #expect(client.messages(.sent) == [.clientHello, .finished])
        #expect(client.alerts(.sent) == [.closeNotify] && client.alerts(.received) == [.closeNotify])
        #expect(records(client, .sent) == records(server, .received))
        #expect(records(server, .sent) == records(client, .received))
        #expect(records(client, .sent) == wireRecords(pair.clientLog.written))
        #expect(client.epochs(.sent) == server.epochs(.received))
        #expect(client.epochs(.sent) == ["handshake", "application data"])
    }

    @Test func states() async throws {
        var pair = try InMemoryPair(.stub, .stub(), isObserved: true)
        await pair.run()
        let states = pair.clientLog.observed.compactMap { if case .state(let name) = $0 { name } else { nil } }
        #expect(
            states == [
                "WAIT_SH", "WAIT_EE", "WAIT_CERT_CR", "WAIT_CERT (verifying)", "WAIT_CV", "WAIT_FINISHED", "CONNECTED",
            ])
    }

    @Test func failure() async throws {
        var pair = try InMemoryPair(
            ClientConfiguration(certificateVerifier: RefusingVerifier(.other)), .stub(), isObserved: true)
        await pair.run()
        let failures = pair.clientLog.observed.compactMap { if case .failed(let error) = $0 { error } else { nil } }
        #expect(failures == [try #require(pair.clientLog.error)])
    }

    /// RFC 9850, Section 2
    @Test func keyLogLines() async throws {
        var client = ClientConfiguration.stub
        client.keyLog = EventsOnly()
        var pair = try InMemoryPair(client, .stub(), isObserved: true)
        await pair.run()
        let random = try #require(pair.clientLog.observed.message(.sent, .clientHello)).dropFirst(6).prefix(32)
        for entry in pair.clientLog.keys {
            let parts = entry.description.split(separator: " ", omittingEmptySubsequences: false)
            #expect(parts.count == 3)
            #expect(parts[0] == entry.label)
            #expect([UInt8](hex: String(parts[1])) == Array(random))
            #expect(parts[2].count == 64)
        }
        #expect(pair.clientLog.keys.count == 5)
    }

    /// After a HelloRetryRequest the entries have the random of both hellos, which is one.
    @Test func sameRandomTwice() async throws {
        var client = ClientConfiguration.stub
        client.keyShareGroups = []
        client.keyLog = EventsOnly()
        var pair = try InMemoryPair(client, .stub(), isObserved: true)
        await pair.run()
        let randoms = pair.clientLog.observed.compactMap { event -> [UInt8]? in
            guard case .message(.sent, .clientHello, let bytes) = event else { return nil }
            return Array(bytes.dropFirst(6).prefix(32))
        }
        #expect(randoms.count == 2)
        #expect(Set(randoms + pair.clientLog.keys.map(\.clientRandom)).count == 1)
    }

    /// The same seed, the same hello; another one, another.
    @Test func reproducibleHellos() throws {
        func hello(_ seed: UInt64) throws -> [UInt8] {
            var client = ClientConfiguration.stub
            client.randomSource = SeededRandomSource(seed: seed)
            client.sendsGREASE = true
            var endpoint = try TLSClient(client, serverName: ServerName("server.test"))
            guard case .write(let bytes)? = endpoint.nextEvent() else { return [] }
            return bytes
        }
        #expect(try hello(1) == hello(1))
        #expect(try hello(1) != hello(2))
        #expect(try hello(1).count > 1000)
    }

    private func records(_ events: [HandshakeEvent], _ direction: HandshakeEvent.Direction) -> [String] {
        events.compactMap {
            guard case .record(direction, let type, let version, let length, _) = $0 else { return nil }
            return "\(type) \(version) \(length)"
        }
    }

    private func wireRecords(_ bytes: [UInt8]) -> [String] {
        WireRecord.all(in: bytes).map { "\($0.type) \($0.version) \($0.fragment.count)" }
    }
}
