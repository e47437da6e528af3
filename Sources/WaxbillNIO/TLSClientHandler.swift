import NIOCore
import WaxbillTLS

/// The client's side of TLS in a channel: ciphertext towards the network, application data towards the pipeline's end.
///
/// The handshake starts when the channel is active. What is written before its end waits. The pipeline is told of its end
/// by NIOTLS' `TLSUserEvent.handshakeCompleted(negotiatedProtocol:)`, and of its failure by `errorCaught` with the
/// `TLSError`; the channel then closes. See ``TLSShutdownError`` for the other ends.
public final class TLSClientHandler: ChannelDuplexHandler, RemovableChannelHandler {
    public typealias InboundIn = ByteBuffer
    public typealias InboundOut = ByteBuffer
    public typealias OutboundIn = ByteBuffer
    public typealias OutboundOut = ByteBuffer

    private let handler: TLSHandler<TLSClient>

    /// Makes a handler for one connection.
    /// - Parameters:
    ///   - serverName: the name that the server's certificate has to have.
    ///   - session: a session to resume; one that no longer fits is ignored.
    ///   - takeSessionTicket: takes each session that the server issues, on the event loop. The pipeline hears of it too
    ///     (``TLSConnectionUserEvent/sessionTicket(_:)``).
    /// - Throws: `TLSError` (misuse) where the configuration cannot work.
    public init(
        configuration: ClientConfiguration, serverName: ServerName, session: Session? = nil,
        options: TLSHandlerOptions = TLSHandlerOptions(), takeSessionTicket: (@Sendable (Session) -> Void)? = nil
    ) throws(TLSError) {
        let client = try TLSClient(
            configuration, serverName: serverName, session: session, isObserved: options.observer != nil
        )
        handler = TLSHandler(
            client, responder: configuration, keyLog: configuration.keyLog, options: options,
            takeSessionTicket: takeSessionTicket
        )
    }

    /// What the handshake agreed upon; nil before its end. To be asked on the channel's event loop.
    public var summary: ConnectionSummary? { handler.summary }

    /// Completes when the handshake does, and fails with what ends it. To be called on the channel's event loop, once the
    /// handler is in a pipeline.
    public func handshake(on eventLoop: any EventLoop) -> EventLoopFuture<ConnectionSummary> {
        handler.handshake(on: eventLoop)
    }

    /// Renews the sending keys, and asks the peer to renew its own (RFC 9846, Section 4.7.3).
    /// To be called on the channel's event loop.
    /// - Throws: `TLSError` (misuse) before the handshake is complete or after the end of sending.
    public func updateKeys(requestPeer: Bool) throws(TLSError) { try handler.updateKeys(requestPeer: requestPeer) }

    /// Keying material for another protocol (RFC 9846, Section 7.5). To be called on the channel's event loop.
    /// - Throws: `TLSError` (misuse) before the handshake is complete, or for too great a `length`.
    public func exportKeyingMaterial(label: String, context: [UInt8]?, length: Int) throws(TLSError) -> [UInt8] {
        try handler.connection.exportKeyingMaterial(label: label, context: context, length: length)
    }

    // MARK: ChannelDuplexHandler

    public func handlerAdded(context: ChannelHandlerContext) { handler.handlerAdded(context) }

    public func handlerRemoved(context: ChannelHandlerContext) { handler.handlerRemoved(context) }

    public func channelActive(context: ChannelHandlerContext) { handler.channelActive(context) }

    public func channelInactive(context: ChannelHandlerContext) { handler.channelInactive(context) }

    public func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        handler.receive(unwrapInboundIn(data), context)
    }

    public func channelReadComplete(context: ChannelHandlerContext) { handler.completeRead(context) }

    public func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        handler.userInboundEventTriggered(context, event)
    }

    public func read(context: ChannelHandlerContext) { handler.read(context) }

    public func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        handler.write(unwrapOutboundIn(data), promise: promise)
    }

    public func flush(context: ChannelHandlerContext) { handler.flush(context) }

    public func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        handler.close(context, mode: mode, promise: promise)
    }
}

@available(*, unavailable)
extension TLSClientHandler: Sendable {}
