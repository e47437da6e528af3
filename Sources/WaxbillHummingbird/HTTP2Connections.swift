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
            let management = NIOHTTP2ServerConnectionManagementHandler.Configuration(
                maxIdleTime: options.idleTimeout, maxAge: nil, maxGraceTime: nil, keepalive: nil)
            let multiplexer = try channel.pipeline.syncOperations.configureAsyncHTTP2Pipeline(
                mode: .server, connectionManagerConfiguration: management
            ) { stream in
                stream.eventLoop.makeCompletedFuture {
                    try stream.pipeline.syncOperations.addHandler(HTTP2FramePayloadToHTTPServerCodec())
                    return try Stream(wrappingChannelSynchronously: stream)
                }
            }
            return Value(channel: channel, multiplexer: multiplexer)
        }
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
