import NIOCore
import NIOTLS
import WaxbillTLS

/// Drives one end of a TLS connection in a channel: what ``TLSClientHandler`` and ``TLSServerHandler`` share.
///
/// The engine decides what a byte means and this class when it is given one. Any call of the pipeline may come back
/// into the handler, so nothing is called out to while a property is being changed, and order is kept by the engine's
/// queue of events: ``settle(_:)`` empties it after each call of the engine.
///
/// Bytes are decrypted from the received buffer into the one that is passed on, and encrypted from the written buffer into
/// the one that goes to the network. Nothing is kept while the connection is idle.
final class TLSHandler<Connection: TLSConnection & ~Copyable> {
    var connection: Connection
    let responder: any InquiryResponder
    let keyLog: (any KeyLog)?
    let observer: (any HandshakeObserver)?
    let shutdownTimeout: TimeAmount
    let takeSessionTicket: (@Sendable (Session) -> Void)?

    /// Set while the handler is in a pipeline.
    var context: ChannelHandlerContext?
    /// The channel's.
    var allocator = ByteBufferAllocator()
    var shutdown = ShutdownStateMachine()
    /// What ended the connection, once the engine has thrown.
    var failure: TLSError?
    var isEstablished = false
    var summary: ConnectionSummary?
    /// What became of the handshake, where it did not complete.
    var handshakeError: (any Error)?
    var handshakePromise: EventLoopPromise<ConnectionSummary>?

    /// Ciphertext that the engine could not take yet: a part of a record, or what came while an inquiry waited.
    var held: ByteBuffer?
    /// Decrypted and not passed on yet.
    var plaintext: ByteBuffer?
    var isReceiving = false
    /// Whether more ciphertext came while some was being processed.
    var cameBack = false
    /// Whether a part of a burst of reads has been passed on, so that its end has to be as well.
    var didDeliver = false
    /// Whether the pipeline asked to read and has not got anything since.
    var readIsPending = false
    /// Whether the pipeline's wish to read was not passed on, because an inquiry waits.
    var readIsHeld = false
    /// Whether nothing was decrypted since the handshake completed.
    var isFirstData = true
    /// Whether ciphertext is kept until the pipeline asks to read.
    var isHeldBack = false

    var writes = PendingWrites()
    /// Whether something was written to the channel since it was last flushed.
    var needsFlush = false

    var inquiry: InquiryDriver?

    var closePromise: EventLoopPromise<Void>?
    var closeOutputPromise: EventLoopPromise<Void>?
    /// Whether the output closes as soon as the handshake is complete.
    var closesOutput = false
    var closeTimeout: Scheduled<Void>?
    /// How many bytes were thrown away since the connection failed.
    var discardedCount = 0
    var isInactive = false

    init(
        _ connection: consuming Connection, responder: any InquiryResponder, keyLog: (any KeyLog)?,
        options: TLSHandlerOptions, takeSessionTicket: (@Sendable (Session) -> Void)? = nil
    ) {
        self.connection = connection
        self.responder = responder
        self.keyLog = keyLog
        self.takeSessionTicket = takeSessionTicket
        observer = options.observer
        shutdownTimeout = options.shutdownTimeout
    }

    func handlerAdded(_ context: ChannelHandlerContext) {
        self.context = context
        allocator = context.channel.allocator
        if context.channel.isActive { start(context) }
    }

    func handlerRemoved(_ context: ChannelHandlerContext) {
        if shutdown.endLingering() { context.channel.close(promise: nil) }
        _ = shutdown.fail()
        release(ChannelError.ioOnClosedChannel)
        closePromise.take()?.fail(ChannelError.ioOnClosedChannel)
        self.context = nil
    }

    func channelActive(_ context: ChannelHandlerContext) {
        // Handlers behind hear of it first: the start may already fail and close the channel.
        context.fireChannelActive()
        start(context)
    }

    private func start(_ context: ChannelHandlerContext) {
        guard shutdown.activate() else { return }
        settle(context)
        // The handshake needs bytes even where nobody asks for data.
        if shutdown.state == .handshaking, !isAutoRead(context) { context.read() }
    }

    // MARK: Events

    /// Empties the engine's queue of events, passes on what was decrypted, encrypts what waited for the handshake, and
    /// ends the connection where the engine has thrown.
    func settle(_ context: ChannelHandlerContext) {
        takeEvents(context)
        if plaintext != nil { deliverPlaintext(context) }
        if failure == nil, writes.flushedCount > 0, shutdown.canSend { encrypt(context) }
        if let failure { return fail(failure, context) }
        if closesOutput, shutdown.state == .open { closePostponedOutput(context) }
        flushChannel(context)
    }

