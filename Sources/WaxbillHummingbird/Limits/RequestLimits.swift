import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Watches over the requests and responses of an HTTP/1.1 connection, or of the one request of an HTTP/2 stream: how long the
/// client may take, what becomes of a body that nobody wants, and what happens when the server shuts down.
///
/// Responses are in the order of their requests, and a request is read while those before it are answered.
final class RequestLimits: ChannelDuplexHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// What carries the requests.
    enum Transport {
        case connection
        /// Ends the stream without an error, though the request goes on (RFC 9113, Section 8.1).
        case stream(abandonRequest: (ChannelHandlerContext) -> Void)
    }

    private let options: HTTPSOptions
    private let transport: Transport
    private var deadline: Deadline?

    /// Requests whose head was read and whose response has not ended.
    private var unansweredCount = 0
    /// Whether a head was read, and the end that goes with it was not.
    private var isReadingRequest = false
    /// Whether the request that is being read waits for `100 Continue`, as far as we know.
    private var awaitsContinue = false
    /// Bytes of a body since the deadline was set.
    private var progress = 0
    private var discardedCount = 0
    private var isReadWanted = false
    /// Whether a part of a request's head was read.
    private var isInHead = false
    /// Whether the connection ends with the next response.
    private var closesAfterResponse = false
    private var isClosing = false
    /// Whether the request took too long, or came when the connection was ending: the rest of it is of no use.
    private var isCut = false
    /// Whether no more is read of a request that is answered: the client's flow-control window stays shut.
    private var isStalled = false

    /// How long a stream whose request was answered early stays open. Some clients lose the response where the reset
    /// comes with it (curl 7.88).
    private static var abandonDelay: TimeAmount { .seconds(1) }

    init(_ transport: Transport, options: HTTPSOptions) {
        self.transport = transport
        self.options = options
    }

    // MARK: The channel

    func handlerAdded(context: ChannelHandlerContext) {
        let deadline = Deadline(on: context.eventLoop)
        deadline.whenReached { self.expire(context) }
        self.deadline = deadline
        if case .connection = transport { deadline.set(in: options.idleTimeout) }
    }

    func handlerRemoved(context: ChannelHandlerContext) { deadline?.invalidate() }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.invalidate()
        endOfInput(context)
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent:
            quiesce(context)
        case ChannelEvent.inputClosed:
            endOfInput(context)
            context.fireUserInboundEventTriggered(event)
        default:
            context.fireUserInboundEventTriggered(event)
        }
    }

    /// Whoever reads a body must not take its beginning for all of it.
    private func endOfInput(_ context: ChannelHandlerContext) {
        guard isReadingRequest else { return }
        isReadingRequest = false
        context.fireErrorCaught(RequestBodyError.truncated)
    }

    private func quiesce(_ context: ChannelHandlerContext) {
        guard case .connection = transport else { return }
        closesAfterResponse = true
        if unansweredCount == 0 { finish(context) } else { limitShutdown(context) }
    }

    private func limitShutdown(_ context: ChannelHandlerContext) {
        guard let time = options.shutdownTimeout else { return }
        let channel = context.channel
        let close = context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
        channel.closeFuture.whenComplete { _ in close.cancel() }
    }

    // MARK: Requests

    /// Bytes came, of which the beginning of a request may be a part.
    func noteBytes() {
        guard !isReadingRequest, unansweredCount == 0, !isInHead, !isClosing else { return }
        isInHead = true
        deadline?.set(in: options.headTimeout)
    }

    func read(context: ChannelHandlerContext) {
        isReadWanted = true
        guard !isStalled else { return }
        limitBody()
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        isReadWanted = false
        guard !isCut else { return }
        switch unwrapInboundIn(data) {
        case .head where isClosing:
            // It was on its way when we ended the connection. Nobody could answer it, so that it must not be carried out; the client
            // sees that it got no answer (RFC 9112, Section 9.6).
            isCut = true
            return
        case .head(let head):
            isInHead = false
            isReadingRequest = true
            unansweredCount += 1
            progress = 0
            deadline?.clear()
            awaitsContinue = head.awaitsContinue
            if head.headerFields.closesConnection { closesAfterResponse = true }
        case .body(let bytes):
            awaitsContinue = false
            if unansweredCount == 0 {
                discard(bytes.readableBytes, context)
            } else {
                progress += bytes.readableBytes
                if progress >= options.bodyProgress { deadline?.clear() }
            }
        case .end:
            isReadingRequest = false
            awaitsContinue = false
            discardedCount = 0
            if unansweredCount > 0 { deadline?.clear() } else if !isClosing { deadline?.set(in: options.idleTimeout) }
        }
        context.fireChannelRead(data)
    }

    /// Starts to count where more of a body is wanted.
    private func limitBody() {
        guard isReadWanted, isReadingRequest, unansweredCount > 0, !isClosing, deadline?.isSet == false else { return }
        progress = 0
        deadline?.set(in: options.bodyTimeout)
    }

    private func discard(_ count: Int, _ context: ChannelHandlerContext) {
        discardedCount += count
        guard discardedCount > options.maximumDiscardedBody else { return }
        if case .connection = transport { finish(context) } else { isStalled = true }
    }

    // MARK: Responses

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head) where head.status.kind == .informational:
            awaitsContinue = false
            context.write(data, promise: promise)
        case .head(var head):
            // The client will not send its body, or will: only the end of the connection tells which.
            if awaitsContinue || head.headerFields.closesConnection { closesAfterResponse = true }
            if case .connection = transport, closesAfterResponse { head.headerFields[.connection] = "close" }
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body:
            context.write(data, promise: promise)
        case .end:
            let promise = promise ?? context.eventLoop.makePromise()
            promise.futureResult.assumeIsolated().whenSuccess { self.noteResponseSent() }
            context.write(data, promise: promise)
            unansweredCount -= 1
            if unansweredCount == 0 { endResponse(context) }
        }
    }

    private func endResponse(_ context: ChannelHandlerContext) {
        switch transport {
        case .stream:
            if isReadingRequest || isCut { deadline?.set(in: Self.abandonDelay) }
        case .connection:
            if closesAfterResponse { return finish(context) }
            // The rest of an unwanted body comes within this time, or not at all.
            if isReadingRequest { deadline?.set(in: options.lingerTimeout) }
        }
    }

    /// The client has taken the last response: it may now be silent for a while.
    private func noteResponseSent() {
        guard case .connection = transport, !isClosing, !isReadingRequest, unansweredCount == 0, !isInHead else {
            return
        }
        deadline?.set(in: options.idleTimeout)
    }

    // MARK: The end

    /// Ends the connection from our side, once all that was written is sent.
    private func finish(_ context: ChannelHandlerContext) {
        guard !isClosing else { return }
        isClosing = true
        deadline?.clear()
        context.close(mode: .output, promise: nil)
    }

    private func expire(_ context: ChannelHandlerContext) {
        guard isReadingRequest, unansweredCount > 0 else {
            // Nobody is kept waiting.
            if case .stream(let abandonRequest) = transport, isReadingRequest || isCut {
                return abandonRequest(context)
            }
            isClosing = true
            return context.close(promise: nil)
        }
        // The handler may answer that it took too long.
        isReadingRequest = false
        isCut = true
        closesAfterResponse = true
        context.fireErrorCaught(RequestBodyError.tooSlow)
        deadline?.set(in: options.lingerTimeout)
    }
}

extension HTTPRequest {
    /// Whether the client sends the body only after `100 Continue` (RFC 9110, Section 10.1.1).
    fileprivate var awaitsContinue: Bool { headerFields[.expect]?.lowercased() == "100-continue" }
}

extension HTTPFields {
    /// Whether the connection ends with this message (RFC 9112, Section 9.6).
    fileprivate var closesConnection: Bool {
        self[.connection]?.split(separator: ",").contains {
            $0.trimmingPrefix { $0 == " " }.lowercased().hasPrefix("close")
        } ?? false
    }
}
