import Foundation
import MeasuredPrograms
import NIOCore
import NIOPosix
import WaxbillNIO
import WaxbillTLS
import WaxbillX509

/// The clients of a bank: who they are, and where it listens.
struct Load {
    let port: Int
    let configuration: ClientConfiguration
    private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

    /// - Parameter name: whose certificate the clients show.
    init(_ scene: Scene, port: Int, as name: String) throws {
        self.port = port
        var configuration = ClientConfiguration(
            certificateVerifier: ChainVerifier(roots: try TrustRoots(file: scene.authority)))
        configuration.identityProvider = StaticIdentities([
            try Identity(certificateFile: scene.certificate(name), keyFile: scene.key(name))
        ])
        configuration.cipherSuites = [.aes128GCMSHA256]
        configuration.applicationProtocols = [.http11]
        self.configuration = configuration
    }

    /// Asks until every source has nothing more to ask, a connection for each.
    /// - Returns: the sources as they are then.
    @discardableResult
    func finish<Source: RequestSource>(_ sources: [Source]) async throws -> [Source] {
        let ends = try await start(sources, LoadRecord())
        var finished: [Source] = []
        for end in ends { finished.append(try await end.get()) }
        return finished
    }

    /// Asks for some seconds, after one that does not count.
    func run<Source: RequestSource>(_ sources: [Source], seconds: Int, server: Program) async throws -> LoadResult {
        let record = LoadRecord()
        let ends = try await start(sources, record)
        try await Task.sleep(for: .seconds(1))
        let clock = ContinuousClock()
        let (serverBefore, clientBefore) = (server.processorTime, Self.processorTime)
        record.begin()
        let start = clock.now
        try await Task.sleep(for: .seconds(seconds))
        record.end()
        let elapsed = (clock.now - start) / .seconds(1)
        let (serverAfter, clientAfter) = (server.processorTime, Self.processorTime)
        for end in ends { _ = try await end.get() }
        server.sampleMemory()
        return LoadResult(
            record: record, seconds: elapsed, serverSeconds: serverAfter - serverBefore,
            clientSeconds: clientAfter - clientBefore, serverPeak: server.residentPeak)
    }

    private func start<Source: RequestSource>(
        _ sources: [Source], _ record: LoadRecord
    ) async throws -> [EventLoopFuture<Source>] {
        let serverName = try ServerName("localhost")
        var connections: [(any Channel, NIOLoopBound<LoadConnection<Source>>, EventLoopFuture<Source>)] = []
        for source in sources {
            let (connection, _) = try await ClientBootstrap(group: Self.group)
                .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                .connectTLS(host: "127.0.0.1", port: port, configuration: configuration, serverName: serverName) {
                    channel in
                    channel.eventLoop.makeCompletedFuture {
                        let end = channel.eventLoop.makePromise(of: Source.self)
                        let handler = LoadConnection(source, record: record, end: end)
                        try channel.pipeline.syncOperations.addHandler(handler)
                        return (channel, NIOLoopBound(handler, eventLoop: channel.eventLoop), end.futureResult)
                    }
                }
            connections.append(connection)
        }
        for (channel, handler, _) in connections {
            try await channel.eventLoop.submit {
                handler.value.start(try channel.pipeline.syncOperations.context(handler: handler.value))
            }.get()
        }
        return connections.map(\.2)
    }

    private static var processorTime: Double {
        var usage = rusage()
        getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
        return usage.seconds
    }
}

/// What a run came to.
struct LoadResult {
    let record: LoadRecord
    let seconds: Double
    let serverSeconds: Double
    let clientSeconds: Double
    let serverPeak: Int

    /// Answers a second.
    var rate: Double { Double(record.count) / seconds }

    static let columns = [
        "rate", "p50", "p90", "p99", "p99.9", "longest", "server CPU", "client CPU", "server RSS",
    ]

    var columns: [String] {
        let count = Double(max(1, record.count))
        return [Table.fixed(rate, 0) + "/s"]
            + [50, 90, 99, 99.9].map { Table.fixed(record.percentile($0), 1) + " ms" }
            + [Table.fixed(record.longest, 1) + " ms"]
            + [serverSeconds, clientSeconds].map { Table.fixed($0 / count * 1e6, 0) + " µs" }
            + [Table.mebibytes(serverPeak)]
    }
}
