import NIOCore
import NIOHTTP1
import NIOHTTP2
import NIOTLS
import WaxbillNIO
import WaxbillTLS

extension ClientSetup {
    private typealias HTTPChannel = NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>
    private typealias Negotiated = NIONegotiatedHTTPVersion<HTTPChannel, HTTP2Connection>

    private struct HTTP2Connection: Sendable {
        let channel: any Channel
        let multiplexer: NIOHTTP2Handler.AsyncStreamMultiplexer<Void>
    }

    /// Connects, completes the handshake, and closes the connection after `body`, which speaks HTTP/2 where ALPN selected it
    /// and HTTP/1.1 where it did not, by the same parts.
    /// - Throws: ``ConnectionFailure``.
    func withHTTPConnection<Result: Sendable>(
        session: Session?, recorder: ConnectionRecorder,
        body: @escaping @Sendable (HTTPGet.Connection) async throws -> Result
    ) async throws -> Result {
        let (negotiation, handshake) = try await connect(session: session, recorder: recorder) { channel in
            let handler = NIOTypedApplicationProtocolNegotiationHandler<Negotiated> { result in
                channel.eventLoop.makeCompletedFuture { try initialize(channel, result, recorder) }
            }
            try channel.pipeline.syncOperations.addHandler(handler)
            return handler.protocolNegotiationResult
        }
        return try await recorder.recording {
            try await handshake.get()
            switch try await negotiation.get() {
            case .http1_1(let channel):
                return try await use(channel, recorder, body)
            case .http2(let connection):
                let stream = try await connection.multiplexer.openStream { stream in
                    stream.eventLoop.makeCompletedFuture {
                        try stream.pipeline.syncOperations.addHandler(
                            HTTP2FramePayloadToHTTP1ClientCodec(httpProtocol: .https))
                        return try HTTPChannel(wrappingChannelSynchronously: stream)
                    }
                }
                let result = try await use(stream, recorder, body)
                try? await connection.channel.close()
                return result
            }
        }
    }

    private func use<Result: Sendable>(
        _ channel: HTTPChannel, _ recorder: ConnectionRecorder,
        _ body: @escaping @Sendable (HTTPGet.Connection) async throws -> Result
    ) async throws -> Result {
        try await channel.executeThenClose { inbound, outbound in
            let result = try await body(
                HTTPGet.Connection(channel: channel.channel, inbound: inbound, outbound: outbound))
            recorder.succeed()
            return result
        }
    }

    private func initialize(
        _ channel: any Channel, _ selected: ALPNResult, _ recorder: ConnectionRecorder
    ) throws -> Negotiated {
        let pipeline = channel.pipeline.syncOperations
        guard case .negotiated("h2") = selected else {
            try pipeline.addHTTPClientHandlers(leftOverBytesStrategy: .dropBytes)
            return .http1_1(
                try HTTPChannel(
                    wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true)))
        }
        var configuration = NIOHTTP2Handler.Configuration()
        configuration.connection.initialSettings = [
            HTTP2Setting(parameter: .enablePush, value: 0),
            HTTP2Setting(parameter: .initialWindowSize, value: HTTPGet.http2Window),
        ]
        configuration.connection.targetWindowSize = HTTPGet.http2Window
        configuration.stream.targetWindowSize = HTTPGet.http2Window
        let multiplexer = try pipeline.configureAsyncHTTP2Pipeline(mode: .client, configuration: configuration) {
            // We allow no pushes (RFC 9113, Section 8.4).
            $0.close()
        }
        try pipeline.addHandler(HTTP2Observer(recorder: recorder))
        return .http2(HTTP2Connection(channel: channel, multiplexer: multiplexer))
    }
}
