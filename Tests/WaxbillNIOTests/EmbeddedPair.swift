import NIOCore
import NIOEmbedded
import NIOTLS
import WaxbillNIO
import WaxbillTLS

/// One end of a connection in memory: what the TLS handler does to the network, and what the pipeline hears of it.
final class EmbeddedEnd {
    let channel = EmbeddedChannel()
    let transport = TransportRecorder()
    let recorder = PipelineRecorder()

    init(_ handler: any ChannelHandler, allowsHalfClosure: Bool = false) throws {
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(transport)
        try pipeline.addHandler(handler)
        try pipeline.addHandler(recorder)
        try channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: allowsHalfClosure)
    }

    func activate() throws {
        channel.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: 443), promise: nil)
    }

    /// Writes and flushes; returns what the promise says, once it says something.
    @discardableResult
    func write(_ text: String, flush: Bool = true) -> Outcome {
        let outcome = Outcome()
        channel.pipeline.write(ByteBuffer(string: text), promise: outcome.promise(channel))
        if flush { channel.flush() }
        return outcome
    }

    func close(_ mode: CloseMode = .all) -> Outcome {
        let outcome = Outcome()
        channel.pipeline.close(mode: mode, promise: outcome.promise(channel))
        return outcome
    }

    /// Everything that goes to the network and has not been taken.
    func takeOutbound() throws -> ByteBuffer {
        var bytes = ByteBuffer()
        while var next = try channel.readOutbound(as: ByteBuffer.self) { bytes.writeBuffer(&next) }
        return bytes
    }

    func receive(_ bytes: ByteBuffer) {
        channel.pipeline.fireChannelRead(bytes)
        channel.pipeline.fireChannelReadComplete()
    }

    /// The transport ends without a word of TLS.
    func receiveEndOfStream() { channel.pipeline.fireChannelInactive() }

    func finish() {
        // A close waits for the peer; nobody answers any more.
        channel.pipeline.close(promise: nil)
        channel.embeddedEventLoop.advanceTime(by: .hours(1))
        _ = try? channel.finish(acceptAlreadyClosed: true)
        channel.embeddedEventLoop.run()
    }
}

/// What became of a promise.
final class Outcome {
    private(set) var result: Result<Void, any Error>?

    var succeeded: Bool { if case .success = result { true } else { false } }
    var error: (any Error)? { if case .failure(let error) = result { error } else { nil } }

    func promise(_ channel: EmbeddedChannel) -> EventLoopPromise<Void> {
        let promise = channel.eventLoop.makePromise(of: Void.self)
        promise.futureResult.assumeIsolated().whenComplete { self.result = $0 }
        return promise
    }
}

/// Stands where the network is.
final class TransportRecorder: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private(set) var writes = 0
    private(set) var flushes = 0
    private(set) var reads = 0
    private(set) var isOutputClosed = false
    private(set) var isClosed = false

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        writes += 1
        context.write(data, promise: promise)
    }

    func flush(context: ChannelHandlerContext) {
        flushes += 1
        context.flush()
    }

    func read(context: ChannelHandlerContext) {
        reads += 1
        context.read()
    }

    // EmbeddedChannel knows only to close wholly.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard mode == .all else {
            isOutputClosed = true
            promise?.succeed()
            return
        }
        isClosed = true
        context.close(promise: promise)
    }
}

/// Stands behind TLS and notes what it hears.
final class PipelineRecorder: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private(set) var data = ByteBuffer()
    private(set) var reads = 0
    private(set) var readCompletes = 0
    private(set) var errors: [any Error] = []
    private(set) var events: [String] = []
    private(set) var negotiatedProtocol: String?
    private(set) var summary: ConnectionSummary?
    private(set) var sessions: [Session] = []
    private(set) var isInactive = false
    /// Called with each piece of data.
    var onRead: ((ChannelHandlerContext, ByteBuffer) -> Void)?
    var onHandshake: ((ChannelHandlerContext) -> Void)?

    var text: String { String(buffer: data) }
    var isEstablished: Bool { events.contains("handshakeCompleted") }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        reads += 1
        self.data.writeImmutableBuffer(buffer)
        onRead?(context, buffer)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        readCompletes += 1
        if isInactive { events.append("readComplete after inactive") }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { errors.append(error) }

    func channelInactive(context: ChannelHandlerContext) {
        isInactive = true
        events.append("inactive")
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case TLSUserEvent.handshakeCompleted(let negotiated):
            events.append("handshakeCompleted")
            negotiatedProtocol = negotiated
            onHandshake?(context)
        case TLSUserEvent.shutdownCompleted: events.append("shutdownCompleted")
        case TLSConnectionUserEvent.handshakeCompleted(let summary):
            events.append("summary")
            self.summary = summary
        case TLSConnectionUserEvent.sessionTicket(let session): sessions.append(session)
        case ChannelEvent.inputClosed: events.append("inputClosed")
        default: events.append("\(event)")
        }
    }
}

/// Both ends, and what carries bytes between them.
final class EmbeddedPair {
    let client: EmbeddedEnd
    let server: EmbeddedEnd

    /// - Parameter isConnected: whether the handshake is carried out at once.
    init(
        client: TLSClientHandler, server: TLSServerHandler, allowsHalfClosure: Bool = false, isConnected: Bool = true
    ) throws {
        self.client = try EmbeddedEnd(client, allowsHalfClosure: allowsHalfClosure)
        self.server = try EmbeddedEnd(server, allowsHalfClosure: allowsHalfClosure)
        if isConnected {
            try activate()
            try exchange()
        }
    }

    convenience init(allowsHalfClosure: Bool = false, isConnected: Bool = true) throws {
        let pki = try TestPKI()
        try self.init(
            client: pki.client().handler(), server: pki.server().handler(), allowsHalfClosure: allowsHalfClosure,
            isConnected: isConnected
        )
    }

    deinit {
        client.finish()
        server.finish()
    }

    func activate() throws {
        try server.activate()
        try client.activate()
    }

    /// Carries bytes until nobody has any.
    /// - Parameter chunk: how many bytes to carry next, of so many.
    func exchange(chunk: (Int) -> Int = { $0 }) throws {
        var isIdle = false
        while !isIdle {
            let toServer = try Self.carry(from: client, to: server, chunk)
            let toClient = try Self.carry(from: server, to: client, chunk)
            isIdle = !toServer && !toClient
        }
    }

    private static func carry(from: EmbeddedEnd, to: EmbeddedEnd, _ chunk: (Int) -> Int) throws -> Bool {
        var bytes = try from.takeOutbound()
        guard bytes.readableBytes > 0 else { return false }
        while bytes.readableBytes > 0,
            let part = bytes.readSlice(length: min(chunk(bytes.readableBytes), bytes.readableBytes))
        {
            to.receive(part)
        }
        return true
    }
}
