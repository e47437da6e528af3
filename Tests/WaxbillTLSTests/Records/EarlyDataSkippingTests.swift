import TLSCrypto
import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// Early data that was not asked for is left out, within an allowance (RFC 9846, Section 4.3.10).
@Suite struct EarlyDataSkippingTests {
    /// Records that the server cannot open, each with its length on the wire.
    @Test(arguments: [[100], [1000, 1, 500], [16_384], [8192, 8192]], [false, true])
    func skipped(lengths: [Int], isRetried: Bool) async throws {
        var pair = try Self.pair(isRetried: isRetried, junk: lengths)
        await pair.run()
        #expect(pair.serverLog.error == nil)
        #expect(pair.serverLog.summary?.helloRetryRequest == isRetried)
        let isDelivered = try await pair.exchange()
        #expect(isDelivered)
        #expect(!pair.serverLog.received.contains(0xee))
    }

    @Test(arguments: [[16_385], [16_384, 1], [8192, 8193], [16_600]], [false, true])
    func beyondTheAllowance(lengths: [Int], isRetried: Bool) async throws {
        var pair = try Self.pair(isRetried: isRetried, junk: lengths)
        await pair.run()
        #expect(pair.serverLog.error?.fault == .peerViolation(.tooMuchSkippedEarlyData))
        #expect(pair.clientLog.error?.fault == .alertReceived(.unexpectedMessage))
    }

    /// Nothing is skipped for a client that did not announce it.
    @Test func unannounced() async throws {
        var pair = try Self.pair(isRetried: false, junk: [100], isAnnounced: false)
        await pair.run()
        #expect(pair.serverLog.error?.fault == .peerViolation(.badRecordMAC))
    }

    @Test func unannouncedBeforeTheSecondClientHello() async throws {
        var pair = try Self.pair(isRetried: true, junk: [100], isAnnounced: false)
        await pair.run()
        #expect(pair.serverLog.error?.fault == .peerViolation(.unexpectedContentType(.applicationData)))
    }

    /// After the first record that opens, skipping is over.
    @Test func afterAnAuthenticRecord() async throws {
        var pair = try Self.pair(isRetried: false, junk: [100])
        await pair.run()
        #expect(pair.serverLog.summary != nil)
        pair.tamper = { role, bytes in role == .client ? Self.junk(100) + bytes : bytes }
        try pair.client.send([1, 2, 3].span.bytes)
        await pair.run()
        #expect(pair.serverLog.error?.fault == .peerViolation(.badRecordMAC))
    }

    /// After the second ClientHello, too.
    @Test func afterTheSecondClientHello() async throws {
        var pair = try Self.pair(isRetried: true, junk: [])
        var flights = 0
        pair.tamper = { role, bytes in
            guard role == .client else { return bytes }
            flights += 1
            return flights == 2 ? bytes + Self.junk(100) : bytes
        }
        await pair.run()
        #expect(pair.serverLog.error?.fault == .peerViolation(.badRecordMAC))
    }

    /// Nor inside of it.
    @Test func betweenPartsOfTheSecondClientHello() async throws {
        var pair = try Self.pair(isRetried: true, junk: [])
        var flights = 0
        pair.tamper = { role, bytes in
            guard role == .client else { return bytes }
            flights += 1
            guard flights == 2, let hello = WireRecord.all(in: bytes).first(where: { $0.type == .handshake }) else {
                return bytes
            }
            return WireRecord.bytes(.handshake, Array(hello.fragment.prefix(50))) + Self.junk(100)
                + WireRecord.bytes(.handshake, Array(hello.fragment.dropFirst(50)))
        }
        await pair.run()
        #expect(pair.serverLog.error?.fault == .peerViolation(.unexpectedContentType(.applicationData)))
    }

    private static func junk(_ length: Int) -> [UInt8] {
        WireRecord.bytes(.applicationData, [UInt8](repeating: 0xee, count: length))
    }

    /// A client that says early_data, which ours never does by itself, and records of these lengths behind its hello.
    static func pair(
        isRetried: Bool, junk: [Int], isAnnounced: Bool = true
    ) throws -> EndpointPair<Connection<ClientHandshake>, TLSServer> {
        let configuration = ClientConfiguration.stub
        let key = try KeyExchangePrivateKey.generate(.x25519, random: SystemRandomSource())
        let builder = ClientHelloBuilder(
            configuration: configuration, serverName: try ServerName("server.test"))
        var offer = try builder.first(session: nil)
        if isAnnounced { offer.hello.extensions.append(EarlyDataIndication()) }
        offer.shares = [key]
        offer.hello.extensions.replace(
            KeyShareClientHello(clientShares: [KeyShareEntry(group: .x25519, keyExchange: key.publicKey)]))
        offer.bytes = offer.hello.encoded()
        var server = ServerConfiguration.stub()
        server.groups = isRetried ? [.secp256r1] : [.x25519]
        var client = Connection(
            ClientHandshake.waitServerHello(
                WaitServerHello(configuration: configuration, offer: offer, retry: nil)),
            role: .client, settings: ConnectionSettings(configuration, isObserved: true))
        try client.inject(.handshake, offer.bytes)
        var pair = EndpointPair(
            client: client, configuration, server: try TLSServer(server, isObserved: true), server)
        var flights = 0
        pair.tamper = { role, bytes in
            guard role == .client else { return bytes }
            flights += 1
            return flights == 1 ? bytes + junk.flatMap(Self.junk) : bytes
        }
        return pair
    }
}
