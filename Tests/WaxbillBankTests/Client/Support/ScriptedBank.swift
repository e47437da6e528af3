import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import WaxbillNIO
import WaxbillTLS
import WaxbillX509

@testable import WaxbillBank

/// A server that answers each request as a test says, over mutual TLS.
final class ScriptedBank: Sendable {
    /// A request that came.
    struct Request: Sendable, Hashable {
        let method: String
        let target: String
        let key: String?
        let body: String
    }

    /// What comes back.
    enum Reply: Sendable {
        case answer(Int, String, type: String = "application/json", fields: [String: String] = [:])
        /// The connection is closed instead.
        case lost
        /// Nothing comes, and the connection stays.
        case silence

        static func problem(_ status: Int, _ code: String, _ members: String = "") -> Reply {
            .answer(
                status, #"{"code":"\#(code)","detail":"as the script says"\#(members)}"#,
                type: "application/problem+json")
        }

        /// A deposit that was carried out.
        static let done = answer(
            200,
            """
            {"entry":7,"time":"2026-11-21T08:30:00.000Z","operation":"deposit","account":"alice","amount":2500,\
            "currency":"EUR","postings":[{"account":"alice","amount":2500,"balance":12500},{"account":"@cash-EUR","amount":-2500}]}
            """)
    }

    /// The request, and how many came before it.
    typealias Script = @Sendable (Request, Int) -> Reply

    let port: Int
    private let channel: any Channel
    private let requestLog = Mutex<[Request]>([])
    private let authority: CertificateAuthority

    var requests: [Request] { requestLog.withLock { $0 } }

    /// - Parameter trustsClients: whether it knows the authority of its clients.
    init(trustsClients: Bool = true, _ script: @escaping Script) async throws {
        authority = try CertificateAuthority(name: "Bank Root")
        let others = try CertificateAuthority(name: "Other Root")
        let identity = try authority.issue(.server(named: ["localhost", "127.0.0.1"])).identity
        var configuration = WaxbillTLS.ServerConfiguration(identityProvider: StaticIdentities([identity]))
        configuration.clientAuthentication = .required
        configuration.certificateVerifier = ChainVerifier(roots: (trustsClients ? authority : others).trustRoots)
        let handler = Mutex<(@Sendable (Request) -> Reply)?>(nil)
        let answer: @Sendable (Request) -> Reply = { request in
            handler.withLock { $0 }?(request) ?? .silence
        }
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childTLS(configuration) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(AnsweringHandler(answer))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
        handler.withLock { value in
            value = { [weak self] request in
                guard let self else { return .silence }
                let count = requestLog.withLock { log in
                    defer { log.append(request) }
                    return log.count
                }
                return script(request, count)
            }
        }
    }

    /// How a client reaches it, with short pauses.
    func configuration(
        outbox: Outbox? = nil, retries: Int = 3, name: String = "alice", timeout: TimeAmount = .seconds(20),
        verifier: (any CertificateVerifier)? = nil
    ) throws -> BankClientConfiguration {
        var configuration = BankClientConfiguration(
            host: "127.0.0.1", port: port, serverName: try ServerName("127.0.0.1"),
            verifier: verifier ?? ChainVerifier(roots: authority.trustRoots),
            identityProvider: StaticIdentities([try authority.issue(.client(named: name)).identity]),
            timeout: timeout)
        configuration.identity = name
        configuration.outbox = outbox
        configuration.retries = retries
        configuration.firstPause = .milliseconds(1)
        configuration.longestPause = .milliseconds(20)
        return configuration
    }

    func close() async throws { try await channel.close() }
}

private final class AnsweringHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let script: @Sendable (ScriptedBank.Request) -> ScriptedBank.Reply
    private var head: HTTPRequestHead?
    private var body = ""

    init(_ script: @escaping @Sendable (ScriptedBank.Request) -> ScriptedBank.Reply) { self.script = script }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): (self.head, body) = (head, "")
        case .body(let bytes): body += String(buffer: bytes)
        case .end:
            guard let head else { return }
            let request = ScriptedBank.Request(
                method: head.method.rawValue, target: head.uri, key: head.headers.first(name: "Idempotency-Key"),
                body: body)
            send(script(request), context)
        }
    }

    private func send(_ reply: ScriptedBank.Reply, _ context: ChannelHandlerContext) {
        switch reply {
        case .lost: context.close(promise: nil)
        case .silence: break
        case .answer(let status, let text, let type, let fields):
            var head = HTTPResponseHead(version: .http1_1, status: HTTPResponseStatus(statusCode: status))
            head.headers = ["Content-Type": type, "Content-Length": "\(text.utf8.count)"]
            for (name, value) in fields { head.headers.add(name: name, value: value) }
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: text)))), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
