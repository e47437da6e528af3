import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Testing
import WaxbillHummingbird
import WaxbillTLS
import WaxbillTestSupport
import WaxbillX509

/// What the documentation of the target says to write.
struct ExampleTests {
    /// From the documentation of `TLSPeer`.
    struct ClientContext: RequestContext {
        var coreContext: CoreRequestContextStorage
        let peer: TLSPeer?

        init(source: Source) {
            coreContext = CoreRequestContextStorage(source: source)
            peer = TLSPeer.current
        }
    }

    @Test(.enabled(if: Curl.isInstalled, "curl is not installed"))
    func anApplicationWithAContext() async throws {
        let files = try TemporaryDirectory()
        let issued = TestPKI.issuedServer()
        try files.write(issued.certificatePEM, to: "cert.pem")
        try files.write(try issued.keyPEM(), to: "key.pem")
        try files.write(TestPKI.authority.certificatePEM, to: "ca.pem")
        let router = Router(context: ClientContext.self)
        router.get("hello") { _, context in "hello \(context.peer?.identity ?? "nobody")" }

        let identity = try Identity(certificateFile: files.path("cert.pem"), keyFile: files.path("key.pem"))
        let clients = try TrustRoots(file: files.path("ca.pem"))
        let configuration = TLSServerConfiguration(identity: identity, clientAuthorities: clients)
        let (ports, continuation) = AsyncStream<Int>.makeStream()
        let application = Application(
            router: router, server: .waxbill(configuration),
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { continuation.yield($0.localAddress?.port ?? 0) },
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))

        let curl = try Curl()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await application.run() }
            var iterator = ports.makeAsyncIterator()
            let url = "https://localhost:\(await iterator.next() ?? 0)/hello"
            let welcome = try await curl.run(url, with: curl.certificate)
            #expect(welcome == .init(0, "hello alice"))
            // It has no certificate: refused before there is a request.
            let refused = try await curl.run(url)
            #expect(refused.status != 0)
            tasks.cancelAll()
            try? await tasks.waitForAll()
        }
    }
}
