import NIOCore
import NIOTLS
import WaxbillTLS

extension TLSHandler where Connection: ~Copyable {
    func close(_ context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        switch mode {
        case .all: closeAll(context, promise: promise)
        case .output: closeOutput(context, promise: promise)
        case .input: promise?.fail(ChannelError.operationUnsupported)
        }
    }

    private func closeAll(_ context: ChannelHandlerContext, promise: EventLoopPromise<Void>?) {
        let action = shutdown.close()
        if action == .closeChannel { return context.close(promise: promise) }
        closePromise.setOrCascade(to: promise)
        switch action {
        case .closeChannel, .join:
            break
        case .notifyAndCloseChannel:
            sendCloseNotify(context)
            if isEstablished { context.fireUserInboundEventTriggered(TLSUserEvent.shutdownCompleted) }
            closeChannel(context)
        case .notifyAndWait:
            sendCloseNotify(context)
            waitForPeer(context)
        case .wait:
            waitForPeer(context)
        }
    }

    private func closeOutput(_ context: ChannelHandlerContext, promise: EventLoopPromise<Void>?) {
        switch shutdown.closeOutput() {
        case .closeChannelOutput: context.close(mode: .output, promise: promise)
        case .closeAll: closeAll(context, promise: promise)
        case .join: closePromise.setOrCascade(to: promise)
        case .postpone:
            closesOutput = true
            closeOutputPromise.setOrCascade(to: promise)
        case .notifyAndCloseChannelOutput:
            writes.markFlushed()
            encrypt(context)
            if let failure {
                promise?.fail(failure)
                return fail(failure, context)
            }
            sendCloseNotify(context)
            context.close(mode: .output, promise: promise)
        }
    }

    /// Closes the output as was asked for before the handshake was complete.
    func closePostponedOutput(_ context: ChannelHandlerContext) {
        closesOutput = false
        closeOutput(context, promise: closeOutputPromise.take())
    }

    /// The peer sends no more.
    /// - Parameter clean: whether it said so.
    func peerClosed(clean: Bool, _ context: ChannelHandlerContext) {
        deliverPlaintext(context)
        completeDelivery(context)
        switch shutdown.peerClosed(allowsHalfClosure: allowsHalfClosure(context)) {
        case .ignore:
            break
        case .failHandshake:
            fail(TLSShutdownError.closedDuringHandshake, context)
        case .closeInput:
            if !clean { context.fireErrorCaught(TLSShutdownError.uncleanShutdown) }
            context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        case .closeChannel(let notify):
            // Without the peer's close_notify, data may have been cut off (RFC 9846, Section 6.1).
            guard clean else { return end(TLSShutdownError.uncleanShutdown, context) }
            if notify { sendCloseNotify(context) }
            context.fireUserInboundEventTriggered(TLSUserEvent.shutdownCompleted)
            closeChannel(context)
        }
    }

    /// The transport has ended in the peer's direction.
    func receiveEndOfStream(_ context: ChannelHandlerContext) {
        guard shutdown.canReceive else { return }
        if isHeldBack {
            // The pipeline gets it now or never.
            isHeldBack = false
            isFirstData = false
            receive(ByteBuffer(), context)
            completeRead(context)
        }
        connection.receiveEndOfStream()
        settle(context)
    }

    func channelInactive(_ context: ChannelHandlerContext) {
        isInactive = true
        // The peer has ended its side, which is what was waited for.
        if shutdown.endLingering() { closePromise.take()?.succeed() }
        receiveEndOfStream(context)
        _ = shutdown.fail()
        release(ChannelError.ioOnClosedChannel)
        closePromise.take()?.fail(ChannelError.ioOnClosedChannel)
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(_ context: ChannelHandlerContext, _ event: Any) {
        guard case ChannelEvent.inputClosed? = event as? ChannelEvent else {
            return context.fireUserInboundEventTriggered(event)
        }
        // Handlers behind have been told by the peer's close_notify, or are told by the engine's answer now.
        switch shutdown.state {
        case .idle, .closed: context.fireUserInboundEventTriggered(event)
        case .inputClosed: break
        case .lingering: endLingering()
        case .handshaking, .open, .outputClosed, .closing: receiveEndOfStream(context)
        }
    }

    private func sendCloseNotify(_ context: ChannelHandlerContext) {
        connection.close()
        takeEvents(context)
        flushChannel(context)
    }

    /// Waits for the peer's close_notify, but not for ever.
    private func waitForPeer(_ context: ChannelHandlerContext) {
        failWrites(ChannelError.ioOnClosedChannel)
        closeTimeout = context.eventLoop.assumeIsolated().scheduleTask(in: shutdownTimeout) {
            guard self.shutdown.fail(), let context = self.context else { return }
            self.closeChannel(context)
        }
    }

    private func closeChannel(_ context: ChannelHandlerContext) {
        release(ChannelError.ioOnClosedChannel)
        context.close(promise: closePromise.take())
    }

    private func allowsHalfClosure(_ context: ChannelHandlerContext) -> Bool {
        !isInactive && (try? context.channel.syncOptions?.getOption(.allowRemoteHalfClosure)) ?? false
    }
}
