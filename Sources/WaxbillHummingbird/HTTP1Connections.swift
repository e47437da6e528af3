import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// HTTP/1.1 connections (RFC 9112): requests are answered one after the other.
struct HTTP1Connections: HTTPChannelHandler {
    typealias Value = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    let responder: Responder
    let options: HTTPSOptions

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            var sizes = NIOHTTPDecoderLimitConfiguration()
            sizes.maxHeaderFieldSize = options.maximumHeadSize
            sizes.maxHeaderListSize = options.maximumHeadSize
            sizes.maxHeaderFieldCount = options.maximumFieldCount
            let limits = RequestLimits(.connection, options: options)
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(HeadLimit(limits))
            // Requests queue in the async channel, HTTP's types validate what goes out, and Hummingbird answers errors.
            try pipeline.configureHTTPServerPipeline(
                withPipeliningAssistance: false, withErrorHandling: false, withOutboundHeaderValidation: false,
                withEncoderConfiguration: .init(), withDecoderLimitConfiguration: sizes)
            try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: true))
            try pipeline.addHandler(limits)
            return try Value(
                wrappingChannelSynchronously: PacedChannel(channel),
                configuration: .init(isOutboundHalfClosureEnabled: true))
        }
    }

    func handle(value: Value, logger: Logger) async { await handleHTTP(asyncChannel: value, logger: logger) }
}
