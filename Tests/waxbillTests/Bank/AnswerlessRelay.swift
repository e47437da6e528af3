import NIOCore
import NIOPosix
import Synchronization

/// Stands between a client and a server on TCP. Until it is told otherwise, it passes on what a server says in the handshake, and nothing
/// that comes after the client has spoken again: the server hears the request, and the client never hears the answer.
final class AnswerlessRelay: Sendable {
    private let listener: any Channel
    private let state: SharedState

    fileprivate final class SharedState: Sendable {
        private struct State {
            var passesEverything = false
            var channels: [any Channel] = []
        }

        private let content = Mutex(State())

        var passesEverything: Bool { content.withLock { $0.passesEverything } }

        func add(_ channel: any Channel) { content.withLock { $0.channels.append(channel) } }

        func passEverything() { content.withLock { $0.passesEverything = true } }

        func takeChannels() -> [any Channel] {
            content.withLock { content in
                defer { content.channels = [] }
                return content.channels
            }
        }
    }

    var port: Int { listener.localAddress?.port ?? 0 }

    /// - Parameter target: the server's port.
    init(to target: Int) throws {
        let state = SharedState()
        self.state = state
        listener = try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { client in
                state.add(client)
                let passage = RelayedClient(state)
                return ClientBootstrap(group: client.eventLoop)
                    .channelInitializer { server in
                        server.eventLoop.makeCompletedFuture {
                            try server.pipeline.syncOperations.addHandler(RelayedServer(client, passage))
                        }
                    }
                    .connect(host: "127.0.0.1", port: target)
                    .flatMap { server in
                        client.eventLoop.makeCompletedFuture {
                            try client.pipeline.syncOperations.addHandler(RelayedBytes(server, passage))
                        }
                    }
                    .flatMap { client.setOption(.autoRead, value: true) }
            }
            .bind(host: "127.0.0.1", port: 0).wait()
    }

    deinit { listener.close(promise: nil) }

    /// Ends the connections that there are.
    func cut() { for channel in state.takeChannels() { channel.close(promise: nil) } }

    /// Passes on all that comes over new connections.
    func passEverything() { state.passEverything() }
}

/// What is known of one client's connection.
private final class RelayedClient: Sendable {
    private let passesEverything: Bool
    private let spoken = Mutex(0)

    init(_ state: AnswerlessRelay.SharedState) { passesEverything = state.passesEverything }

    /// The client has sent something.
    func speak() { spoken.withLock { $0 += 1 } }

    /// Whether what the server says now is passed on.
    var hears: Bool { passesEverything || spoken.withLock { $0 <= 1 } }
}

/// From the client to the server.
private final class RelayedBytes: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let server: any Channel
    private let client: RelayedClient

    init(_ server: any Channel, _ client: RelayedClient) {
        self.server = server
        self.client = client
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        client.speak()
        server.writeAndFlush(unwrapInboundIn(data), promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) { server.close(promise: nil) }
}

/// From the server to the client.
private final class RelayedServer: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let client: any Channel
    private let passage: RelayedClient

    init(_ client: any Channel, _ passage: RelayedClient) {
        self.client = client
        self.passage = passage
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if passage.hears { client.writeAndFlush(unwrapInboundIn(data), promise: nil) }
    }

    func channelInactive(context: ChannelHandlerContext) { client.close(promise: nil) }
}
