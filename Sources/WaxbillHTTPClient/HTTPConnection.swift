import NIOCore
import NIOHTTP1
import NIOPosix
import WaxbillNIO
import WaxbillTLS

/// One HTTP/1.1 connection over TLS to the server, whose handshake is complete. One request at a time.
package final class HTTPConnection: Sendable {
    /// What the handshake agreed upon.
    package let summary: ConnectionSummary
    private let channel: any Channel
    private let handler: NIOLoopBound<ExchangeHandler>
    private let usability: ConnectionUsability
    private let authority: String

    private init(_ pending: PendingConnection, _ summary: ConnectionSummary, authority: String) {
        self.summary = summary
        channel = pending.channel
        handler = pending.handler
        usability = pending.usability
        self.authority = authority
    }

    /// Connects and shakes hands.
    /// - Parameter takeSessionTicket: takes each session that the server issues, on the event loop.
    /// - Throws: ``HTTPClientError``.
    package static func open(
        _ configuration: HTTPClientConfiguration, on eventLoop: any EventLoop, session: Session?,
        takeSessionTicket: @escaping @Sendable (Session) -> Void
    ) async throws -> HTTPConnection {
        let pending: PendingConnection
        do {
            pending = try await PendingConnection.open(configuration, eventLoop, session, takeSessionTicket)
        } catch {
            throw HTTPClientError.cannotConnect(error)
        }
        do {
            let summary = try await pending.complete(within: configuration.connectTimeout)
            return HTTPConnection(pending, summary, authority: configuration.authority)
        } catch let error as HTTPClientError {
            throw error
        } catch {
            throw HTTPClientError.connectionFailed(error, isHandshakeComplete: false)
        }
    }

    /// Where its bytes are.
    package var eventLoop: any EventLoop { channel.eventLoop }

    /// Whether another request may be sent.
    var isUsable: Bool { usability.isUsable }

    /// Whether the answer to the last request has come to its end.
    var isAtRest: Bool { usability.isAtRest }

    /// Whether anything has come of the answer to the last request.
    var isAnswering: Bool { usability.isAnswering }

    /// Sends a request and waits for the end of the answer. A task that is cancelled meanwhile ends the connection.
    /// - Returns: the answer's head.
    /// - Throws: ``HTTPClientError``, and what the receiver threw.
    package func perform(
        _ method: HTTPMethod, _ target: String, _ fields: HTTPHeaders = [:], body: ByteBuffer? = nil,
        _ receiver: any ResponseReceiver
    ) async throws -> HTTPResponseHead {
        let end = begin(method, target, fields, bodyCount: body.map(\.readableBytes), receiver)
        if let body { channel.write(HTTPClientRequestPart.body(.byteBuffer(body)), promise: nil) }
        finish()
        return try await answer(end)
    }

    /// Sends the head of a request; ``write(_:)`` and ``finish()`` have to follow.
    /// - Parameter bodyCount: how many bytes the body will have; nil: there is none.
    package func begin(
        _ method: HTTPMethod, _ target: String, _ fields: HTTPHeaders = [:], bodyCount: Int?,
        _ receiver: any ResponseReceiver
    ) -> LaterResult<HTTPResponseHead> {
        var head = HTTPRequestHead(version: .http1_1, method: method, uri: target)
        head.headers = ["Host": authority, "User-Agent": "waxbill"]
        head.headers.add(contentsOf: fields)
        if let bodyCount { head.headers.add(name: "Content-Length", value: String(bodyCount)) }
        let end = LaterResult<HTTPResponseHead>()
        usability.set(isAtRest: false)
        channel.eventLoop.execute { [handler] in handler.value.expect(receiver, end: end) }
        channel.write(HTTPClientRequestPart.head(head), promise: nil)
        return end
    }

    /// Sends a part of the body.
    /// - Returns: what completes when the part is on its way.
    package func write(_ bytes: ByteBuffer) -> EventLoopFuture<Void> {
        let written = channel.writeAndFlush(HTTPClientRequestPart.body(.byteBuffer(bytes)))
        written.whenSuccess { [handler] in handler.value.noteProgress() }
        return written
    }

    /// The request's body is complete.
    package func finish() { channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil) }

    /// Waits for the end of an answer.
    package func answer(_ end: LaterResult<HTTPResponseHead>) async throws -> HTTPResponseHead {
        try await withTaskCancellationHandler {
            try await end.get()
        } onCancel: {
            close()
        }
    }

    /// Ends the connection.
    package func close() {
        usability.end()
        channel.close(promise: nil)
    }
}

/// A connection whose handshake goes on.
private struct PendingConnection: Sendable {
    let channel: any Channel
    let handshake: EventLoopFuture<ConnectionSummary>
    let handler: NIOLoopBound<ExchangeHandler>
    let usability: ConnectionUsability

    static func open(
        _ configuration: HTTPClientConfiguration, _ eventLoop: any EventLoop, _ session: Session?,
        _ takeSessionTicket: @escaping @Sendable (Session) -> Void
    ) async throws -> PendingConnection {
        try await ClientBootstrap(group: eventLoop)
            .connectTimeout(configuration.connectTimeout)
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
            .channelOption(
                .recvAllocator,
                value: AdaptiveRecvByteBufferAllocator(minimum: 16_384, initial: 65_536, maximum: 262_144)
            )
            .connect(host: configuration.host, port: configuration.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try PendingConnection(configuration, session, takeSessionTicket, channel)
                }
            }
    }

    private init(
        _ configuration: HTTPClientConfiguration, _ session: Session?,
        _ takeSessionTicket: @escaping @Sendable (Session) -> Void, _ channel: any Channel
    ) throws {
        let pipeline = channel.pipeline.syncOperations
        var options = TLSHandlerOptions()
        // A client that has what it wanted does not wait long for the server's close_notify (RFC 9846, Section 6.1).
        options.shutdownTimeout = .milliseconds(500)
        handshake = try pipeline.addTLSClient(
            configuration.tls, serverName: configuration.serverName, session: session, options: options,
            takeSessionTicket: takeSessionTicket
        ).handshake(on: channel.eventLoop)
        try pipeline.addHTTPClientHandlers()
        usability = ConnectionUsability()
        let handler = ExchangeHandler(silenceTimeout: configuration.silenceTimeout, usability: usability)
        try pipeline.addHandler(handler)
        self.handler = NIOLoopBound(handler, eventLoop: channel.eventLoop)
        self.channel = channel
    }

    /// Waits for the end of the handshake.
    /// - Throws: what ended it.
    func complete(within time: TimeAmount) async throws -> ConnectionSummary {
        let isLate = ConnectionUsability()
        let deadline = channel.eventLoop.scheduleTask(in: time) {
            isLate.end()
            channel.close(promise: nil)
        }
        // By the event loop, as soon as it is over: this task may go on only when the time has passed, and a good connection would
        // have been closed meanwhile.
        handshake.whenComplete { _ in deadline.cancel() }
        do {
            return try await handshake.get()
        } catch {
            guard !isLate.isUsable else { throw error }
            throw HTTPClientError.timedOut(during: "the handshake", seconds: Double(time.nanoseconds) / 1e9)
        }
    }
}
