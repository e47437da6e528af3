import NIOCore
import NIOHTTP2

/// Records why an HTTP/2 connection failed. Stands behind the frames.
final class HTTP2Observer: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame

    private let recorder: ConnectionRecorder

    init(recorder: ConnectionRecorder) { self.recorder = recorder }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // Ours is stream 1, the first: a GOAWAY that has it ends nothing yet (RFC 9113, Section 6.8).
        guard case .goAway(let lastStreamID, let code, _) = unwrapInboundIn(data).payload,
            lastStreamID < 1 || code != .noError
        else { return }
        recorder.fail(.refused(HTTP2Refusal(.connection, code)))
        context.close(promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // What has not come will not come.
        if case ChannelEvent.inputClosed? = event as? ChannelEvent { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // What one stream did wrong, the stream throws.
        if !(error is NIOHTTP2Errors.StreamError) {
            recorder.fail(ConnectionFailure(error, isHandshakeComplete: true))
            context.close(promise: nil)
        }
    }
}
