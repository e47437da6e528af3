import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP2
import NIOHTTPTypes
import NIOHTTPTypesHTTP2

/// HTTP/2 connections (RFC 9113): each stream is a request, answered in a task of its own.
struct HTTP2Connections: HTTPChannelHandler {
    typealias Stream = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    struct Value: ServerChildChannelValue {
        let channel: any Channel
        let multiplexer: NIOHTTP2Handler.AsyncStreamMultiplexer<Stream>
    }

    let responder: Responder
    let options: HTTPSOptions

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            // Its own time limits begin with channelActive, which was long before: `HTTP2ConnectionLimit` has them.
            let management = NIOHTTP2ServerConnectionManagementHandler.Configuration(
                maxIdleTime: nil, maxAge: nil, maxGraceTime: nil, keepalive: nil)
            let pipeline = channel.pipeline.syncOperations
            let multiplexer = try pipeline.configureAsyncHTTP2Pipeline(
                mode: .server, connectionManagerConfiguration: management, http2HandlerConfiguration: configuration
            ) { stream in
                stream.eventLoop.makeCompletedFuture { try wrap(stream) }
            }
            try pipeline.addHandler(
                HTTP2ConnectionLimit(options),
                position: .after(try pipeline.handler(type: NIOHTTP2Handler.self)))
            return Value(channel: channel, multiplexer: multiplexer)
        }
    }

    private func wrap(_ stream: any Channel) throws -> Stream {
        let limits = RequestLimits(
            .stream { context in
                // The codec in front of the limits does not know resets.
                let reset = HTTP2Frame.FramePayload.rstStream(.noError)
                try? context.pipeline.syncOperations.context(handlerType: HTTP2FramePayloadToHTTPServerCodec.self)
                    .writeAndFlush(NIOAny(reset), promise: nil)
            }, options: options)
        try stream.pipeline.syncOperations.addHandlers(
            HTTP2FramePayloadToHTTPServerCodec(), StreamSendingLimit(options.writeTimeout), limits)
        return try Stream(wrappingChannelSynchronously: PacedChannel(stream))
    }

    private var configuration: NIOHTTP2Handler.Configuration {
        var configuration = NIOHTTP2Handler.Configuration()
        configuration.connection.initialSettings = [
            HTTP2Setting(parameter: .maxConcurrentStreams, value: options.http2.maximumConcurrentStreams),
            HTTP2Setting(parameter: .maxHeaderListSize, value: options.maximumHeadSize),
            HTTP2Setting(parameter: .initialWindowSize, value: options.http2.streamWindow),
        ]
        configuration.connection.targetWindowSize = options.http2.connectionWindow
        configuration.connection.controlFrameRateLimit.maximumCount = options.http2.maximumControlFrames
        configuration.stream.targetWindowSize = options.http2.streamWindow
        configuration.stream.outboundBufferSizeHighWatermark = options.http2.streamBuffer
        configuration.stream.outboundBufferSizeLowWatermark = options.http2.streamBuffer / 2
        configuration.stream.streamResetFrameRateLimit.maximumCount = options.http2.maximumResets
        configuration.stream.streamErrorRateLimit.maximumCount = options.http2.maximumResets
        return configuration
    }

    func handle(value: Value, logger: Logger) async {
        do {
            try await withThrowingDiscardingTaskGroup { group in
                for try await stream in value.multiplexer.inbound {
                    group.addTask { await handleHTTP(asyncChannel: stream, logger: logger) }
                }
            }
        } catch {
            logger.debug("HTTP/2 connection failed", metadata: ["error": "\(error)"])
        }
    }
}
