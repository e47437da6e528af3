import NIOCore
import NIOPosix
import WaxbillNIO
import WaxbillTLS
import WaxbillX509

/// A TLS server in this process that waits for some data from each client, answers with fixed bytes, and ends as told.
final class ScriptedTLSServer: Sendable {
    enum Ending: Sendable {
        /// With close_notify.
        case clean
        /// The transport alone.
        case abrupt
        /// The connection stays.
        case never
    }

    private let listener: any Channel
    /// The authority's certificate, in a file.
    let root: String
    private let scratch: Scratch

    var port: Int { listener.localAddress?.port ?? 0 }

    convenience init(
        answer: String, ending: Ending, applicationProtocols: [ApplicationProtocol] = []
    ) async throws {
        try await self.init(
            answer: ByteBuffer(string: answer), ending: ending, applicationProtocols: applicationProtocols)
    }

    /// - Parameter isRequest: whether what a client has sent up to now is to be answered.
    init(
        answer: ByteBuffer, ending: Ending, applicationProtocols: [ApplicationProtocol] = [],
        isRequest: @escaping @Sendable (ByteBuffer) -> Bool = { _ in true }
    ) async throws {
        scratch = try Scratch()
        let authority = try TestAuthority(in: scratch)
        root = authority.root
        let files = try authority.server()
        var configuration = ServerConfiguration(
            identityProvider: StaticIdentities([
                try Identity(certificateFile: files.certificate, keyFile: files.key)
            ]))
        configuration.applicationProtocols = applicationProtocols
        listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { [configuration] channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(
                        try TLSServerHandler(configuration: configuration),
                        AnsweringHandler(answer: answer, ending: ending, isRequest: isRequest))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    deinit { listener.close(promise: nil) }
}

private final class AnsweringHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let answer: ByteBuffer
    private let ending: ScriptedTLSServer.Ending
    private let isRequest: (ByteBuffer) -> Bool
    private var received = ByteBuffer()
    private var hasAnswered = false

    init(
        answer: ByteBuffer, ending: ScriptedTLSServer.Ending, isRequest: @escaping (ByteBuffer) -> Bool
    ) {
        self.answer = answer
        self.isRequest = isRequest
        self.ending = ending
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received.writeImmutableBuffer(unwrapInboundIn(data))
        guard !hasAnswered, isRequest(received) else { return }
        hasAnswered = true
        let ending = ending
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(answer)).assumeIsolated().whenComplete { _ in
            switch ending {
            case .clean: channel.close(promise: nil)
            case .abrupt:
                // Below TLS, which therefore says nothing.
                let tls = try? channel.pipeline.syncOperations.context(handlerType: TLSServerHandler.self)
                tls?.close(promise: nil)
            case .never: break
            }
        }
    }
}
