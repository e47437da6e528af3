import NIOCore
import NIOPosix
import WaxbillNIO
import WaxbillTLS

/// A TLS server that serves its clients until it is told to end.
struct Server: Sendable {
    let configuration: ServerConfiguration
    let endpoint: Endpoint
    let service: ListenCommand.Service
    let narrator: Narrator?
    var limits = ServerLimits()

    /// Listens and serves, until the task is cancelled.
    /// - Parameters:
    ///   - once: whether to end after one connection.
    ///   - ready: is told the local address, once clients can connect.
    ///   - report: is given each connection's record when it is over.
    /// - Returns: with `once`, the exit status of a connection that failed.
    /// - Throws: ``CommandFailure`` where nothing can listen there.
    func run(
        once: Bool, ready: @Sendable (Endpoint) -> Void, report: @escaping @Sendable (ConnectionRecord) -> Void
    ) async throws -> ExitStatus? {
        let guests = Guests(limit: limits.connectionCount, total: once ? 1 : nil)
        let listener = try await bind { channel in try admit(channel, guests, report) }
        ready(Endpoint(listener.localAddress, or: endpoint))
        await guests.waitForEnd()
        listener.close(promise: nil)
        await guests.close()
        return once ? guests.status : nil
    }

    private func bind(_ admit: @escaping @Sendable (any Channel) throws -> Void) async throws -> any Channel {
        do {
            return try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .serverChannelOption(.backlog, value: 256)
                .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
                .childChannelOption(.allowRemoteHalfClosure, value: true)
                .childChannelInitializer { channel in channel.eventLoop.makeCompletedFuture { try admit(channel) } }
                .bind(host: endpoint.host, port: endpoint.port).get()
        } catch {
            throw CommandFailure(listeningOn: endpoint, error) ?? error
        }
    }

    /// Lets a client in, or throws, which closes its channel.
    private func admit(
        _ channel: any Channel, _ guests: Guests, _ report: @escaping @Sendable (ConnectionRecord) -> Void
    ) throws {
        let isAdmitted = try guests.admit { number in
            let client = try initialize(channel, number: number)
            return {
                let record = await withTaskCancellationHandler {
                    await serve(client)
                } onCancel: {
                    // A handshake does not notice that its task is cancelled.
                    client.recorder.fail(.stopped)
                    channel.close(promise: nil)
                }
                report(record)
                return record
            }
        }
        guard isAdmitted else { throw ServerIsFull() }
    }

    private func initialize(_ channel: any Channel, number: Int) throws -> ServedConnection {
        let recorder = ConnectionRecorder(
            role: .server, peer: Endpoint(channel.remoteAddress, or: endpoint),
            narration: narrator?.connection(label: "#\(number)"))
        var options = TLSHandlerOptions()
        options.observer = recorder
        options.shutdownTimeout = .seconds(2)
        let handler = try TLSServerHandler(configuration: configuration, options: options)
        let handshake = channel.eventLoop.makePromise(of: Void.self)
        let supervisor = ConnectionSupervisor(
            recorder: recorder, handshakeTimeout: limits.handshake, handshake: handshake)
        try channel.pipeline.syncOperations.addHandlers(handler, supervisor)
        let conversation: ServedConnection.Conversation =
            switch service {
            case .www: .www(try PageService.wrap(channel))
            case .echo: .echo(try EchoService.wrap(channel))
            }
        return ServedConnection(recorder: recorder, handshake: handshake.futureResult, conversation: conversation)
    }

    private func serve(_ client: ServedConnection) async -> ConnectionRecord {
        let recorder = client.recorder
        do {
            switch client.conversation {
            case .www(let channel):
                try await PageService(limits: limits, recorder: recorder).serve(channel, after: client.handshake)
            case .echo(let channel):
                try await EchoService(limits: limits, recorder: recorder).serve(channel, after: client.handshake)
            }
            recorder.succeed()
        } catch {
            recorder.fail(ConnectionFailure(error, isHandshakeComplete: true))
        }
        recorder.finish()
        return recorder.record
    }
}

/// As many clients are there as may be.
private struct ServerIsFull: Error {}

/// What clients may cost.
struct ServerLimits: Sendable {
    /// For a handshake.
    var handshake = TimeAmount.seconds(10)
    /// For a whole HTTP request, and for each silence of a client that is echoed, in seconds.
    var request = 10.0
    var echoSilence = 600.0
    /// The most bytes of a request's body that are read and thrown away.
    var bodySize = 1 << 20
    /// The most clients served at once.
    var connectionCount = 512
}

/// A client that has been let in.
struct ServedConnection: Sendable {
    let recorder: ConnectionRecorder
    /// Completed when the handshake is.
    let handshake: EventLoopFuture<Void>
    let conversation: Conversation

    enum Conversation: Sendable {
        case www(PageService.Connection)
        case echo(EchoService.Connection)
    }
}

extension Endpoint {
    /// A socket's address, or `other` where it has none.
    init(_ address: SocketAddress?, or other: Endpoint) {
        guard let address, let host = address.ipAddress, let port = address.port else {
            self = other
            return
        }
        self.init(host: host, port: port)
    }
}
