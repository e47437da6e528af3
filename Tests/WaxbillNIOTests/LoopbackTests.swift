import NIOCore
import NIOHTTP1
import NIOPosix
import NIOTLS
import Testing
import WaxbillNIO
import WaxbillTLS
import WaxbillX509

/// Over real sockets.
@Suite(.timeLimit(.minutes(2)))
struct LoopbackTests {
    @Test func asyncChannelsCarryMuchDataBothWays() async throws {
        let pki = try TestPKI()
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bindTLS(host: "127.0.0.1", port: 0, configuration: pki.server())
        let port = try #require(server.channel.localAddress?.port)
        let size = 5_000_000
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await server.executeThenClose { connections in
                    for try await connection in connections {
                        try await connection.executeThenClose { inbound, outbound in
                            for try await data in inbound { try await outbound.write(data) }
                        }
                        return
                    }
                }
            }
            let (client, summary) = try await TestServer.bootstrap.channelOption(.allowRemoteHalfClosure, value: true)
                .connectTLS(host: "127.0.0.1", port: port, configuration: pki.client())
            #expect(summary.verified)
            try await client.executeThenClose { inbound, outbound in
                async let received = Self.collect(inbound, upTo: size)
                var random = LinearGenerator(state: 3)
                var sent = 0
                while sent < size {
                    let count = min(random.next(below: 100_000) + 1, size - sent)
                    try await outbound.write(ByteBuffer(bytes: (sent..<(sent + count)).map(Self.byte)))
                    sent += count
                }
                let bytes = try await received
                #expect(bytes.count == size)
                #expect(bytes.indices.allSatisfy { bytes[$0] == Self.byte($0) })
            }
            try await group.waitForAll()
        }
    }

    private static func byte(_ index: Int) -> UInt8 { UInt8(truncatingIfNeeded: index &* 31 &+ index >> 8) }

    private static func collect(
        _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>, upTo size: Int
    ) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await data in inbound {
            bytes += data.readableBytesView
            if bytes.count >= size { break }
        }
        return bytes
    }

    @Test func anHTTP1Server() async throws {
        let pki = try TestPKI()
        let server = try await TestServer(pki.server()) { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                try channel.pipeline.syncOperations.addHandler(AnswerOverHTTP1())
            }
        }
        let (answer, _) = try await TestServer.bootstrap.connectTLS(
            host: "127.0.0.1", port: server.port, configuration: pki.client()
        ) { channel in
            channel.eventLoop.makeCompletedFuture {
                let answered = channel.eventLoop.makePromise(of: String.self)
                try channel.pipeline.syncOperations.addHTTPClientHandlers()
                try channel.pipeline.syncOperations.addHandler(RequestOverHTTP1(answered: answered))
                return answered.futureResult
            }
        }
        #expect(try await answer.get() == "ok, /hello")
        try await server.close()
    }

    @Test func anImpostorIsNamedByTheThrownError() async throws {
        let server = try await TestServer(TestPKI().server()) { $0.eventLoop.makeSucceededVoidFuture() }
        let client = try TestPKI().client()
        let error = await #expect(throws: TLSError.self) {
            let (channel, _) = try await TestServer.bootstrap.connectTLS(
                host: "127.0.0.1", port: server.port, configuration: client
            )
            try await channel.executeThenClose { _, _ in }
        }
        #expect(error?.alert == .unknownCA)
        try await server.close()
    }

    @Test func aHostWithoutAServerFails() async throws {
        let client = try TestPKI().client()
        let server = try await TestServer(TestPKI().server()) { $0.eventLoop.makeSucceededVoidFuture() }
        try await server.close()
        await #expect(throws: (any Error).self) {
            let (channel, _) = try await TestServer.bootstrap.connectTLS(
                host: "127.0.0.1", port: server.port, configuration: client
            )
            try await channel.executeThenClose { _, _ in }
        }
    }

    @Test(arguments: [true, false])
    func halfClosureThroughTheKernel(allowsHalfClosure: Bool) async throws {
        let pki = try TestPKI()
        let server = try await TestServer(pki.server(), allowsHalfClosure: allowsHalfClosure) { channel in
            channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(AnswerAtTheEnd()) }
        }
        let (client, _) = try await TestServer.bootstrap.channelOption(.allowRemoteHalfClosure, value: true).connectTLS(
            host: "127.0.0.1", port: server.port, configuration: pki.client(),
            channelConfiguration: TLSAsyncChannel.Configuration(isOutboundHalfClosureEnabled: true)
        )
        let text = try await client.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: "one two three"))
            outbound.finish()
            var text = ""
            for try await data in inbound { text += String(buffer: data) }
            return text
        }
        // Without half-closure the server's channel closes when the client has finished.
        #expect(text == (allowsHalfClosure ? "13 bytes" : ""))
        try await server.close()
    }

    /// Nothing is delivered that was not asked for, and the handshake does not need to be asked for.
    @Test func autoReadOff() async throws {
        let pki = try TestPKI()
        let server = try await TestServer(pki.server()) { channel in
            channel.writeAndFlush(ByteBuffer(string: "welcome"), promise: nil)
            return channel.eventLoop.makeSucceededVoidFuture()
        }
        let (channel, summary) = try await TestServer.bootstrap.channelOption(.autoRead, value: false).connectTLS(
            host: "127.0.0.1", port: server.port, configuration: pki.client()
        ) { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(PipelineRecorder())
                return channel
            }
        }
        #expect(summary.verified)
        try await Task.sleep(for: .milliseconds(50))
        let before = try await channel.recordedText()
        #expect(before.isEmpty)
        channel.read()
        var text = ""
        while text.isEmpty {
            try await Task.sleep(for: .milliseconds(1))
            text = try await channel.recordedText()
        }
        #expect(text == "welcome")
        try await channel.close()
        try await server.close()
    }

    /// Data that comes with the last message of the handshake waits until it is asked for.
    @Test func autoReadOffAtTheServer() async throws {
        let pki = try TestPKI()
        let accepted = MultiThreadedEventLoopGroup.singleton.any().makePromise(of: (any Channel).self)
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(.autoRead, value: false)
            .childTLS(pki.server()) { channel in
                accepted.succeed(channel)
                return channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(PipelineRecorder())
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let (client, _) = try await TestServer.bootstrap.connectTLS(
            host: "127.0.0.1", port: #require(server.localAddress?.port), configuration: pki.client()
        ) { channel in
            channel.writeAndFlush(ByteBuffer(string: "early"), promise: nil)
            return channel.eventLoop.makeSucceededFuture(channel)
        }
        let channel = try await accepted.futureResult.get()
        while try await !channel.recorded({ $0.isEstablished }) { try await Task.sleep(for: .milliseconds(1)) }
        try await Task.sleep(for: .milliseconds(50))
        #expect(try await channel.recordedText().isEmpty)
        channel.read()
        while try await channel.recordedText().isEmpty { try await Task.sleep(for: .milliseconds(1)) }
        #expect(try await channel.recordedText() == "early")
        #expect(try await channel.recorded { $0.readCompletes } == 1)
        channel.read()
        try await client.close()
        try await server.close()
    }

    @Test func sessionsAreResumed() async throws {
        let pki = try TestPKI()
        var configuration = try pki.server()
        configuration.sessionStore = SessionTable()
        let server = try await TestServer(configuration) { channel in
            channel.writeAndFlush(ByteBuffer(string: "x"), promise: nil)
            return channel.eventLoop.makeSucceededVoidFuture()
        }
        var session: Session?
        for round in 0..<3 {
            let (sessions, feed) = AsyncStream<Session>.makeStream()
            let (channel, summary) = try await TestServer.bootstrap.connectTLS(
                host: "127.0.0.1", port: server.port, configuration: pki.client(),
                serverName: ServerName(TestPKI.serverName), session: session,
                takeSessionTicket: { feed.yield($0) }
            )
            #expect(summary.resumed == (round > 0))
            session = await sessions.first { _ in true }
            #expect(session != nil)
            try await channel.executeThenClose { _, _ in }
        }
        try await server.close()
    }
}

