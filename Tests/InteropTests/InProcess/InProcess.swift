import NIOCore
import NIOPosix
import WaxbillNIO
import WaxbillTLS
import WaxbillTestSupport

/// Waxbill inside the tests, for what its command line does not show.
enum InProcess {
    static func clientConfiguration() -> ClientConfiguration {
        var configuration = ClientConfiguration(certificateVerifier: TestPKI.verifier)
        configuration.groups = [.x25519]
        return configuration
    }

    static func serverConfiguration() -> ServerConfiguration {
        var configuration = ServerConfiguration(identityProvider: StaticIdentities([TestPKI.server()]))
        configuration.groups = [.x25519]
        return configuration
    }

    /// For one version, with all that it can do.
    static func clientConfiguration(_ version: Version) -> ClientConfiguration {
        var configuration = clientConfiguration()
        configuration.groups = DefaultPreferences.groups
        if version < .tls13 { configuration.legacy = Set(LegacyFeature.allCases) }
        configuration.versions = version.number...version.number
        return configuration
    }

    /// For one version, with all that it can do.
    static func serverConfiguration(_ version: Version) -> ServerConfiguration {
        var configuration = serverConfiguration()
        configuration.groups = DefaultPreferences.groups
        if version < .tls13 { configuration.legacy = Set(LegacyFeature.allCases) }
        configuration.versions = version.number...version.number
        return configuration
    }

    /// Runs a server that echoes while `body` runs.
    static func echo<Result: Sendable>(
        _ configuration: ServerConfiguration, _ body: (Int) async throws -> Result
    ) async throws -> Result {
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bindTLS(host: "127.0.0.1", port: 0, configuration: configuration)
        guard let port = listener.channel.localAddress?.port else { throw InteropFailure("no port") }
        let service = Task {
            try await listener.executeThenClose { clients in
                try await withThrowingDiscardingTaskGroup { group in
                    for try await client in clients {
                        group.addTask {
                            // How it ends is the client's to tell.
                            try? await client.executeThenClose { inbound, outbound in
                                for try await bytes in inbound { try await outbound.write(bytes) }
                            }
                        }
                    }
                }
            }
        }
        let result = try await body(port)
        try await listener.channel.close()
        try await service.value
        return result
    }

    /// Connects to a peer's server; at the end of `body` the connection is closed.
    static func connect<Result: Sendable>(
        port: Int, _ configuration: ClientConfiguration = clientConfiguration(), session: Session? = nil,
        takeSession: (@Sendable (Session) -> Void)? = nil, _ body: (inout InProcessConnection) async throws -> Result
    ) async throws -> Result {
        let (channel, summary) = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connectTLS(
            host: "127.0.0.1", port: port, configuration: configuration, serverName: ServerName("localhost"),
            session: session, takeSessionTicket: takeSession)
        return try await channel.executeThenClose { inbound, outbound in
            var connection = InProcessConnection(
                channel: channel.channel, inbound: inbound.makeAsyncIterator(), outbound: outbound, summary: summary)
            return try await body(&connection)
        }
    }

    /// Listens, starts the peer's client, and serves it; at the end of `serve` the connection is closed.
    static func listen<Client: Sendable, Result: Sendable>(
        _ configuration: ServerConfiguration = serverConfiguration(), start: (Int) throws -> Client,
        serve: (inout InProcessConnection, Client) async throws -> Result
    ) async throws -> Result {
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bindTLS(host: "127.0.0.1", port: 0, configuration: configuration)
        return try await listener.executeThenClose { clients in
            guard let port = listener.channel.localAddress?.port else { throw InteropFailure("no port") }
            let client = try start(port)
            var iterator = clients.makeAsyncIterator()
            guard let channel = try await iterator.next() else { throw InteropFailure("no client came") }
            let summary = try await channel.channel.eventLoop.flatSubmit {
                channel.channel.eventLoop.makeCompletedFuture {
                    try channel.channel.pipeline.syncOperations.handler(type: TLSServerHandler.self)
                        .handshake(on: channel.channel.eventLoop)
                }.flatMap { $0 }
            }.get()
            let result = try await channel.executeThenClose { inbound, outbound in
                var connection = InProcessConnection(
                    channel: channel.channel, inbound: inbound.makeAsyncIterator(), outbound: outbound,
                    summary: summary)
                return try await serve(&connection, client)
            }
            // A stranger's connection that nobody takes would end the tests.
            try await listener.channel.close()
            while let stranger = try await iterator.next() { try? await stranger.executeThenClose { _, _ in } }
            return result
        }
    }
}

/// One end of a connection inside the tests.
struct InProcessConnection {
    let channel: any Channel
    var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    let summary: ConnectionSummary

    func send(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text)) }

    /// Reads until all of `text` is there.
    mutating func expect(_ text: String) async throws {
        var received = ""
        while let bytes = try await inbound.next() {
            received += String(buffer: bytes)
            if received == text { return }
        }
        throw InteropFailure("received \"\(received)\" instead of \"\(text)\"")
    }

    /// Reads the peer's end.
    mutating func expectEnd() async throws {
        if let bytes = try await inbound.next() {
            throw InteropFailure("received \"\(String(buffer: bytes))\" instead of the end")
        }
    }

    /// 48 bytes of keying material of this connection in each of the contexts, in hexadecimal digits.
    func exportAll(_ label: String, _ contexts: [[UInt8]?]) async throws -> [String] {
        var exported: [String] = []
        for context in contexts {
            let material = try await export(label, context: context, length: 48)
            exported.append(material.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
        }
        return exported
    }

    /// Keying material of this connection; without a context unless there is one.
    func export(_ label: String, context: [UInt8]? = nil, length: Int) async throws -> [UInt8] {
        try await channel.eventLoop.submit { [role = summary.role, channel] in
            let pipeline = channel.pipeline.syncOperations
            switch role {
            case .client:
                return try pipeline.handler(type: TLSClientHandler.self)
                    .exportKeyingMaterial(label: label, context: context, length: length)
            case .server:
                return try pipeline.handler(type: TLSServerHandler.self)
                    .exportKeyingMaterial(label: label, context: context, length: length)
            }
        }.get()
    }

    /// Renews the server's sending keys, and asks the client to renew its own.
    func updateKeys() async throws {
        try await channel.eventLoop.submit { [channel] in
            try channel.pipeline.syncOperations.handler(type: TLSServerHandler.self).updateKeys(requestPeer: true)
        }.get()
    }
}
