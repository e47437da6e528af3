import NIOCore
import NIOPosix
import Testing
import WaxbillNIO
import WaxbillTLS
import WaxbillTestSupport
import WaxbillX509

/// Certificates that change under a server's feet.
@Suite struct CredentialWatcherTests {
    private let pki: TestPKI
    private let directory: TemporaryDirectory
    private let identities: ReloadingIdentities

    init() throws {
        pki = try TestPKI()
        directory = try TemporaryDirectory()
        try Self.write(Self.issue(pki), into: directory)
        identities = try ReloadingIdentities([
            IdentityFiles(certificate: directory.path("cert.pem"), key: directory.path("key.pem"))
        ])
    }

    private static func issue(_ pki: TestPKI) throws -> IssuedIdentity {
        try pki.authority.issue(.server(named: [TestPKI.serverName, "127.0.0.1"]))
    }

    private static func write(_ issued: IssuedIdentity, into directory: TemporaryDirectory) throws {
        try directory.write(issued.certificatePEM, to: "cert.pem")
        try directory.write(issued.keyPEM(), to: "key.pem")
    }

    private static func echoServer(_ identities: ReloadingIdentities) async throws -> TestServer {
        try await TestServer(ServerConfiguration(identityProvider: identities)) { channel in
            channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Echo()) }
        }
    }

    private func connect(_ server: TestServer) async throws -> (TLSAsyncChannel, leaf: [UInt8]?) {
        let (channel, summary) = try await TestServer.bootstrap.connectTLS(
            host: "127.0.0.1", port: server.port, configuration: pki.client())
        return (channel, summary.peerCertificates.first)
    }

    /// The leaf that a new client sees.
    private func leaf(_ server: TestServer) async throws -> [UInt8]? {
        let (channel, leaf) = try await connect(server)
        try await channel.executeThenClose { _, _ in }
        return leaf
    }

    @Test func connectionsGoOn() async throws {
        let server = try await Self.echoServer(identities)
        let (reports, feed) = AsyncStream<ReloadReport>.makeStream()
        let watcher = CredentialWatcher([identities], every: .milliseconds(5)) { feed.yield($0) }
        let watching = Task { await watcher.run() }
        let (channel, first) = try await connect(server)
        try await channel.executeThenClose { inbound, outbound in
            var answers = inbound.makeAsyncIterator()
            var news = reports.makeAsyncIterator()
            try await outbound.write(ByteBuffer(string: "before"))
            #expect(try await answers.next().map { String(buffer: $0) } == "before")

            let new = try Self.issue(pki)
            try Self.write(new, into: directory)
            // Between the two files a look may have found a certificate without its key.
            while let report = await news.next(), report.failure != nil {}
            #expect(try await leaf(server) == new.identity.certificateChain.first)
            #expect(first != new.identity.certificateChain.first)

            // A new file that is no good changes nothing.
            try directory.write("nothing", to: "cert.pem")
            let report = await news.next()
            #expect(report?.failure as? IdentityError == .noCertificate(source: directory.path("cert.pem")))
            #expect(try await leaf(server) == new.identity.certificateChain.first)

            // The first connection has noticed nothing.
            try await outbound.write(ByteBuffer(string: "after"))
            #expect(try await answers.next().map { String(buffer: $0) } == "after")
        }
        watching.cancel()
        await watching.value
        try await server.close()
    }

    @Test func onDemand() async throws {
        let (reports, feed) = AsyncStream<ReloadReport>.makeStream()
        let watcher = CredentialWatcher([identities, identities]) { feed.yield($0) }
        try await watcher.reload()
        var news = reports.makeAsyncIterator()
        for _ in 0..<2 { #expect(await news.next()?.failure == nil) }
        try directory.write("nothing", to: "key.pem")
        try await watcher.reload()
        for _ in 0..<2 { #expect(await news.next()?.failure is IdentityError) }
    }

    /// A watcher that was cancelled leaves changes to others.
    @Test func onAnEventLoop() async throws {
        let (reports, feed) = AsyncStream<ReloadReport>.makeStream()
        let watcher = CredentialWatcher([identities], every: .milliseconds(5)) { feed.yield($0) }
        let eventLoop = MultiThreadedEventLoopGroup.singleton.any()
        let task = watcher.start(on: eventLoop)
        try Self.write(Self.issue(pki), into: directory)
        for await report in reports where report.failure == nil { break }
        let cancelled = eventLoop.makePromise(of: Void.self)
        task.cancel(promise: cancelled)
        try await cancelled.futureResult.get()
        try Self.write(Self.issue(pki), into: directory)
        #expect(identities.reloadIfChanged().isEmpty)
        #expect(identities.reloadIfChanged().count == 1)
    }
}

/// Sends back what comes.
private final class Echo: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { context.writeAndFlush(data, promise: nil) }
}
