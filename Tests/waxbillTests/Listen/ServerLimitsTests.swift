import NIOCore
import Testing
import WaxbillTLS
import WaxbillX509

@testable import waxbill

/// The bounds of the server, with small ones.
@Suite struct ServerLimitsTests {
    /// A server in this process with what it reported.
    private final class TestServer: Sendable {
        let address = Slot<Endpoint>()
        let reports: AsyncStream<ConnectionRecord>
        private let task: Task<Void, any Error>

        init(_ service: ListenCommand.Service, limits: ServerLimits) throws {
            let (reports, continuation) = AsyncStream.makeStream(of: ConnectionRecord.self)
            self.reports = reports
            let authority = try CertificateAuthority(name: "Test")
            let identity = try authority.issue(.server(named: ["localhost"])).identity
            var server = Server(
                configuration: ServerConfiguration(identityProvider: StaticIdentities([identity])),
                endpoint: Endpoint(host: "127.0.0.1", port: 0), service: service, narrator: nil)
            server.limits = limits
            task = Task { [server, address] in
                defer { continuation.finish() }
                _ = try await server.run(once: false, ready: address.fill) { continuation.yield($0) }
            }
        }

        deinit { task.cancel() }

        func port() async throws -> Int {
            guard let endpoint = await address.value() else { throw TestFailure("no server came up") }
            return endpoint.port
        }
    }

    private func client(_ port: Int) async throws -> Program.Ending {
        try await Program.runWaxbill([
            "connect", "localhost:\(port)", "--insecure", "--get", "/", "--timeout", "30",
        ])
    }

    @Test func endsHandshakesThatTakeTooLong() async throws {
        var limits = ServerLimits()
        limits.handshake = .milliseconds(50)
        let server = try TestServer(.echo, limits: limits)
        let idle = try IdleClient(port: try await server.port())
        let record = await server.reports.first { _ in true }
        #expect(record?.failure == .timedOut(during: "the handshake", seconds: 0.05))
        withExtendedLifetime(idle) {}
    }

    @Test func endsRequestsThatTakeTooLong() async throws {
        var limits = ServerLimits()
        limits.request = 0.1
        let server = try TestServer(.www, limits: limits)
        let client = try Program.waxbill(
            ["connect", "localhost:\(try await server.port())", "--insecure", "--timeout", "30"], input: nil)
        client.send("GET / HT")
        let record = await server.reports.first { _ in true }
        #expect(record?.failure == .timedOut(during: "the request", seconds: 0.1))
        #expect(try await client.ending().output.isEmpty)
    }

    @Test func endsSilentEchoClients() async throws {
        var limits = ServerLimits()
        limits.echoSilence = 0.1
        let server = try TestServer(.echo, limits: limits)
        let client = try Program.waxbill(
            ["connect", "localhost:\(try await server.port())", "--insecure", "--timeout", "30"], input: nil)
        let record = await server.reports.first { _ in true }
        #expect(record?.failure == .timedOut(during: "waiting for data", seconds: 0.1))
        _ = try await client.ending()
    }

    @Test func turnsAwayWhomThereIsNoRoomFor() async throws {
        var limits = ServerLimits()
        limits.connectionCount = 1
        limits.handshake = .minutes(10)
        let server = try TestServer(.www, limits: limits)
        let port = try await server.port()
        var guest: IdleClient? = try IdleClient(port: port)
        #expect(try await client(port).status == 76)
        // Who leaves makes room.
        withExtendedLifetime(guest) {}
        guest = nil
        for await record in server.reports {
            #expect(record.failure == .closedDuringHandshake)
            break
        }
        // It is let go a moment after it is reported.
        var status = try await client(port).status
        for _ in 0..<20 where status == 76 { status = try await client(port).status }
        #expect(status == 0)
    }
}
