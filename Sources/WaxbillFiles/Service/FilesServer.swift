import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import WaxbillHummingbird

/// A server for the files of a folder, over TLS with client certificates (docs/FILES.md).
///
/// ```swift
/// var configuration = TLSServerConfiguration(identityProvider: identities)
/// configuration.clientAuthentication = .required
/// configuration.certificateVerifier = clients
/// let server = try FilesServer(folder: "shared", configuration: configuration)
/// try await server.run { port in print(port) }
/// ```
public struct FilesServer: Sendable {
    private let configuration: TLSServerConfiguration
    private let options: FilesServerOptions
    private let service: FilesService

    /// Opens the folder.
    /// - Parameters:
    ///   - folder: its path; symbolic links on it are followed.
    ///   - configuration: the connections' TLS, which has to ask clients for certificates and to verify them.
    ///   - onRequest: is told of each request when it has been answered.
    /// - Throws: ``FilesError`` where the folder cannot be opened.
    public init(
        folder: String, configuration: TLSServerConfiguration, options: FilesServerOptions = FilesServerOptions(),
        onRequest: (@Sendable (ServedRequest) -> Void)? = nil
    ) throws(FilesError) {
        self.configuration = configuration
        self.options = options
        let pool = NIOThreadPool.singleton
        let served = try ServedFolder(path: folder)
        let manifests = ManifestCache(pool: pool, folder: "\(folder)/\(NameRules.stateFolder)/manifests") {
            try await configuration.manifestSigner()
        }
        service = FilesService(
            folder: served, manifests: manifests, options: options, pool: pool, onRequest: onRequest)
        served.removeAbandoned()
    }

    /// Serves until the task is cancelled; requests that have been accepted are then answered to their end.
    /// - Parameter onRunning: is told the local address, once clients can connect.
    /// - Throws: where nothing can listen there.
    public func run(onRunning: @escaping @Sendable (SocketAddress?) -> Void) async throws {
        var logger = Logger(label: "waxbill")
        logger.logLevel = .critical
        let service = service
        var https = options.https
        // All that blocks is done by the pool.
        https.answersOnEventLoops = true
        // Some clients reset each stream when they have the whole answer (curl 7.88).
        https.http2.maximumResets = max(https.http2.maximumResets, 20_000)
        let server = try HTTPServerBuilder.waxbill(configuration, options: https).buildServer(
            configuration: ServerConfiguration(address: .hostname(options.host, port: options.port)),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger
        ) { request, writer, channel in
            try await service.respond(to: request, writer, channel)
        } onServerRunning: { channel in
            onRunning(channel.localAddress)
        }
        let group = ServiceGroup(configuration: .init(services: [.init(service: server)], logger: logger))
        try await withTaskCancellationHandler {
            // The task's own cancellation would cut requests off.
            try await Task { try await group.run() }.value
        } onCancel: {
            Task { await group.triggerGracefulShutdown() }
        }
    }
}
