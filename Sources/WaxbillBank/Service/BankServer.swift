import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import TLSWire
import WaxbillHummingbird
import WaxbillTLS

/// A bank's server: a ledger over TLS with client certificates (docs/BANK.md).
public struct BankServer: Sendable {
    private let configuration: TLSServerConfiguration
    private let options: BankServerOptions
    private let service: BankService

    /// - Parameters:
    ///   - writer: who writes to the store; it is shut down by whoever made it, after the server has ended.
    ///   - configuration: the connections' TLS, which has to ask clients for certificates and to verify them. Whatever it says,
    ///     there is TLS 1.3 only; Waxbill's TLS takes no early data, which could be replayed (RFC 9846, Section 8).
    ///   - onRequest: is told of each request when it has been answered.
    package init(
        store: any LedgerStore, writer: any LedgerWriting, configuration: TLSServerConfiguration,
        options: BankServerOptions = BankServerOptions(), metrics: PrometheusMetrics = PrometheusMetrics(),
        onRequest: (@Sendable (AnsweredRequest) -> Void)? = nil
    ) {
        self.configuration = configuration
        self.options = options
        service = BankService(
            store: store, writer: writer, options: options, metrics: BankMetrics(factory: metrics), onRequest: onRequest)
    }

    /// Serves until the task is cancelled; requests that have been accepted are then answered to their end.
    /// - Parameter onRunning: is told the local address, once clients can connect.
    /// - Throws: where nothing can listen there.
    public func run(onRunning: @escaping @Sendable (SocketAddress?) -> Void) async throws {
        var logger = Logger(label: "waxbill")
        logger.logLevel = .critical
        let service = service
        let responder = service.responder()
        var https = options.https
        // Nothing here blocks: the ledger has threads of its own.
        https.answersOnEventLoops = true
        // Some clients reset each stream when they have the whole answer (curl 7.88).
        https.http2.maximumResets = max(https.http2.maximumResets, 20_000)
        let server = try HTTPServerBuilder.waxbill(tls, options: https).buildServer(
            configuration: ServerConfiguration(address: .hostname(options.host, port: options.port)),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger
        ) { request, writer, channel in
            try await service.respond(to: request, writer, channel, by: responder)
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

    private var tls: TLSServerConfiguration {
        var configuration = configuration
        configuration.versions = .tls13 ... .tls13
        return configuration
    }
}
