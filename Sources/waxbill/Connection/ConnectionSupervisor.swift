import NIOCore
import WaxbillNIO
import WaxbillTLS

/// Stands above the TLS handler: ends handshakes that take too long, counts application data, records why a connection
/// failed, and tells when the handshake is complete.
final class ConnectionSupervisor: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let recorder: ConnectionRecorder
    private let handshakeTimeout: TimeAmount
    private let handshake: EventLoopPromise<Void>
    private var deadline: Scheduled<Void>?
    private var isComplete = false

    /// - Parameter handshake: is fulfilled when the handshake is complete, and fails when the connection ends before.
    init(recorder: ConnectionRecorder, handshakeTimeout: TimeAmount, handshake: EventLoopPromise<Void>) {
        self.recorder = recorder
        self.handshakeTimeout = handshakeTimeout
        self.handshake = handshake
    }

    func channelActive(context: ChannelHandlerContext) {
        // The TLS handler tells those behind it first, so that the handshake's time starts before its first message.
        recorder.start()
        let recorder = recorder
        let channel = context.channel
        let seconds = Double(handshakeTimeout.nanoseconds) / 1e9
        deadline = context.eventLoop.scheduleTask(in: handshakeTimeout) {
            recorder.fail(.timedOut(during: "the handshake", seconds: seconds))
            channel.close(promise: nil)
        }
        context.fireChannelActive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        recorder.count(read: unwrapInboundIn(data).readableBytes)
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        recorder.count(written: unwrapOutboundIn(data).readableBytes)
        context.write(data, promise: promise)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case TLSConnectionUserEvent.handshakeCompleted(let summary):
            isComplete = true
            deadline?.cancel()
            recorder.complete(summary)
            handshake.succeed()
        case TLSConnectionUserEvent.sessionTicket(let session):
            recorder.receive(session)
        default:
            break
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        recorder.fail(ConnectionFailure(error, isHandshakeComplete: isComplete))
        context.fireErrorCaught(error)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        if !isComplete { recorder.fail(.closedDuringHandshake) }
        end()
        context.fireChannelInactive()
    }

    private func end() {
        deadline?.cancel()
        handshake.fail(recorder.record.failure ?? .closedDuringHandshake)
    }
}
