import NIOCore
import NIOPosix
import Synchronization
import TLSWire
import WaxbillNIO
import WaxbillTLS
import WaxbillTestSupport
import WaxbillX509

@testable import WaxbillBank

/// A bank over TLS on a loopback port, for tests. tina is a teller, otto an auditor.
struct ServedBank: Sendable {
    let port: Int
    let folder: TemporaryDirectory
    private let ending: EndingTask

    /// Serves while `body` runs.
    static func run<Result: Sendable>(
        store: (any LedgerStore)? = nil, trusting verifier: ChainVerifier = TestPKI.verifier,
        _ change: (inout BankServerOptions) -> Void = { _ in },
        body: @Sendable (ServedBank) async throws -> Result
    ) async throws -> Result {
        let folder = try TemporaryDirectory()
        var configuration = ServerConfiguration(identityProvider: StaticIdentities([TestPKI.server()]))
        configuration.clientAuthentication = .required
        configuration.certificateVerifier = verifier
        var options = BankServerOptions()
        options.port = 0
        options.roles = BankRoles(tellers: ["tina"], auditors: ["otto"])
        change(&options)
        let server = BankServer(
            store: try store ?? SQLiteStore(folder: folder.path("bank")), configuration: configuration, options: options
        )
        let (ports, continuation) = AsyncStream<Int>.makeStream()
        let task = Task {
            defer { continuation.finish() }
            try await server.run { continuation.yield($0?.port ?? 0) }
        }
        var iterator = ports.makeAsyncIterator()
        let bank = ServedBank(port: await iterator.next() ?? 0, folder: folder, ending: EndingTask(task: task))
        do {
            let result = try await body(bank)
            task.cancel()
            try await task.value
            return result
        } catch {
            task.cancel()
            _ = await task.result
            throw error
        }
    }

    /// As SIGTERM does; returns when the server has ended.
    func end() async throws {
        ending.task.cancel()
        try await ending.task.value
    }

    /// What SIGTERM does, without waiting.
    func beginEnding() { ending.task.cancel() }

    private struct EndingTask: Sendable { let task: Task<Void, any Error> }

    /// Connects as a client whose certificate has this name.
    func connected<Result: Sendable>(
        as name: String, versions: ClosedRange<ProtocolVersion>? = nil,
        _ body: @Sendable (BankConnection) async throws -> Result
    ) async throws -> Result {
        try await connected(with: try Self.identity(name), versions: versions, body)
    }

    func connected<Result: Sendable>(
        with identity: Identity?, versions: ClosedRange<ProtocolVersion>? = nil,
        _ body: @Sendable (BankConnection) async throws -> Result
    ) async throws -> Result {
        var configuration = ClientConfiguration(certificateVerifier: TestPKI.verifier)
        if let versions { configuration.versions = versions }
        configuration.applicationProtocols = [.http11]
        if let identity { configuration.identityProvider = StaticIdentities([identity]) }
        let (channel, _) = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connectTLS(
            host: "127.0.0.1", port: port, configuration: configuration, serverName: ServerName("localhost"))
        return try await channel.executeThenClose { inbound, outbound in
            try await body(BankConnection(inbound, outbound))
        }
    }

    /// alice has 100.00 EUR, bob nothing, both in accounts of their names.
    func openAccounts() async throws {
        try await connected(as: "tina") { (tina: BankConnection) async throws in
            for name in ["alice", "bob"] {
                let content = #"{"account":"\#(name)","owner":"\#(name)","currency":"EUR"}"#
                _ = try await tina.post("/v1/accounts", content)
            }
            _ = try await tina.post("/v1/accounts/alice/deposits", #"{"amount":10000,"currency":"EUR"}"#)
        }
    }

    private static let identities = Mutex<[String: Identity]>([:])

    private static func identity(_ name: String) throws -> Identity {
        try identities.withLock { identities in
            if let identity = identities[name] { return identity }
            let identity = try TestPKI.authority.issue(LeafSubject.client(named: name)).identity
            identities[name] = identity
            return identity
        }
    }
}
