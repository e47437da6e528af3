import NIOCore
import NIOEmbedded
import NIOHPACK
import NIOHTTP2
import NIOTLS
import Testing
import WaxbillNIO
import WaxbillTLS

/// swift-nio-http2 behind the handlers, unchanged.
struct HTTP2Tests {
    @Test func aRequestAndItsAnswer() async throws {
        let pki = try TestPKI()
        var client = pki.client()
        client.applicationProtocols = [.h2]
        var server = try pki.server()
        server.applicationProtocols = [.h2, .http11]
        let listener = try await TestServer(server) { channel in
            channel.configureHTTP2SecureUpgrade(
                h2ChannelConfigurator: { channel in
                    channel.configureHTTP2Pipeline(mode: .server) { stream in
                        stream.eventLoop.makeCompletedFuture {
                            try stream.pipeline.syncOperations.addHandler(AnswerOverHTTP2())
                        }
                    }.map { _ in }
                },
                http1ChannelConfigurator: { $0.eventLoop.makeFailedFuture(TestServer.Failure.wrongProtocol) }
            )
        }
        let port = listener.port
        let (multiplexer, summary) = try await TestServer.bootstrap.connectTLS(
            host: "127.0.0.1", port: port, configuration: client
        ) { channel in
            channel.configureAsyncHTTP2Pipeline(mode: .client) { stream in stream.eventLoop.makeSucceededVoidFuture() }
        }
        #expect(summary.applicationProtocol == .h2)
        let answer = try await multiplexer.openStream { stream in
            stream.eventLoop.makeCompletedFuture {
                let answered = stream.eventLoop.makePromise(of: String.self)
                try stream.pipeline.syncOperations.addHandler(RequestOverHTTP2(answered: answered))
                return answered.futureResult
            }
        }
        #expect(try await answer.get() == "200 hello over h2")
        try await listener.close()
    }
}

private final class AnswerOverHTTP2: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame.FramePayload
    typealias OutboundOut = HTTP2Frame.FramePayload

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .headers(let request) = unwrapInboundIn(data), request.endStream else { return }
        let headers = HTTP2Frame.FramePayload.headers(.init(headers: HPACKHeaders([(":status", "200")])))
        context.write(wrapOutboundOut(headers), promise: nil)
        let body = HTTP2Frame.FramePayload.data(
            .init(data: .byteBuffer(ByteBuffer(string: "hello over h2")), endStream: true)
        )
        context.writeAndFlush(wrapOutboundOut(body), promise: nil)
    }
}

private final class RequestOverHTTP2: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame.FramePayload
    typealias OutboundOut = HTTP2Frame.FramePayload

    private let answered: EventLoopPromise<String>
    private var status = ""

    init(answered: EventLoopPromise<String>) { self.answered = answered }

    func channelActive(context: ChannelHandlerContext) {
        let headers = HPACKHeaders([
            (":method", "GET"), (":scheme", "https"), (":path", "/"), (":authority", TestPKI.serverName),
        ])
        context.writeAndFlush(
            wrapOutboundOut(.headers(.init(headers: headers, endStream: true))), promise: nil
        )
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .headers(let answer): status = answer.headers.first(name: ":status") ?? "none"
        case .data(let body):
            guard case .byteBuffer(let bytes) = body.data else { return }
            answered.succeed("\(status) \(String(buffer: bytes))")
        default: break
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { answered.fail(error) }

    func channelInactive(context: ChannelHandlerContext) { answered.fail(ChannelError.eof) }
}
