import NIOCore
import NIOPosix
import WaxbillNIO
import WaxbillTLS

/// A server on a loopback socket.
struct TestServer {
    enum Failure: Error {
        case noPort
        case wrongProtocol
    }

    static var bootstrap: ClientBootstrap { ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton) }

    let channel: any Channel
    let port: Int

    init(
        _ configuration: ServerConfiguration, options: TLSHandlerOptions = TLSHandlerOptions(),
        allowsHalfClosure: Bool = false,
        childChannelInitializer: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
    ) async throws {
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(.allowRemoteHalfClosure, value: allowsHalfClosure)
            .childTLS(configuration, options: options, childChannelInitializer: childChannelInitializer)
            .bind(host: "127.0.0.1", port: 0).get()
        guard let port = channel.localAddress?.port else { throw Failure.noPort }
        self.port = port
    }

    func close() async throws { try await channel.close() }
}
