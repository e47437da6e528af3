import NIOCore
import NIOPosix
import WaxbillNIO
import WaxbillTLS
import WaxbillTestSupport

/// A client that sends what a test says, over TLS.
struct RawClient {
    let channel: any Channel
    let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private let inbound: NIOAsyncChannelInboundStream<ByteBuffer>

    /// Connects to an application and closes the connection after `body`.
    static func run<Result: Sendable>(
        _ application: TestApplication, _ applicationProtocol: ApplicationProtocol = .http11,
        body: @Sendable (RawClient) async throws -> Result
    ) async throws -> Result {
        var configuration = ClientConfiguration(certificateVerifier: TestPKI.verifier)
        configuration.applicationProtocols = [applicationProtocol]
        var options = TLSHandlerOptions()
        options.shutdownTimeout = .milliseconds(10)
        let (channel, _) = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.socketOption(.so_rcvbuf), value: 4_096)
            .connectTLS(
                host: "127.0.0.1", port: application.port, configuration: configuration,
                serverName: ServerName("localhost"), options: options)
        return try await channel.executeThenClose { inbound, outbound in
            try await body(RawClient(channel: channel.channel, outbound: outbound, inbound: inbound))
        }
    }

    func send(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text)) }

    func send(_ frames: HTTP2Bytes...) async throws {
        try await outbound.write(ByteBuffer(bytes: frames.flatMap(\.bytes)))
    }

    /// Sends `text` again and again until the server has closed the connection.
    func sendUntilClosed(_ bytes: [UInt8], every pause: Duration = .milliseconds(5)) async {
        do {
            while !Task.isCancelled {
                try await outbound.write(ByteBuffer(bytes: bytes))
                if !channel.isActive { return }
                try await Task.sleep(for: pause)
            }
        } catch {
            // It has closed.
        }
    }

    /// All that comes until the server ends, or breaks, the connection.
    /// - Parameter afterFirst: what is done when the first bytes have come.
    func receiveAll(_ afterFirst: () async -> Void = {}) async -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            for try await part in inbound {
                if bytes.isEmpty { await afterFirst() }
                bytes += part.readableBytesView
            }
        } catch {
            // What came before an error came.
        }
        return bytes
    }

    /// What comes until there is `end`.
    func receive(until end: String) async throws -> String {
        var text = ""
        for try await part in inbound {
            text += String(buffer: part)
            if text.contains(end) { break }
        }
        return text
    }

    /// Waits for a frame of this type of HTTP/2.
    func receive(frame type: UInt8) async throws {
        var bytes: [UInt8] = []
        for try await part in inbound {
            bytes += part.readableBytesView
            if HTTP2Bytes.frames(in: bytes).contains(where: { $0.type == type }) { return }
        }
        throw ChannelError.eof
    }

    /// Reads no more.
    func stopReading() async throws { try await channel.setOption(.autoRead, value: false).get() }

    /// Breaks the connection without close_notify.
    func cut() async throws {
        let channel = channel
        try await channel.eventLoop.submit {
            let head = try channel.pipeline.syncOperations.context(handlerType: TLSClientHandler.self)
            head.close(mode: .all, promise: nil)
        }.get()
    }
}
