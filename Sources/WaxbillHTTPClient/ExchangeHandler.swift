import NIOCore
import NIOHTTP1
import Synchronization
import WaxbillNIO
import WaxbillTLS

/// Whether a connection can take another request; asked from anywhere.
final class ConnectionUsability: Sendable {
    private let usable = Atomic(true)
    private let answering = Atomic(false)
    private let atRest = Atomic(true)

    var isUsable: Bool { usable.load(ordering: .acquiring) }

    /// Whether anything has come of the answer to the last request.
    var isAnswering: Bool { answering.load(ordering: .acquiring) }

    /// Whether the answer to the last request has come to its end.
    var isAtRest: Bool { atRest.load(ordering: .acquiring) }

    func end() { usable.store(false, ordering: .releasing) }

    func set(isAnswering: Bool) { answering.store(isAnswering, ordering: .releasing) }

    func set(isAtRest: Bool) { atRest.store(isAtRest, ordering: .releasing) }
}

/// The connection ended in the middle of an answer.
struct AnswerCutShort: Error, CustomStringConvertible {
    var description: String { "it ended before the answer did" }
}

/// Stands at the end of an HTTP/1.1 client's pipeline: gives each answer to the receiver of its request, one request at a
/// time, and ends a connection on which nothing comes for too long.
final class ExchangeHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private struct Exchange {
        let receiver: any ResponseReceiver
        let end: LaterResult<HTTPResponseHead>
        var head: HTTPResponseHead?
    }

    private let silenceTimeout: TimeAmount
    private var exchange: Exchange?
    private var lastSign = NIODeadline.now()
    private var watch: RepeatedTask?
    private var failure: (any Error)?
    private let usability: ConnectionUsability
    private var isHandshakeComplete = false

    init(silenceTimeout: TimeAmount, usability: ConnectionUsability) {
        self.silenceTimeout = silenceTimeout
        self.usability = usability
    }

    /// Expects the answer to a request that is sent now.
    /// - Parameter end: succeeds with the answer's head when the answer has come to its end.
    func expect(_ receiver: any ResponseReceiver, end: LaterResult<HTTPResponseHead>) {
        guard failure == nil, usability.isUsable, exchange == nil else {
            let failure =
                failure ?? HTTPClientError.connectionFailed(ChannelError.ioOnClosedChannel, isHandshakeComplete: true)
            receiver.receiveFailure(failure)
            return end.fail(failure)
        }
        lastSign = .now()
        usability.set(isAnswering: false)
        exchange = Exchange(receiver: receiver, end: end)
    }

    /// Something went out, so that the server is not the one who is waited for.
    func noteProgress() { lastSign = .now() }

    func handlerAdded(context: ChannelHandlerContext) {
        let (this, loopContext) = (
            NIOLoopBound(self, eventLoop: context.eventLoop), NIOLoopBound(context, eventLoop: context.eventLoop)
        )
        let interval = TimeAmount.nanoseconds(max(silenceTimeout.nanoseconds / 8, 10_000_000))
        watch = context.eventLoop.scheduleRepeatedTask(initialDelay: interval, delay: interval) { _ in
            this.value.checkSilence(loopContext.value)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) { watch?.cancel() }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case TLSConnectionUserEvent.handshakeCompleted = event { isHandshakeComplete = true }
        context.fireUserInboundEventTriggered(event)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        lastSign = .now()
        guard let exchange else {
            return fail(HTTPClientError.malformedAnswer("it came without a request"), context)
        }
        do {
            switch unwrapInboundIn(data) {
            case .head(let head):
                self.exchange?.head = head
                usability.set(isAnswering: true)
                if !head.isKeepAlive { usability.end() }
                try exchange.receiver.receive(head: head, flow: ReadFlow(channel: context.channel))
            case .body(let bytes):
                try exchange.receiver.receive(body: bytes)
            case .end:
                try exchange.receiver.receiveEnd()
                self.exchange = nil
                usability.set(isAtRest: true)
                if let head = exchange.head { exchange.end.succeed(head) }
            }
        } catch {
            fail(error, context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error {
        case HTTPParserError.invalidEOFState:
            fail(HTTPClientError.connectionFailed(AnswerCutShort(), isHandshakeComplete: true), context)
        case is HTTPParserError:
            fail(HTTPClientError.malformedAnswer("it is no HTTP/1.1 (\(error))"), context)
        default:
            // The TLS handler, or the channel, closes after it has told everybody.
            fail(
                HTTPClientError.connectionFailed(error, isHandshakeComplete: isHandshakeComplete), context,
                closes: false)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        watch?.cancel()
        fail(
            HTTPClientError.connectionFailed(
                TLSShutdownError.uncleanShutdown, isHandshakeComplete: isHandshakeComplete), context)
        context.fireChannelInactive()
    }

    private func fail(_ error: any Error, _ context: ChannelHandlerContext, closes: Bool = true) {
        usability.end()
        if failure == nil { failure = error }
        if let exchange = exchange.take() {
            exchange.receiver.receiveFailure(failure ?? error)
            exchange.end.fail(failure ?? error)
        }
        if closes { context.close(promise: nil) }
    }

    private func checkSilence(_ context: ChannelHandlerContext) {
        // Where we do not read, it is not the server who is waited for.
        if (try? context.channel.syncOptions?.getOption(.autoRead)) == false { lastSign = .now() }
        guard exchange != nil, NIODeadline.now() - lastSign > silenceTimeout else { return }
        let seconds = Double(silenceTimeout.nanoseconds) / 1e9
        fail(HTTPClientError.timedOut(during: "waiting for the server", seconds: seconds), context)
    }
}
