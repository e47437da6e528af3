import NIOCore
import NIOEmbedded

/// A client and a server in memory. What one writes, the other reads within the same call.
final class Pair {
    let client = EmbeddedChannel()
    let server = EmbeddedChannel()
    private let clientPipeline: ChannelPipeline.SynchronousOperations
    private let sink = Sink()
    private let clientCable = Cable()
    private let serverCable = Cable()

    /// Makes the channels, active and connected with each other, without TLS.
    init() throws {
        clientPipeline = client.pipeline.syncOperations
        clientCable.peer = server.pipeline.syncOperations
        serverCable.peer = clientPipeline
        try client.pipeline.syncOperations.addHandler(clientCable)
        try server.pipeline.syncOperations.addHandler(serverCable)
        // swift-nio-ssl wants to know an address to verify a name.
        let address = try SocketAddress(ipAddress: "127.0.0.1", port: 443)
        client.connect(to: address, promise: nil)
        server.connect(to: address, promise: nil)
    }

    /// Adds TLS and shakes hands.
    func shakeHands(_ library: Library) throws {
        try server.pipeline.syncOperations.addHandler(try library.makeServer())
        try server.pipeline.syncOperations.addHandler(sink)
        try client.pipeline.syncOperations.addHandler(try library.makeClient())
        try client.throwIfErrorCaught()
        try server.throwIfErrorCaught()
        // One byte proves that both ends can use the keys.
        send(ByteBuffer(bytes: [1]), times: 1)
        guard sink.count == 1 else { throw BenchFailure.handshakeIncomplete }
        sink.count = 0
    }

    /// Writes `data` at the client so many times, then flushes.
    func send(_ data: ByteBuffer, times: Int) {
        for _ in 1..<times { clientPipeline.write(NIOAny(data), promise: nil) }
        clientPipeline.writeAndFlush(NIOAny(data), promise: nil)
    }

    /// The bytes that the server has received.
    var received: Int { sink.count }

    /// Closes both ends; the channels cannot be freed otherwise.
    func finish() {
        for channel in [client, server] {
            channel.close(promise: nil)
            channel.embeddedEventLoop.advanceTime(by: .hours(1))
        }
        clientCable.peer = nil
        serverCable.peer = nil
        for channel in [client, server] { _ = try? channel.finish(acceptAlreadyClosed: true) }
    }
}

enum BenchFailure: Error {
    case handshakeIncomplete
    case bytesLost
}

/// Stands where the network is: a flush is a read of the peer.
private final class Cable: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer

    var peer: ChannelPipeline.SynchronousOperations?
    private var written: [ByteBuffer] = []

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        written.append(unwrapOutboundIn(data))
        promise?.succeed()
    }

    func flush(context: ChannelHandlerContext) {
        guard let peer, !written.isEmpty else { return }
        if written.count == 1, let only = written.popLast() {
            peer.fireChannelRead(NIOAny(only))
        } else {
            let written = written
            self.written = []
            for bytes in written { peer.fireChannelRead(NIOAny(bytes)) }
        }
        peer.fireChannelReadComplete()
    }
}

/// Counts what arrives.
private final class Sink: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    var count = 0

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { count += unwrapInboundIn(data).readableBytes }
}
