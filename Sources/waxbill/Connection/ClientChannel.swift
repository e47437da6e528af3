import NIOCore
import NIOPosix
import WaxbillNIO
import WaxbillTLS

/// How a client reaches its server.
struct ClientSetup: Sendable {
    let configuration: ClientConfiguration
    let endpoint: Endpoint
    /// The name that the server's certificate has to have.
    let serverName: ServerName
    /// For connecting, and again for the handshake, in seconds.
    let timeout: Double
}

/// A client's connection whose handshake is complete.
struct ClientChannel<Inbound: Sendable, Outbound: Sendable>: Sendable {
    let channel: any Channel
    let inbound: NIOAsyncChannelInboundStream<Inbound>
    let outbound: NIOAsyncChannelOutboundWriter<Outbound>
}

extension ClientSetup {
    /// Connects, completes the handshake, and closes the connection after `body`.
    /// - Parameters:
    ///   - session: a session to resume.
    ///   - addHandlers: what stands above TLS, for example an HTTP codec.
    /// - Throws: ``ConnectionFailure``.
    func withConnection<Inbound: Sendable, Outbound: Sendable, Result: Sendable>(
        session: Session?, recorder: ConnectionRecorder,
        addHandlers: @escaping @Sendable (any Channel) throws -> Void,
        body: @escaping @Sendable (ClientChannel<Inbound, Outbound>) async throws -> Result
    ) async throws -> Result {
        let (channel, handshake) = try await connect(session: session, recorder: recorder) {
            try addHandlers($0)
            return try NIOAsyncChannel<Inbound, Outbound>(
                wrappingChannelSynchronously: $0, configuration: .init(isOutboundHalfClosureEnabled: true))
        }
        return try await recorder.recording {
            try await channel.executeThenClose { inbound, outbound in
                try await handshake.get()
                let result = try await body(
                    ClientChannel(channel: channel.channel, inbound: inbound, outbound: outbound))
                recorder.succeed()
                return result
            }
        }
    }

    /// Connects and puts what `initialize` makes above TLS.
    /// - Returns: that, and what is completed when the handshake is.
    /// - Throws: ``ConnectionFailure``.
    func connect<Output: Sendable>(
        session: Session?, recorder: ConnectionRecorder,
        initialize: @escaping @Sendable (any Channel) throws -> Output
    ) async throws -> (Output, EventLoopFuture<Void>) {
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(TimeAmount(seconds: timeout))
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
            .channelOption(.allowRemoteHalfClosure, value: true)
        do {
            return try await bootstrap.connect(host: endpoint.host, port: endpoint.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handshake = try addTLS(to: channel, session: session, recorder: recorder)
                    return (try initialize(channel), handshake)
                }
            }
        } catch {
            throw ConnectionFailure(connecting: error, seconds: timeout)
        }
    }

    /// - Returns: what is completed when the handshake is.
    private func addTLS(
        to channel: any Channel, session: Session?, recorder: ConnectionRecorder
    ) throws -> EventLoopFuture<Void> {
        var options = TLSHandlerOptions()
        options.observer = recorder
        // A client that has what it wanted does not wait long for the server's close_notify (RFC 9846, Section 6.1).
        options.shutdownTimeout = .milliseconds(500)
        let handler = try TLSClientHandler(
            configuration: configuration, serverName: serverName, session: session, options: options)
        let handshake = channel.eventLoop.makePromise(of: Void.self)
        let supervisor = ConnectionSupervisor(
            recorder: recorder, handshakeTimeout: TimeAmount(seconds: timeout), handshake: handshake)
        try channel.pipeline.syncOperations.addHandlers(handler, supervisor)
        return handshake.futureResult
    }
}

extension ConnectionRecorder {
    /// Throws the first failure of the connection that `body` uses: what its streams throw follows from it.
    func recording<Result: Sendable>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch {
            throw record.failure ?? ConnectionFailure(error, isHandshakeComplete: true)
        }
    }
}
