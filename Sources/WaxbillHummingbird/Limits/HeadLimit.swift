import NIOCore

/// Tells the ``RequestLimits`` of a connection that bytes of a request have come, before anybody knows what they mean.
/// Stands between TLS and HTTP/1.1.
final class HeadLimit: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let limits: RequestLimits

    init(_ limits: RequestLimits) { self.limits = limits }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        limits.noteBytes()
        context.fireChannelRead(data)
    }
}
