import NIOCore

/// Cuts a connection that takes nothing of what is sent, and one that the client leaves open after the server's end. Stands
/// in front of all others, next to the socket.
final class SendingLimit: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let writeTimeout: TimeAmount?
    private let lingerTimeout: TimeAmount
    private var deadline: Deadline?
    /// Writes that the socket has not taken whole.
    private var pendingCount = 0
    private var isOutputClosed = false

    init(_ options: HTTPSOptions) {
        writeTimeout = options.writeTimeout
        lingerTimeout = options.lingerTimeout
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let deadline = Deadline(on: context.eventLoop)
        deadline.whenReached { context.close(promise: nil) }
        self.deadline = deadline
    }

    func handlerRemoved(context: ChannelHandlerContext) { deadline?.invalidate() }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.invalidate()
        context.fireChannelInactive()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        // TLS writes 64 KiB at most at a time, so that a write that was taken is progress.
        let promise = promise ?? context.eventLoop.makePromise()
        promise.futureResult.assumeIsolated().whenComplete { _ in self.finishWrite() }
        pendingCount += 1
        if pendingCount == 1 { deadline?.set(in: writeTimeout) }
        context.write(data, promise: promise)
    }

    private func finishWrite() {
        pendingCount -= 1
        guard !isOutputClosed else { return }
        if pendingCount > 0 { deadline?.set(in: writeTimeout) } else { deadline?.clear() }
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard mode == .output else { return context.close(mode: mode, promise: promise) }
        let promise = promise ?? context.eventLoop.makePromise()
        promise.futureResult.assumeIsolated().whenComplete { _ in
            // All was sent. The client may still send what it is sending, but not for ever.
            self.isOutputClosed = true
            self.deadline?.set(in: self.lingerTimeout)
        }
        context.close(mode: .output, promise: promise)
    }
}
