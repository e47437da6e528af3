import NIOCore
import NIOEmbedded

/// A client and a server in memory, and what carries bytes between them.
final class Pair {
    let client = EmbeddedChannel()
    let server = EmbeddedChannel()
    private let sink = Sink()
    private static let address: SocketAddress = .makeAddress

    /// Makes the channels, active, without TLS.
    init() throws {
        client.connect(to: Self.address, promise: nil)
        server.connect(to: Self.address, promise: nil)
        client.embeddedEventLoop.run()
        server.embeddedEventLoop.run()
    }

    /// Adds TLS and shakes hands.
    func shakeHands(_ library: Library) throws {
        try server.pipeline.syncOperations.addHandler(try library.makeServer())
        try client.pipeline.syncOperations.addHandler(try library.makeClient())
        try server.pipeline.syncOperations.addHandler(sink)
        try exchange()
        // One byte proves that both ends can use the keys.
        send(ByteBuffer(bytes: [1]))
        guard sink.count == 1 else { throw BenchFailure.handshakeIncomplete }
        sink.count = 0
    }

    /// Carries bytes until nobody has any.
    private func exchange() throws {
        var isIdle = false
        while !isIdle {
            isIdle = true
            while let bytes = try client.readOutbound(as: ByteBuffer.self) {
                isIdle = false
                deliver(bytes, to: server)
            }
            while let bytes = try server.readOutbound(as: ByteBuffer.self) {
                isIdle = false
                deliver(bytes, to: client)
            }
        }
        try client.throwIfErrorCaught()
        try server.throwIfErrorCaught()
    }

    /// Sends `data` from the client to the server.
    func send(_ data: ByteBuffer) {
        client.writeAndFlush(data, promise: nil)
        while let bytes = try? client.readOutbound(as: ByteBuffer.self) { deliver(bytes, to: server) }
    }

    private func deliver(_ bytes: ByteBuffer, to channel: EmbeddedChannel) {
        channel.pipeline.fireChannelRead(bytes)
        channel.pipeline.fireChannelReadComplete()
    }

    /// The bytes that the server has received.
    var received: Int { sink.count }

    /// Closes both ends; the channels cannot be freed otherwise.
    func finish() {
        client.close(promise: nil)
        try? exchange()
        for channel in [client, server] {
            channel.close(promise: nil)
            channel.embeddedEventLoop.advanceTime(by: .hours(1))
        }
        _ = try? client.finish(acceptAlreadyClosed: true)
        _ = try? server.finish(acceptAlreadyClosed: true)
    }
}

enum BenchFailure: Error {
    case handshakeIncomplete
    case bytesLost
}

/// Counts what arrives.
private final class Sink: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    var count = 0

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { count += unwrapInboundIn(data).readableBytes }
}

extension SocketAddress {
    fileprivate static var makeAddress: SocketAddress {
        do {
            return try SocketAddress(ipAddress: "127.0.0.1", port: 443)
        } catch {
            fatalError("an address that cannot be wrong is: \(error)")
        }
    }
}
