import NIOCore
import NIOPosix
import Synchronization

/// Stands between a client and a server on TCP, as anybody on the network might, and can change what it passes on.
final class FlippingRelay: Sendable {
    private let isArmed = Mutex(false)

    /// From here on, one bit of the next bytes from the client is flipped.
    func flipNext() { isArmed.withLock { $0 = true } }

    /// Relays one connection to `target`, until one side has closed.
    /// - Parameter ready: is told where clients connect.
    func run(to target: Endpoint, ready: @Sendable (Endpoint) -> Void) async throws {
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture { try Self.wrap(channel) }
            }
        try await listener.executeThenClose { clients in
            ready(Endpoint(listener.channel.localAddress, or: target))
            for try await client in clients {
                let server = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                    .connect(host: target.host, port: target.port) { channel in
                        channel.eventLoop.makeCompletedFuture { try Self.wrap(channel) }
                    }
                await relay(client, server)
                return
            }
        }
    }

    private static func wrap(_ channel: any Channel) throws -> NIOAsyncChannel<ByteBuffer, ByteBuffer> {
        try NIOAsyncChannel(wrappingChannelSynchronously: channel)
    }

    /// Passes bytes on in both directions. An end of either side is the end of both, however it came about.
    private func relay(
        _ client: NIOAsyncChannel<ByteBuffer, ByteBuffer>, _ server: NIOAsyncChannel<ByteBuffer, ByteBuffer>
    ) async {
        try? await client.executeThenClose { fromClient, toClient in
            try await server.executeThenClose { fromServer, toServer in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        for try await bytes in fromClient { try await toServer.write(self.altered(bytes)) }
                    }
                    group.addTask {
                        for try await bytes in fromServer { try await toClient.write(bytes) }
                    }
                    try await group.next()
                    group.cancelAll()
                }
            }
        }
    }

    /// Flips the lowest bit of the last byte, if the relay is armed.
    private func altered(_ bytes: ByteBuffer) -> ByteBuffer {
        let flips = isArmed.withLock { armed in
            defer { armed = false }
            return armed
        }
        guard flips, let last = bytes.getInteger(at: bytes.writerIndex - 1, as: UInt8.self) else { return bytes }
        var bytes = bytes
        bytes.setInteger(last ^ 1, at: bytes.writerIndex - 1)
        return bytes
    }
}