private final class AnswerOverHTTP1: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(let request) = unwrapInboundIn(data) else { return }
        let head = HTTPResponseHead(version: .http1_1, status: .ok, headers: ["connection": "close"])
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: "ok, \(request.uri)")))), promise: nil)
        let context = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.value.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in context.value.close(promise: nil) }
    }
}

private final class RequestOverHTTP1: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private let answered: EventLoopPromise<String>
    private var text = ""

    init(answered: EventLoopPromise<String>) { self.answered = answered }

    func channelActive(context: ChannelHandlerContext) {
        let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: "/hello", headers: ["host": "127.0.0.1"])
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .body(let bytes): text += String(buffer: bytes)
        case .end: answered.succeed(text)
        case .head: break
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { answered.fail(error) }

    func channelInactive(context: ChannelHandlerContext) { answered.fail(ChannelError.eof) }
}

/// Says how much came, once no more comes.
private final class AnswerAtTheEnd: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var count = 0

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { count += unwrapInboundIn(data).readableBytes }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case ChannelEvent.inputClosed? = event as? ChannelEvent else { return }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "\(count) bytes")), promise: nil)
        context.close(promise: nil)
    }
}

extension Channel {
    fileprivate func recordedText() async throws -> String { try await recorded { $0.text } }

    fileprivate func recorded<Value: Sendable>(
        _ value: @escaping @Sendable (PipelineRecorder) -> Value
    ) async throws -> Value {
        try await eventLoop.submit {
            value(try self.pipeline.syncOperations.handler(type: PipelineRecorder.self))
        }.get()
    }
}
