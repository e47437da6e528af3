import NIOCore
import WaxbillTLS

/// A client and an echoing server of the demo, talking over TCP on this machine.
struct DemoConversation: Sendable {
    let client: ClientConfiguration
    let server: ServerConfiguration
    var session: Session?
    /// What stands between them, if anything.
    var relay: FlippingRelay?

    /// What both sides saw.
    struct Records: Sendable {
        let client: ConnectionRecord
        let server: ConnectionRecord
    }

    /// The name that the server's certificate has to have.
    static let serverName = "localhost"
    private static let message = "Wax bills are small birds."

    /// Runs it to its end, good or bad.
    func run() async throws -> Records {
        let serverRecord = Slot<ConnectionRecord>()
        let clientRecord = Slot<ConnectionRecord>()
        try await withThrowingTaskGroup(of: Void.self) { group in
            let address = Slot<Endpoint>()
            group.addTask {
                defer { address.end() }
                _ = try await Server(
                    configuration: server, endpoint: Endpoint(host: "127.0.0.1", port: 0), service: .echo, narrator: nil
                ).run(once: true, ready: address.fill, report: serverRecord.fill)
            }
            guard let serverAddress = await address.value() else { throw DemoMismatch("no server came up") }
            let record = try await talk(throughRelayTo: serverAddress)
            clientRecord.fill(record)
            // A server that nobody reached would wait for ever.
            if case .unreachable = record.failure { group.cancelAll() }
            try await group.waitForAll()
        }
        guard let client = await clientRecord.value(), let server = await serverRecord.value() else {
            throw DemoMismatch("one side told nothing")
        }
        return Records(client: client, server: server)
    }

    private func talk(throughRelayTo server: Endpoint) async throws -> ConnectionRecord {
        guard let relay else { return await talk(to: server) }
        let listener = try await relay.listen(for: server)
        defer { listener.close(promise: nil) }
        return await talk(to: Endpoint(listener.localAddress, or: server))
    }

    private func talk(to endpoint: Endpoint) async -> ConnectionRecord {
        let recorder = ConnectionRecorder(role: .client, peer: endpoint)
        do {
            let setup = ClientSetup(
                configuration: client, endpoint: endpoint, serverName: try ServerName(Self.serverName), timeout: 5)
            try await setup.withConnection(session: session, recorder: recorder, addHandlers: Pipe.addHandlers) {
                (connection: Pipe.Connection) in
                var inbound = connection.inbound.makeAsyncIterator()
                try await exchange(on: connection, &inbound)
                if let relay {
                    relay.flipNext()
                    try await exchange(on: connection, &inbound)
                }
                connection.outbound.finish()
                while try await inbound.next() != nil {}
            }
        } catch {
            recorder.fail(ConnectionFailure(error, isHandshakeComplete: true))
        }
        return recorder.record
    }

    /// Sends a message and waits until it has come back.
    private func exchange(
        on connection: Pipe.Connection, _ inbound: inout NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    ) async throws {
        try await connection.outbound.write(ByteBuffer(string: Self.message))
        var echo = ""
        while echo.utf8.count < Self.message.utf8.count {
            guard let bytes = try await inbound.next() else { throw ConnectionFailure.truncated }
            echo += String(buffer: bytes)
        }
        guard echo == Self.message else { throw ConnectionFailure.malformedData("it is not what was sent") }
    }
}

/// A value that one task fills, once, and another waits for.
struct Slot<Value: Sendable>: Sendable {
    private let stream: AsyncStream<Value>
    private let continuation: AsyncStream<Value>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    @Sendable func fill(_ value: Value) {
        continuation.yield(value)
        continuation.finish()
    }

    /// There will be no value, if there is none yet.
    func end() { continuation.finish() }

    /// The value; nil where none comes.
    func value() async -> Value? {
        for await value in stream { return value }
        return nil
    }
}
