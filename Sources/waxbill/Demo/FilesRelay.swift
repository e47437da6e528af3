import NIOCore
import NIOPosix
import Synchronization
import WaxbillNIO
import WaxbillTLS

/// Stands between a client and a server of files on TCP and harms what the server sends.
final class FilesRelay: Sendable {
    enum Harm: Sendable {
        /// After so many bytes, every connection is closed and none is let through any more.
        case cut(after: Int)
        /// One bit of a run of zeroes is flipped, wherever one comes.
        case tamperWithZeroes
    }

    /// What it needs to be both ends of TLS itself, so that it sees the plaintext.
    struct Ends: Sendable {
        let server: ServerConfiguration
        let client: ClientConfiguration
        let serverName: ServerName
    }

    private let harm: Harm
    private let ends: Ends?
    /// How many bytes the server sent, over all connections.
    private let passed = Mutex(0)

    /// - Parameter ends: nil: TLS passes through it.
    init(_ harm: Harm, ends: Ends? = nil) {
        self.harm = harm
        self.ends = ends
    }

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
                    let pipeline = server.pipeline.syncOperations
                    if let ends = self.ends { try pipeline.addTLSClient(ends.client, serverName: ends.serverName) }
                    try pipeline.addHandler(Passage(to: client) { self.altered($0) })
                }
            }
            .connect(host: target.host, port: target.port)
            .flatMapThrowing { server in
                let pipeline = client.pipeline.syncOperations
                if let ends = self.ends { try pipeline.addTLSServer(ends.server) }
                try pipeline.addHandler(Passage(to: server) { $0 })
            }
            .flatMap { client.setOption(.autoRead, value: true) }
    }

    /// - Returns: nil where the connection ends.
    private func altered(_ bytes: ByteBuffer) -> ByteBuffer? {
        switch harm {
        case .cut(let limit):
            let total = passed.withLock { passed in
                passed += bytes.readableBytes
                return passed
            }
            return total > limit ? nil : bytes
        case .tamperWithZeroes:
            // No head and no hash ends like that.
            guard bytes.readableBytes >= 16, bytes.readableBytesView.suffix(16).allSatisfy({ $0 == 0 }) else {
                return bytes
            }
            var bytes = bytes
            bytes.setInteger(1 as UInt8, at: bytes.writerIndex - 1)
            return bytes
        }
    }
}
