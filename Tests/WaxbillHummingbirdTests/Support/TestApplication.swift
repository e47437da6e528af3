import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import WaxbillHummingbird
import WaxbillTLS
import WaxbillTestSupport
import WaxbillX509

/// A Hummingbird application over Waxbill's TLS on a loopback port.
struct TestApplication: Sendable {
    let port: Int
    /// What handlers noted.
    let notes: Notes
    private let group: ServiceGroup

    static var configuration: TLSServerConfiguration {
        var configuration = TLSServerConfiguration(identityProvider: StaticIdentities([TestPKI.server()]))
        configuration.clientAuthentication = .requested
        configuration.certificateVerifier = TestPKI.verifier
        return configuration
    }

    /// Runs the application while `body` does.
    static func run<Result: Sendable>(
        _ configuration: TLSServerConfiguration = configuration, options: HTTPSOptions = HTTPSOptions(),
        body: @Sendable (TestApplication) async throws -> Result
    ) async throws -> Result {
        let notes = Notes()
        let (ports, continuation) = AsyncStream<Int>.makeStream()
        let application = Application(
            router: router(notes), server: .waxbill(configuration, options: options),
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { continuation.yield($0.localAddress?.port ?? 0) }, logger: logger)
        let group = ServiceGroup(configuration: .init(services: [application], logger: logger))
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var iterator = ports.makeAsyncIterator()
            let running = TestApplication(port: await iterator.next() ?? 0, notes: notes, group: group)
            do {
                let result = try await body(running)
                await group.triggerGracefulShutdown()
                try await tasks.next()
                return result
            } catch {
                tasks.cancelAll()
                throw error
            }
        }
    }

    /// As SIGTERM does.
    func shutDown() async { await group.triggerGracefulShutdown() }

    private static var logger: Logger {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return logger
    }

    private static func router(_ notes: Notes) -> Router<BasicRequestContext> {
        let router = Router()
        router.get("hello") { _, _ in "hello" }
        router.get("who") { _, _ in TLSPeer.current.map { $0.identity ?? "nobody" } ?? "no peer" }
        router.get("protocol") { _, _ in TLSPeer.current?.connection.applicationProtocol?.description ?? "none" }
        router.get("bytes/:count") { _, context in
            let count = try context.parameters.require("count", as: Int.self)
            return Response(status: .ok, headers: [.contentLength: "\(count)"], body: .zeroes(count: count, notes))
        }
        router.get("wait") { _, _ in
            notes.add("waiting")
            await notes.wait(for: "go on")
            return "waited"
        }
        router.post("count") { request, _ in
            var count = 0
            do {
                for try await bytes in request.body {
                    count += bytes.readableBytes
                    notes.add("began")
                }
                notes.add("complete \(count)")
                notes.add("ended")
            } catch {
                notes.add("failed: \(error)")
                notes.add("ended")
                throw HTTPError(error as? RequestBodyError == .tooSlow ? .requestTimeout : .badRequest)
            }
            return "\(count)"
        }
        router.post("refuse") { _, _ in Response(status: .forbidden) }
        return router
    }
}

extension ResponseBody {
    /// So many zeroes, in writes of 256 KiB. Notes what ended it, and how many bytes were taken before.
    fileprivate static func zeroes(count: Int, _ notes: Notes) -> ResponseBody {
        ResponseBody(contentLength: count) { writer in
            let chunk = ByteBuffer(repeating: 0, count: 256 * 1_024)
            var rest = count
            defer {
                notes.takenCount = count - rest
                notes.add("ended")
            }
            do {
                while rest > 0 {
                    let part = chunk.getSlice(at: 0, length: min(rest, chunk.readableBytes)) ?? ByteBuffer()
                    try await writer.write(part)
                    rest -= part.readableBytes
                }
                try await writer.finish(nil)
                notes.add("sent \(count)")
            } catch {
                notes.add("sending failed")
                throw error
            }
        }
    }
}
