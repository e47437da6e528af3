import NIOCore
import NIOHTTP2

/// Closes an HTTP/2 connection that has had no stream for too long, one that has had an error, and one that does not end
/// after the server was told to shut down. NIOHTTP2's own handler behind the frames says GOAWAY (RFC 9113, Section 6.8); this one does not wait for the
/// client to agree.
final class HTTP2ConnectionLimit: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame
    typealias InboundOut = HTTP2Frame

    private let options: HTTPSOptions
    private var deadline: Deadline?
    private var shutdownDeadline: Deadline?
    private var streamCount = 0
    private var isQuiescing = false

    init(_ options: HTTPSOptions) { self.options = options }

    func handlerAdded(context: ChannelHandlerContext) {
        let deadline = Deadline(on: context.eventLoop)
        deadline.whenReached { self.expire(context) }
        deadline.set(in: options.idleTimeout)
        self.deadline = deadline
        let shutdownDeadline = Deadline(on: context.eventLoop)
        shutdownDeadline.whenReached { context.close(promise: nil) }
        self.shutdownDeadline = shutdownDeadline
    }

    func handlerRemoved(context: ChannelHandlerContext) { invalidate() }

    func channelInactive(context: ChannelHandlerContext) {
        invalidate()
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is NIOHTTP2StreamCreatedEvent:
            streamCount += 1
            deadline?.clear()
        case is StreamClosedEvent:
            streamCount -= 1
            if streamCount == 0 { deadline?.set(in: isQuiescing ? options.lingerTimeout : options.idleTimeout) }
        case is ChannelShouldQuiesceEvent:
            quiesce()
        case ChannelEvent.inputClosed:
            // Both directions are needed, be it for flow control: there is no half-closed connection.
            context.close(promise: nil)
        default:
            break
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A stream's error is the stream's. GOAWAY has been said for the others (RFC 9113, Section 5.4.1).
        if !(error is NIOHTTP2Errors.StreamError) { context.close(promise: nil) }
        context.fireErrorCaught(error)
    }

    private func quiesce() {
        guard !isQuiescing else { return }
        isQuiescing = true
        shutdownDeadline?.set(in: options.shutdownTimeout)
        if streamCount == 0 { deadline?.set(in: options.lingerTimeout) }
    }

    private func expire(_ context: ChannelHandlerContext) {
        guard !isQuiescing else { return context.close(promise: nil) }
        quiesce()
        context.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    }

    private func invalidate() {
        deadline?.invalidate()
        shutdownDeadline?.invalidate()
    }
}
