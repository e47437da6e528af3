import NIOCore
import NIOTLS

/// Closes a connection whose handshake takes too long, or is under way when the server shuts down. Stands behind TLS, and
/// leaves when the handshake is complete.
final class HandshakeLimit: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let time: TimeAmount
    private var deadline: Deadline?

    init(_ time: TimeAmount) { self.time = time }

    func handlerAdded(context: ChannelHandlerContext) {
        let deadline = Deadline(on: context.eventLoop)
        deadline.whenReached { context.close(promise: nil) }
        deadline.set(in: time)
        self.deadline = deadline
    }

    func handlerRemoved(context: ChannelHandlerContext) { deadline?.invalidate() }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.invalidate()
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent:
            context.close(promise: nil)
        case TLSUserEvent.handshakeCompleted:
            deadline?.invalidate()
            context.fireUserInboundEventTriggered(event)
            context.pipeline.syncOperations.removeHandler(self, promise: nil)
        default:
            context.fireUserInboundEventTriggered(event)
        }
    }
}
