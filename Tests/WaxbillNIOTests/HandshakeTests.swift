import NIOCore
import NIOEmbedded
import Synchronization
import Testing
import WaxbillNIO
import WaxbillTLS
import WaxbillX509

struct HandshakeTests {
    @Test(arguments: [1, 2, 3, 7, 100, 1_000, 100_000])
    func handshakeInPiecesOfAnySize(size: Int) throws {
        let pair = try EmbeddedPair(isConnected: false)
        try pair.activate()
        try pair.exchange { _ in size }
        #expect(pair.client.recorder.errors.isEmpty)
        #expect(pair.server.recorder.errors.isEmpty)
        #expect(pair.client.recorder.events == ["summary", "handshakeCompleted"])
        #expect(pair.server.recorder.events == ["summary", "handshakeCompleted"])
        pair.client.write("ping")
        pair.server.write("pong")
        try pair.exchange { _ in size }
        #expect(pair.server.recorder.text == "ping")
        #expect(pair.client.recorder.text == "pong")
    }

    @Test func summarySaysWhatWasAgreedUpon() throws {
        let pair = try EmbeddedPair()
        let client = try #require(pair.client.recorder.summary)
        let server = try #require(pair.server.recorder.summary)
        #expect(client.role == .client)
        #expect(server.role == .server)
        #expect(client.version == .tls13)
        #expect(client.cipherSuite == server.cipherSuite)
        #expect(client.verified)
        #expect(client.peerCertificates.count == 1)
        #expect(server.serverName == TestPKI.serverName)
    }

    @Test(
        arguments: [
            (["h2", "http/1.1"], ["http/1.1"], "http/1.1"), (["h2"], ["h2", "http/1.1"], "h2"), ([], ["h2"], nil),
            (["h2"], [], nil),
        ] as [([String], [String], String?)])
    func applicationProtocolIsInTheEvent(offered: [String], spoken: [String], expected: String?) throws {
        let pki = try TestPKI()
        var client = pki.client()
        client.applicationProtocols = offered.map { ApplicationProtocol($0) }
        var server = try pki.server()
        server.applicationProtocols = spoken.map { ApplicationProtocol($0) }
        let pair = try EmbeddedPair(client: client.handler(), server: server.handler())
        #expect(pair.client.recorder.isEstablished)
        #expect(pair.client.recorder.negotiatedProtocol == expected)
        #expect(pair.server.recorder.negotiatedProtocol == expected)
    }

    @Test func handlersAddedToAnActiveChannelStart() throws {
        let pki = try TestPKI()
        let pair = try EmbeddedPair(client: pki.client().handler(), server: pki.server().handler(), isConnected: false)
        try pair.server.activate()
        let client = EmbeddedChannel()
        client.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: 443), promise: nil)
        try client.pipeline.syncOperations.addHandler(pki.client().handler())
        let hello = try #require(try client.readOutbound(as: ByteBuffer.self))
        pair.server.receive(hello)
        #expect(pair.server.recorder.errors.isEmpty)
        let answer = try pair.server.takeOutbound()
        #expect(answer.readableBytes > 0)
        _ = try? client.finish()
    }

    @Test func sessionTicketsAreDelivered() throws {
        let pki = try TestPKI()
        let taken = Mutex(0)
        var server = try pki.server()
        server.sessionStore = SessionTable()
        server.ticketCount = 3
        let client = try TLSClientHandler(
            configuration: pki.client(), serverName: ServerName(TestPKI.serverName),
            takeSessionTicket: { _ in taken.withLock { $0 += 1 } }
        )
        let pair = try EmbeddedPair(client: client, server: server.handler())
        #expect(pair.client.recorder.sessions.count == 3)
        #expect(taken.withLock { $0 } == 3)
        #expect(pair.client.recorder.summary?.resumed == false)

        let session = try #require(pair.client.recorder.sessions.last)
        let second = try EmbeddedPair(client: pki.client().handler(session: session), server: server.handler())
        #expect(second.client.recorder.summary?.resumed == true)
        #expect(second.server.recorder.summary?.resumed == true)
    }

    @Test func handshakeFutureCompletes() throws {
        let pki = try TestPKI()
        let handler = try pki.client().handler()
        let pair = try EmbeddedPair(client: handler, server: pki.server().handler(), isConnected: false)
        let before = handler.handshake(on: pair.client.channel.eventLoop)
        try pair.activate()
        try pair.exchange()
        #expect(try before.wait().role == .client)
        #expect(try handler.handshake(on: pair.client.channel.eventLoop).wait().role == .client)
        #expect(handler.summary?.role == .client)
    }

    @Test func keysCanBeRenewedAndExported() throws {
        let pki = try TestPKI()
        let client = try pki.client().handler()
        let server = try pki.server().handler()
        let pair = try EmbeddedPair(client: client, server: server)
        let exported = try client.exportKeyingMaterial(label: "EXPORTER-test", context: [1, 2], length: 40)
        #expect(try server.exportKeyingMaterial(label: "EXPORTER-test", context: [1, 2], length: 40) == exported)
        try client.updateKeys(requestPeer: true)
        pair.client.write("after")
        try pair.exchange()
        pair.server.write("the renewal")
        try pair.exchange()
        #expect(pair.server.recorder.text == "after")
        #expect(pair.client.recorder.text == "the renewal")
    }

    @Test func observerAndKeyLogSeeTheHandshake() throws {
        let pki = try TestPKI()
        let observer = CountingObserver()
        let log = MemoryKeyLog()
        var options = TLSHandlerOptions()
        options.observer = observer
        var client = pki.client()
        client.keyLog = log
        let pair = try EmbeddedPair(client: client.handler(options), server: pki.server().handler())
        #expect(pair.client.recorder.isEstablished)
        #expect(observer.messages.contains(.clientHello))
        #expect(observer.messages.contains(.finished))
        let labels = Set(log.entries.map(\.label))
        #expect(labels.isSuperset(of: ["CLIENT_TRAFFIC_SECRET_0", "SERVER_TRAFFIC_SECRET_0"]))
    }
}

/// A server's sessions in a table.
final class SessionTable: ServerSessionStore {
    private let states = Mutex<[[UInt8]: [UInt8]]>([:])

    func ticket(for state: [UInt8], lifetime: UInt32) -> [UInt8]? {
        states.withLock { states in
            let ticket = Array("ticket \(states.count)".utf8)
            states[ticket] = state
            return ticket
        }
    }

    func state(for ticket: [UInt8]) -> [UInt8]? { states.withLock { $0[ticket] } }
}

private final class CountingObserver: HandshakeObserver {
    private let seen = Mutex<[HandshakeType]>([])

    var messages: [HandshakeType] { seen.withLock { $0 } }

    func observe(_ event: HandshakeEvent) {
        if case .message(_, let type, _) = event { seen.withLock { $0.append(type) } }
    }
}

private final class MemoryKeyLog: KeyLog {
    private let log = Mutex<[KeyLogEntry]>([])

    var entries: [KeyLogEntry] { log.withLock { $0 } }

    func log(_ entry: KeyLogEntry) { log.withLock { $0.append(entry) } }
}
