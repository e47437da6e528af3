import NIOCore
import WaxbillTLS

@testable import WaxbillFiles

/// The real server, in this process, for as long as a test needs it.
struct RunningFilesServer {
    /// Serves a folder, in which everybody may do everything, and runs `body` with the port.
    static func run(
        _ pki: FilesPKI, folder: ClientFolder, _ body: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        var options = FilesServerOptions()
        options.port = 0
        options.rights = try RightsRules("*=/:rlwd")
        let server = try FilesServer(folder: folder.path, configuration: pki.serverConfiguration, options: options)
        let (ports, feed) = AsyncStream<Int>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run { feed.yield($0?.port ?? 0) } }
            let port = await ports.first { _ in true } ?? 0
            try await body(port)
            group.cancelAll()
        }
    }
}
