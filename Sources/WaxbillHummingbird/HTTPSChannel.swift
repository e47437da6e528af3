import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP2
import NIOHTTPTypes
import NIOTLS
import WaxbillNIO
import WaxbillTLS

/// Hummingbird's connections over Waxbill's TLS: HTTP/2 where ALPN selected it, else HTTP/1.1.
struct HTTPSChannel: ServerChildChannel {
    typealias Connection = NIONegotiatedHTTPVersion<HTTP1Channel.Value, HTTP2Connections.Value>

    struct Value: ServerChildChannelValue {
        let channel: any Channel
        let negotiation: EventLoopFuture<Connection>
        let handshake: EventLoopFuture<ConnectionSummary>
    }

    private let configuration: TLSServerConfiguration
    private let options: HTTPSOptions
    private let http1: HTTP1Channel
    private let http2: HTTP2Connections

    init(
        configuration: TLSServerConfiguration, options: HTTPSOptions,
        responder: @escaping HTTPChannelHandler.Responder
    ) {
        var configuration = configuration
        if configuration.applicationProtocols.isEmpty { configuration.applicationProtocols = [.h2, .http11] }
        self.configuration = configuration
        self.options = options
        http1 = HTTP1Channel(responder: responder, configuration: .init(idleTimeout: options.idleTimeout))
        http2 = HTTP2Connections(responder: responder, options: options)
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            let tls = try pipeline.addTLSServer(configuration, options: options.tls)
            let negotiation = NIOTypedApplicationProtocolNegotiationHandler<Connection> { result in
                switch result {
                case .negotiated("h2"): http2.setup(channel: channel, logger: logger).map { .http2($0) }
                case .negotiated, .fallback: http1.setup(channel: channel, logger: logger).map { .http1_1($0) }
                }
            }
            try pipeline.addHandler(negotiation)
            return Value(
                channel: channel, negotiation: negotiation.protocolNegotiationResult,
                handshake: tls.handshake(on: channel.eventLoop))
        }
    }

    func handle(value: Value, logger: Logger) async {
        do {
            let connection = try await value.negotiation.get()
            let summary = try await value.handshake.get()
            await TLSPeer.$current.withValue(TLSPeer(connection: summary)) {
                switch connection {
                case .http1_1(let http1): await self.http1.handle(value: http1, logger: logger)
                case .http2(let http2): await self.http2.handle(value: http2, logger: logger)
                }
            }
        } catch {
            logger.debug("TLS handshake failed", metadata: ["error": "\(error)"])
        }
    }
}
