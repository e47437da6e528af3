import NIOCore
import WaxbillTLS

/// After an error of which the peer was told.
///
/// A socket that is closed while bytes of the peer wait in it, or before they arrive, answers with a reset, and a peer that
/// was sending learns of the reset and not of the alert. So only the output is closed, and what the peer still sends is read
/// and thrown away until it ends its side: for a bounded time and a bounded number of bytes.
extension TLSHandler where Connection: ~Copyable {
    /// How much is thrown away before the channel is closed anyway, in bytes.
    private static var lingeringLimit: Int { 262_144 }

    func linger(_ context: ChannelHandlerContext) {
        discardedCount = 0
        closeTimeout = context.eventLoop.assumeIsolated().scheduleTask(in: shutdownTimeout) { self.endLingering() }
        let outputClosed = context.eventLoop.makePromise(of: Void.self)
        outputClosed.futureResult.assumeIsolated().whenFailure { _ in self.endLingering() }
        context.close(mode: .output, promise: outputClosed)
        if !isAutoRead(context) { context.read() }
    }

    func discard(_ data: ByteBuffer) {
        discardedCount += data.readableBytes
        if discardedCount > Self.lingeringLimit { endLingering() }
    }

    /// Closes the channel, unless that was done before.
    func endLingering() {
        guard shutdown.endLingering(), let context else { return }
        closeTimeout.take()?.cancel()
        context.close(promise: closePromise.take())
    }
}
