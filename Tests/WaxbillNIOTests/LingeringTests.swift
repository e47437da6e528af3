import NIOCore
import NIOEmbedded
import NIOPosix
import Testing
import WaxbillNIO
import WaxbillTLS
import WaxbillX509

/// How a channel closes after an alert of ours.
struct LingeringTests {
    private func failedServer(timeout: TimeAmount = .seconds(5)) throws -> EmbeddedPair {
        let pki = try TestPKI()
        var options = TLSHandlerOptions()
        options.shutdownTimeout = timeout
        let pair = try EmbeddedPair(
            client: pki.client().handler(), server: TLSServerHandler(configuration: pki.server(), options: options),
            isConnected: false)
        try pair.activate()
        pair.server.receive(ByteBuffer(string: "GET / HTTP/1.1\r\n\r\n"))
        #expect(pair.server.recorder.errors.first is TLSError)
        #expect(pair.server.transport.isOutputClosed)
        #expect(!pair.server.transport.isClosed)
        return pair
    }

    @Test func itClosesWhenThePeerDoes() throws {
        let pair = try failedServer()
        let outcome = pair.server.close()
        #expect(outcome.result == nil)
        pair.server.receive(ByteBuffer(string: "more"))
        pair.server.receiveEndOfStream()
        #expect(outcome.succeeded)
        #expect(pair.server.recorder.errors.count == 1)
        #expect(pair.server.recorder.text.isEmpty)
    }

    @Test func itClosesWhenAPeerThatMayHalfCloseDoes() throws {
        let pair = try failedServer()
        pair.server.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        #expect(pair.server.transport.isClosed)
    }

    @Test func itClosesAfterAWhile() throws {
        let pair = try failedServer(timeout: .seconds(3))
        pair.server.channel.embeddedEventLoop.advanceTime(by: .milliseconds(2900))
        #expect(!pair.server.transport.isClosed)
        pair.server.channel.embeddedEventLoop.advanceTime(by: .milliseconds(200))
        #expect(pair.server.transport.isClosed)
    }

    @Test func itDoesNotReadForEver() throws {
        let pair = try failedServer()
        let data = ByteBuffer(repeating: 0, count: 65_536)
        for _ in 0..<4 { pair.server.receive(data) }
        #expect(!pair.server.transport.isClosed)
        pair.server.receive(data)
        #expect(pair.server.transport.isClosed)
        #expect(pair.server.recorder.reads == 0)
    }

    @Test func anAlertOfThePeerIsNotWaitedFor() throws {
        let pair = try EmbeddedPair(
            client: TestPKI().client().handler(), server: TestPKI().server().handler())
        #expect((pair.server.recorder.errors.first as? TLSError)?.fault == .alertReceived(.unknownCA))
        #expect(pair.server.transport.isClosed)
    }

    /// A peer that goes on sending for a while hears the alert, and then the end: no reset.
    @Test(.timeLimit(.minutes(1)), arguments: [false, true], [false, true])
    func noResetOverARealSocket(allowsHalfClosure: Bool, autoRead: Bool) async throws {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(.allowRemoteHalfClosure, value: allowsHalfClosure)
            .childChannelOption(.autoRead, value: autoRead)
            .childTLS(TestPKI().server()) { $0.eventLoop.makeSucceededVoidFuture() }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(server.localAddress?.port)
        let client = try await TestServer.bootstrap
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        try await client.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: "GET / HTTP/1.1\r\n\r\n"))
            var received = ByteBuffer()
            var isFirst = true
            for try await data in inbound {
                received.writeImmutableBuffer(data)
                guard isFirst else { continue }
                isFirst = false
                // The server has failed by now: to a closed socket, the first of these would bring a reset, and the others fail.
                for _ in 0..<20 {
                    try await outbound.write(ByteBuffer(repeating: 0x41, count: 1000))
                    try await Task.sleep(for: .milliseconds(1))
                }
            }
            #expect(received.getInteger(at: 0, as: UInt8.self) == 21)
            #expect(received.readableBytes == 7)
            outbound.finish()
        }
        try await server.close()
    }
}
