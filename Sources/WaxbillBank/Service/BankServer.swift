import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import TLSWire
import WaxbillHummingbird
import WaxbillTLS

/// A bank's server: a ledger over TLS with client certificates (docs/BANK.md).
package struct BankServer: Sendable {
    private let configuration: TLSServerConfiguration
    private let options: BankServerOptions
    private let store: any LedgerStore
    private let writer: LedgerWriter
    private let sealer: BlockSealer
    private let service: BankService
    private let measured: BankMetrics

    /// - Parameters:
    ///   - store: the ledger, which has been checked. It is closed when the server ends.
    ///   - configuration: the connections' TLS, which has to ask clients for certificates and to verify them. Whatever it says,
    ///     there is TLS 1.3 only; Waxbill's TLS takes no early data, which could be replayed (RFC 9846, Section 8).
    ///   - onRequest: is told of each request when it has been answered.
    package init(
        store: any LedgerStore, configuration: TLSServerConfiguration,
        options: BankServerOptions = BankServerOptions(), metrics: PrometheusMetrics = PrometheusMetrics(),
        onRequest: (@Sendable (AnsweredRequest) -> Void)? = nil
    ) {
        var tls = configuration
        tls.versions = .tls13 ... .tls13
        self.configuration = tls
        var options = options
        options.https.observer = ConnectionMetrics(factory: metrics)
        self.options = options
        self.store = store
        measured = BankMetrics(factory: metrics)
        writer = LedgerWriter(
            store, rules: LedgerRules(fees: options.fees), settings: options.writer, observer: measured)
        sealer = BlockSealer(store: store) { [tls] in await tls.blockSigner() }
        service = BankService(
            store: store, writer: writer, sealer: sealer, options: options, metrics: measured, onRequest: onRequest)
    }

    /// Serves until the task is cancelled; requests that have been accepted are then answered to their end.
    /// - Parameters:
    ///   - onSealingFailure: is told when blocks cannot be sealed; it is tried again.
    ///   - onRunning: is told the local address, once clients can connect.
    /// - Throws: where nothing can listen there.
    package func run(
        onSealingFailure: @escaping @Sendable (BlockSealingError) -> Void = { _ in },
        onRunning: @escaping @Sendable (SocketAddress?) -> Void
    ) async throws {
        let sealing = Task { [sealer, measured, service] in
            await sealer.run { error in
                if case .store(let error) = error {
                    measured.failed(.seal, error)
                    service.health.failed(error)
                }
                onSealingFailure(error)
            }
        }
        let result: Result<Void, any Error>
        do { result = .success(try await serve(onRunning)) } catch { result = .failure(error) }
        await writer.shutDown()
        sealing.cancel()
        await sealing.value
        // What cannot be sealed now is sealed by the next server.
        try? await sealer.seal()
        store.close()
        try result.get()
    }

    private func serve(_ onRunning: @escaping @Sendable (SocketAddress?) -> Void) async throws {
        var logger = Logger(label: "waxbill")
        logger.logLevel = .critical
        let service = service
        let responder = service.responder()
        var https = options.https
        // Nothing here blocks: the ledger has threads of its own.
        https.answersOnEventLoops = true
        // Some clients reset each stream when they have the whole answer (curl 7.88).
        https.http2.maximumResets = max(https.http2.maximumResets, 20_000)
        let server = try HTTPServerBuilder.waxbill(configuration, options: https).buildServer(
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
}

extension TLSServerConfiguration {
    /// Who signs blocks: the one whom clients see that ask for no name.
    fileprivate func blockSigner() async -> Identity? {
        await identityProvider.identity(
            for: IdentityRequest(
                role: .server, version: .tls13, serverName: nil, signatureSchemes: signatureSchemes,
                acceptsKeyTransport: false, certificateAuthorities: [], applicationProtocols: applicationProtocols))
    }
}
