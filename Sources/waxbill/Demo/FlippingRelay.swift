import NIOCore
import NIOPosix
import Synchronization

/// Stands between a client and a server on TCP, as anybody on the network might, and can change what it passes on.
final class FlippingRelay: Sendable {
    private let isArmed = Mutex(false)

    /// From here on, one bit of the next bytes from a client is flipped.
    func flipNext() { isArmed.withLock { $0 = true } }

    /// Listens and passes on what clients and `target` say to each other.
    /// - Returns: the listener, to be closed by the caller.
    func listen(for target: Endpoint) async throws -> any Channel {
        try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            // Nothing is read before there is somebody to pass it on to.
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { client in self.connect(client, to: target) }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    private func connect(_ client: any Channel, to target: Endpoint) -> EventLoopFuture<Void> {
        ClientBootstrap(group: client.eventLoop)
            .channelInitializer { server in
                server.eventLoop.makeCompletedFuture {
                    try server.pipeline.syncOperations.addHandler(Passage(to: client) { $0 })
                }
            }
            .connect(host: target.host, port: target.port)
            .flatMapThrowing { server in
                try client.pipeline.syncOperations.addHandler(Passage(to: server) { self.altered($0) })
            }
            .flatMap { client.setOption(.autoRead, value: true) }
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
