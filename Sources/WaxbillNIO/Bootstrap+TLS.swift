import NIOCore
import NIOPosix
import WaxbillTLS

/// A channel of application data over TLS, as async code uses it.
public typealias TLSAsyncChannel = NIOAsyncChannel<ByteBuffer, ByteBuffer>

extension ChannelPipeline.SynchronousOperations {
    /// Adds the client's side of TLS behind the handlers that are there.
    /// - Throws: `TLSError` (misuse) where the configuration cannot work.
    @discardableResult
    public func addTLSClient(
        _ configuration: ClientConfiguration, serverName: ServerName, session: Session? = nil,
        options: TLSHandlerOptions = TLSHandlerOptions(), takeSessionTicket: (@Sendable (Session) -> Void)? = nil
    ) throws -> TLSClientHandler {
        let handler = try TLSClientHandler(
            configuration: configuration, serverName: serverName, session: session, options: options,
            takeSessionTicket: takeSessionTicket
        )
        try addHandler(handler)
        return handler
    }

    /// Adds the server's side of TLS behind the handlers that are there.
    /// - Throws: `TLSError` (misuse) where the configuration cannot work.
    @discardableResult
    public func addTLSServer(
        _ configuration: ServerConfiguration, options: TLSHandlerOptions = TLSHandlerOptions()
    ) throws -> TLSServerHandler {
        let handler = try TLSServerHandler(configuration: configuration, options: options)
        try addHandler(handler)
        return handler
    }
}

extension ClientBootstrap {
    /// Connects and shakes hands.
    /// - Parameters:
    ///   - serverName: the name that the server has to prove; nil: `host`.
    ///   - session: a session to resume; one that no longer fits is ignored.
    ///   - takeSessionTicket: takes each session that the server issues, on the event loop.
    ///   - channelInitializer: adds the handlers behind TLS and makes what is returned.
    /// - Throws: the `TLSError` or ``TLSShutdownError`` that ended the handshake, or what hindered the connection.
    public func connectTLS<Output: Sendable>(
        host: String, port: Int, configuration: ClientConfiguration, serverName: ServerName? = nil,
        session: Session? = nil, options: TLSHandlerOptions = TLSHandlerOptions(),
        takeSessionTicket: (@Sendable (Session) -> Void)? = nil,
        channelInitializer: @escaping @Sendable (any Channel) -> EventLoopFuture<Output>
    ) async throws -> (output: Output, summary: ConnectionSummary) {
        let serverName = try serverName ?? ServerName(host)
        let (output, handshake) = try await connect(host: host, port: port) { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addTLSClient(
                    configuration, serverName: serverName, session: session, options: options,
                    takeSessionTicket: takeSessionTicket
                ).handshake(on: channel.eventLoop)
            }.flatMap { handshake in channelInitializer(channel).map { ($0, handshake) } }
        }
        return (output, try await handshake.get())
    }

    /// Connects and shakes hands, for async code that reads and writes bytes.
    /// - Parameter channelConfiguration: back-pressure, and whether finishing to write closes the output.
    /// - Returns: the channel, whose `executeThenClose` the caller calls, and what the handshake agreed upon.
    /// - Throws: the `TLSError` or ``TLSShutdownError`` that ended the handshake, or what hindered the connection.
    public func connectTLS(
        host: String, port: Int, configuration: ClientConfiguration, serverName: ServerName? = nil,
        session: Session? = nil, options: TLSHandlerOptions = TLSHandlerOptions(),
        takeSessionTicket: (@Sendable (Session) -> Void)? = nil,
        channelConfiguration: TLSAsyncChannel.Configuration = TLSAsyncChannel.Configuration()
    ) async throws -> (channel: TLSAsyncChannel, summary: ConnectionSummary) {
        let (channel, summary) = try await connectTLS(
            host: host, port: port, configuration: configuration, serverName: serverName, session: session,
            options: options, takeSessionTicket: takeSessionTicket
        ) { channel in channel.eventLoop.makeSucceededFuture(channel) }
        let wrapped = try await channel.eventLoop.submit {
            try TLSAsyncChannel(wrappingChannelSynchronously: channel, configuration: channelConfiguration)
        }.get()
        return (wrapped, summary)
    }
}

extension ServerBootstrap {
    /// Puts TLS in front of what `childChannelInitializer` adds to each accepted channel.
    ///
    /// This sets the bootstrap's `childChannelInitializer`.
    public func childTLS(
        _ configuration: ServerConfiguration, options: TLSHandlerOptions = TLSHandlerOptions(),
        childChannelInitializer: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
    ) -> Self {
        self.childChannelInitializer { channel in
            channel.initializeTLS(configuration, options: options, then: childChannelInitializer)
        }
    }

    /// Listens; every accepted channel speaks TLS.
    ///
    /// The channels are there before their handshakes are complete: what is written to them waits, and what ends a
    /// handshake is thrown by reading.
    /// - Parameter childChannelInitializer: adds the handlers behind TLS and makes what the server's channel delivers.
    public func bindTLS<Output: Sendable>(
        host: String, port: Int, configuration: ServerConfiguration, options: TLSHandlerOptions = TLSHandlerOptions(),
        childChannelInitializer: @escaping @Sendable (any Channel) -> EventLoopFuture<Output>
    ) async throws -> NIOAsyncChannel<Output, Never> {
        try await bind(host: host, port: port) { channel in
            channel.initializeTLS(configuration, options: options, then: childChannelInitializer)
        }
    }

    /// Listens for async code that reads and writes bytes; every accepted channel speaks TLS.
    /// - Parameter channelConfiguration: back-pressure, and whether finishing to write closes the output.
    public func bindTLS(
        host: String, port: Int, configuration: ServerConfiguration, options: TLSHandlerOptions = TLSHandlerOptions(),
        channelConfiguration: TLSAsyncChannel.Configuration = TLSAsyncChannel.Configuration()
    ) async throws -> NIOAsyncChannel<TLSAsyncChannel, Never> {
        try await bindTLS(host: host, port: port, configuration: configuration, options: options) { channel in
            channel.eventLoop.makeCompletedFuture {
                try TLSAsyncChannel(wrappingChannelSynchronously: channel, configuration: channelConfiguration)
            }
        }
    }
}

extension Channel {
    fileprivate func initializeTLS<Output: Sendable>(
        _ configuration: ServerConfiguration, options: TLSHandlerOptions,
        then initializer: @escaping @Sendable (any Channel) -> EventLoopFuture<Output>
    ) -> EventLoopFuture<Output> {
        eventLoop.makeCompletedFuture { _ = try pipeline.syncOperations.addTLSServer(configuration, options: options) }
            .flatMap { initializer(self) }
    }
}
