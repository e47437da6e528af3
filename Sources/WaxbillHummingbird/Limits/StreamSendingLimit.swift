import NIOCore
import NIOHTTPTypes

/// Resets an HTTP/2 stream whose client does not take the response: it opens no flow-control window (RFC 9113,
/// Section 5.2), though the connection moves.
final class StreamSendingLimit: ChannelDuplexHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// A write of this size that is taken whole is progress, in bytes.
    private static var pieceSize: Int { 64 * 1_024 }

    private let time: TimeAmount?
    private var deadline: Deadline?
    private var pendingCount = 0
    /// Whether the window has room. Where it has not, who has something to write waits.
    private var isWritable = true

    init(_ time: TimeAmount?) { self.time = time }

    func handlerAdded(context: ChannelHandlerContext) {
        let deadline = Deadline(on: context.eventLoop)
        deadline.whenReached { context.close(promise: nil) }
        self.deadline = deadline
        noteWritability(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) { deadline?.invalidate() }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.invalidate()
        context.fireChannelInactive()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        noteWritability(context)
        context.fireChannelWritabilityChanged()
    }

    private func noteWritability(_ context: ChannelHandlerContext) {
        guard isWritable != context.channel.isWritable else { return }
        isWritable.toggle()
        limit()
    }

    /// Counts from now where something waits for the client.
    private func limit() {
        if pendingCount > 0 || !isWritable { deadline?.set(in: time) } else { deadline?.clear() }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .body(var bytes) = unwrapOutboundIn(data), bytes.readableBytes > Self.pieceSize else {
            return track(data, promise, context)
        }
        while bytes.readableBytes > Self.pieceSize, let piece = bytes.readSlice(length: Self.pieceSize) {
            track(wrapOutboundOut(.body(piece)), nil, context)
        }
        track(wrapOutboundOut(.body(bytes)), promise, context)
    }

    private func track(_ data: NIOAny, _ promise: EventLoopPromise<Void>?, _ context: ChannelHandlerContext) {
        let promise = promise ?? context.eventLoop.makePromise()
        promise.futureResult.assumeIsolated().whenComplete { _ in self.finishWrite() }
        pendingCount += 1
        if pendingCount == 1, isWritable { limit() }
        context.write(data, promise: promise)
    }

    private func finishWrite() {
        pendingCount -= 1
        limit()
    }
}
