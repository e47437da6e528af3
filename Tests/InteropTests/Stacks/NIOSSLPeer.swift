import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS

/// swift-nio-ssl, in the tests' own process: a server that echoes, and a client.
enum NIOSSLPeer {
    static func serverConfiguration(_ credentials: Credentials) throws -> TLSConfiguration {
        try TLSConfiguration.makeServerConfiguration(
            certificateChain: NIOSSLCertificate.fromPEMFile(credentials.certificate).map { .certificate($0) },
            privateKey: .privateKey(NIOSSLPrivateKey(file: credentials.key, format: .pem)))
    }

    static func clientConfiguration() throws -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .file(InteropFiles.authority)
        return configuration
    }

    /// Runs a server that echoes while `body` runs.
    static func listen(_ configuration: TLSConfiguration, _ body: (Int) async throws -> Void) async throws {
        let listener = try await bind(configuration) { _ in }
        do {
            guard let port = listener.localAddress?.port else { throw InteropFailure("no port") }
            try await body(port)
        } catch {
            try await listener.close()
            throw error
        }
        try await listener.close()
    }

    /// Starts a server that echoes, and says of each handshake what was agreed.
    static func bind(
        _ configuration: TLSConfiguration, take: @escaping @Sendable (PeerReport) -> Void
    ) async throws -> any Channel {
        let context = try NIOSSLContext(configuration: configuration)
        return try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(
                        NIOSSLServerHandler(context: context), AgreementTaker(take: take), Echo())
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    /// Connects, sends a text, wants it back, and closes.
    /// - Returns: what it says of the connection.
    static func echo(_ text: String, port: Int, _ configuration: TLSConfiguration) async throws -> PeerReport {
        let context = try NIOSSLContext(configuration: configuration)
        let report = Received<PeerReport>()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let tls = try NIOSSLClientHandler(context: context, serverHostname: "localhost")
                    try channel.pipeline.syncOperations.addHandlers(tls, AgreementTaker { report.set($0) })
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: text))
            var received = ByteBuffer()
            for try await bytes in inbound {
                received.writeImmutableBuffer(bytes)
                if received.readableBytes == text.utf8.count { break }
            }
            guard String(buffer: received) == text else {
                throw InteropFailure("\(received.readableBytes) bytes came back, not what was sent")
            }
        }
        guard let report = report.value else { throw InteropFailure("the handshake did not complete") }
        return report
    }

    /// Notes what a handshake agreed upon.
    private final class AgreementTaker: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        let take: @Sendable (PeerReport) -> Void

        init(take: @escaping @Sendable (PeerReport) -> Void) { self.take = take }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if case TLSUserEvent.handshakeCompleted(let negotiated) = event {
                let version = try? context.pipeline.syncOperations.nioSSL_tlsVersion()
                take(PeerReport(version: version.map(name), alpn: negotiated ?? ""))
            }
            context.fireUserInboundEventTriggered(event)
        }

        private func name(_ version: TLSVersion) -> String {
            switch version {
            case .tlsv1: "TLSv1.0"
            case .tlsv11: "TLSv1.1"
            case .tlsv12: "TLSv1.2"
            case .tlsv13: "TLSv1.3"
            }
        }
    }

    private final class Echo: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            context.writeAndFlush(wrapOutboundOut(unwrapInboundIn(data)), promise: nil)
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if case ChannelEvent.inputClosed = event { context.close(promise: nil) }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}
