import NIOCore

/// One direction of a relay: what comes goes out on another channel, and the end of one is the end of the other.
final class Passage: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let other: any Channel
    private let alter: (ByteBuffer) -> ByteBuffer?

    /// - Parameter alter: makes of what comes what goes out; nil: the end.
    init(to other: any Channel, alter: @escaping (ByteBuffer) -> ByteBuffer?) {
        self.other = other
        self.alter = alter
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if let bytes = alter(unwrapInboundIn(data)) {
            other.writeAndFlush(bytes, promise: nil)
        } else {
            context.close(promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        other.close(promise: nil)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