    func takeEvents(_ context: ChannelHandlerContext) {
        while let event = connection.nextEvent() { take(event, context) }
    }

    private func take(_ event: ConnectionEvent, _ context: ChannelHandlerContext) {
        switch event {
        case .write(let bytes):
            context.write(NIOAny(allocator.buffer(bytes: bytes)), promise: nil)
            needsFlush = true
        case .applicationData(let bytes):
            deliverPlaintext(context)
            plaintext = allocator.buffer(bytes: bytes)
        case .inquiry(let inquiry):
            ask(inquiry, context)
        case .handshakeCompleted(let summary):
            completeHandshake(summary, context)
        case .sessionTicket(let session):
            takeSessionTicket?(session)
            context.fireUserInboundEventTriggered(TLSConnectionUserEvent.sessionTicket(session))
        case .peerClosed(let clean):
            peerClosed(clean: clean, context)
        case .keyLog(let entry):
            keyLog?.log(entry)
        case .observed(let event):
            observer?.observe(event)
        }
    }

    /// Completes when the handshake does, and fails with what ends it.
    func handshake(on eventLoop: any EventLoop) -> EventLoopFuture<ConnectionSummary> {
        if let summary { return eventLoop.makeSucceededFuture(summary) }
        if let handshakeError { return eventLoop.makeFailedFuture(handshakeError) }
        let promise = handshakePromise ?? eventLoop.makePromise(of: ConnectionSummary.self)
        handshakePromise = promise
        return promise.futureResult
    }

    private func completeHandshake(_ summary: ConnectionSummary, _ context: ChannelHandlerContext) {
        self.summary = summary
        isEstablished = true
        shutdown.establish()
        handshakePromise.take()?.succeed(summary)
        context.fireUserInboundEventTriggered(TLSConnectionUserEvent.handshakeCompleted(summary))
        context.fireUserInboundEventTriggered(
            TLSUserEvent.handshakeCompleted(negotiatedProtocol: summary.applicationProtocol?.description)
        )
    }

    func updateKeys(requestPeer: Bool) throws(TLSError) {
        try connection.updateKeys(requestPeer: requestPeer)
        if let context { settle(context) }
    }

    // MARK: Inquiries

    private func ask(_ inquiry: Inquiry, _ context: ChannelHandlerContext) {
        let driver = InquiryDriver()
        self.inquiry = driver
        let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
        let answer = driver.ask(inquiry, of: responder, on: context.eventLoop) { [weak driver] answer in
            guard let driver else { return }
            handler.value.resume(answer, from: driver)
        }
        if let answer { give(answer, from: driver) }
    }

    /// Gives the engine an answer that has not been overtaken by the end of the connection.
    private func give(_ answer: Answer, from driver: InquiryDriver) {
        guard inquiry === driver else { return }
        inquiry = nil
        do throws(TLSError) { try connection.answer(answer) } catch { failure = error }
    }

    /// Goes on after an answer that had to be waited for.
    private func resume(_ answer: Answer, from driver: InquiryDriver) {
        guard let context, inquiry === driver else { return }
        give(answer, from: driver)
        settle(context)
        receive(ByteBuffer(), context)
        completeRead(context)
    }

    // MARK: The end

    /// Ends the connection because of an error: the alert goes out, the error is told, the channel closes.
    func fail(_ error: any Error, _ context: ChannelHandlerContext) {
        if shutdown.fail() { end(error, context) }
    }

    /// What ``fail(_:_:)`` does, where the state says closed already.
    func end(_ error: any Error, _ context: ChannelHandlerContext) {
        takeEvents(context)
        let isTold = needsFlush && !isInactive
        flushChannel(context)
        completeDelivery(context)
        // Before the pipeline hears of it, whose handlers are likely to close.
        if isTold { shutdown.linger() }
        context.fireErrorCaught(error)
        release(error)
        if isInactive {
            closePromise.take()?.fail(error)
        } else if isTold {
            linger(context)
        } else {
            context.close(promise: closePromise.take())
        }
    }

    /// Lets go of everything that waits for something that cannot happen any more.
    func release(_ error: any Error) {
        closeTimeout.take()?.cancel()
        inquiry.take()?.cancel()
        held = nil
        plaintext = nil
        closeOutputPromise.take()?.fail(error)
        failWrites(error)
        guard !isEstablished else { return }
        let handshakeError = error is ChannelError ? TLSShutdownError.closedDuringHandshake : error
        self.handshakeError = handshakeError
        handshakePromise.take()?.fail(handshakeError)
    }

    func failWrites(_ error: any Error) {
        for promise in writes.removeAll() { promise.fail(error) }
    }

    func flushChannel(_ context: ChannelHandlerContext) {
        guard needsFlush else { return }
        needsFlush = false
        context.flush()
    }
}
