import Foundation
import NIOCore
import WaxbillFiles
import WaxbillTLS
import WaxbillX509

/// The demo's transfers of a file: a folder that is served, one that receives, and what stands between.
struct DemoFiles: Sendable {
    /// Of the file, in bytes.
    static let size = 64 << 20
    private static let path = "/birds"
    /// A block of zeroes among others.
    private static let zeroes = 33 << 20..<34 << 20

    private let identities: DemoIdentities
    private let folder: String

    /// - Throws: where the file cannot be made.
    init(_ scene: DemoScene) throws {
        identities = try scene.identities
        folder = "\(scene.directory)/files"
        try FileManager.default.createDirectory(
            atPath: "\(folder)/served", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        var words = (0..<UInt64(Self.size / 8)).map { $0 &* 0x9E37_79B9_7F4A_7C15 }
        for index in Self.zeroes.lowerBound / 8..<Self.zeroes.upperBound / 8 { words[index] = 0 }
        try words.withUnsafeBytes { Data($0) }.write(to: URL(fileURLWithPath: served))
    }

    private var served: String { "\(folder)/served\(Self.path)" }
    private var received: String { "\(folder)/received\(Self.path)" }

    /// Removes the files, which nobody wants to keep.
    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    /// Whether anything has the file's final name on the receiving side.
    var isReceived: Bool { FileManager.default.fileExists(atPath: received) }

    /// Whether the received file is the served one.
    var isSame: Bool { FileManager.default.contentsEqual(atPath: served, andPath: received) }

    /// Has a server while `body` runs.
    func withServer<Result: Sendable>(
        _ body: @escaping @Sendable (Endpoint) async throws -> Result
    ) async throws -> Result {
        var options = FilesServerOptions()
        options.port = 0
        let local = Endpoint(host: "127.0.0.1", port: 0)
        let server = try FilesServer(
            folder: "\(folder)/served", configuration: identities.serverConfiguration(as: identities.server),
            options: options)
        let address = Slot<Endpoint>()
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { address.end() }
                try await server.run { address.fill(Endpoint($0, or: local)) }
            }
            guard let endpoint = await address.value() else {
                try await group.next()
                throw DemoMismatch("no server came up")
            }
            let result = try await body(endpoint)
            group.cancelAll()
            return result
        }
    }

    /// Fetches the file, trying each thing once.
    func fetch(from endpoint: Endpoint) async throws -> ReceivedFile {
        var configuration = FilesClientConfiguration(
            host: endpoint.host, port: endpoint.port, serverName: try ServerName(DemoConversation.serverName),
            verifier: ChainVerifier(roots: identities.roots))
        configuration.identityProvider = StaticIdentities([identities.client])
        configuration.retries = 0
        let client = FilesClient(configuration)
        defer { client.close() }
        let plan = try await client.plan([Self.path])
        if let failure = plan.failures.first { throw failure.error }
        guard let file = plan.files.first,
            let received = try await client.receive(file, in: try ReceivingFolder(path: "\(folder)/received"))
        else { throw DemoMismatch("there was nothing to fetch") }
        return received
    }

    /// Has a relay before the server while `body` runs.
    func withRelay<Result: Sendable>(
        _ relay: FilesRelay, _ body: @escaping @Sendable (Endpoint) async throws -> Result
    ) async throws -> Result {
        try await withServer { server in
            let listener = try await relay.listen(for: server)
            defer { listener.close(promise: nil) }
            return try await body(Endpoint(listener.localAddress, or: server))
        }
    }

    /// A relay that has the server's own key, as somebody who took over the server has, and changes what clients get.
    func tamperingRelay() throws -> FilesRelay {
        var client = identities.clientConfiguration(as: identities.client)
        client.applicationProtocols = [.http11]
        var server = identities.serverConfiguration(as: identities.server)
        server.applicationProtocols = [.http11]
        return FilesRelay(
            .tamperWithZeroes,
            ends: .init(
                server: server, client: client, serverName: try ServerName(DemoConversation.serverName)))
    }
}
