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
    typealias Connection = NIONegotiatedHTTPVersion<HTTP1Connections.Value, HTTP2Connections.Value>

    struct Value: ServerChildChannelValue {
        let channel: any Channel
        let negotiation: EventLoopFuture<Connection>
        let handshake: EventLoopFuture<ConnectionSummary>
    }

    private let configuration: TLSServerConfiguration
    private let options: HTTPSOptions
    private let http1: HTTP1Connections
    private let http2: HTTP2Connections
    private let connectionCount: ConnectionCount

    init(
        configuration: TLSServerConfiguration, options: HTTPSOptions,
        responder: @escaping HTTPChannelHandler.Responder
    ) {
        var configuration = configuration
        if configuration.applicationProtocols.isEmpty { configuration.applicationProtocols = [.h2, .http11] }
        self.configuration = configuration
        self.options = options
        let answer: HTTPChannelHandler.Responder = { request, writer, channel in
            let channel = (channel as? PacedChannel)?.base ?? channel
            try await responder(request.continued(on: channel), writer, channel)
        }
        http1 = HTTP1Connections(responder: answer, options: options)
        http2 = HTTP2Connections(responder: answer, options: options)
        connectionCount = ConnectionCount(maximum: options.maximumConnections)
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        guard connectionCount.admit(channel) else {
            options.observer?.connectionRefused()
            channel.close(promise: nil)
            return channel.eventLoop.makeFailedFuture(HTTPSRefusal.tooManyConnections)
        }
        return channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(SendingLimit(options))
            let tls = try pipeline.addTLSServer(configuration, options: options.tls)
            let negotiation = NIOTypedApplicationProtocolNegotiationHandler<Connection> { result in
                switch result {
                case .negotiated("h2"): http2.setup(channel: channel, logger: logger).map { .http2($0) }
                case .negotiated, .fallback: http1.setup(channel: channel, logger: logger).map { .http1_1($0) }
                }
            }
            try pipeline.addHandlers(HandshakeLimit(options.handshakeTimeout), negotiation)
            let handshake = tls.handshake(on: channel.eventLoop)
            observe(channel, handshake)
            return Value(
                channel: channel, negotiation: negotiation.protocolNegotiationResult, handshake: handshake)
        }
    }

    private func observe(_ channel: any Channel, _ handshake: EventLoopFuture<ConnectionSummary>) {
        guard let observer = options.observer else { return }
        observer.connectionOpened()
        channel.closeFuture.whenComplete { _ in observer.connectionClosed() }
        handshake.whenComplete { result in
            switch result {
            case .success(let summary): observer.handshakeCompleted(summary)
            case .failure(let error): observer.handshakeFailed(error)
            }
        }
    }

    func handle(value: Value, logger: Logger) async {
        do {
            let (summary, connection) = try await withTaskCancellationHandler {
                // In this order: what was negotiated has to be handled.
                (try await value.handshake.get(), try await value.negotiation.get())
            } onCancel: {
                value.channel.close(promise: nil)
            }
            await TLSPeer.$current.withValue(TLSPeer(connection: summary)) {
                let executor = options.answersOnEventLoops ? EventLoopTaskExecutor(value.channel.eventLoop) : nil
                await withTaskExecutorPreference(executor) {
                    switch connection {
                    case .http1_1(let http1): await self.http1.handle(value: http1, logger: logger)
                    case .http2(let http2): await self.http2.handle(value: http2, logger: logger)
                    }
                }
            }
        } catch {
            logger.debug("TLS handshake failed", metadata: ["error": "\(error)"])
        }
    }
}

/// Why a connection is not taken.
enum HTTPSRefusal: Error {
    case tooManyConnections
}
