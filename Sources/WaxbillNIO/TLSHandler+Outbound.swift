import NIOCore
import WaxbillTLS

extension TLSHandler where Connection: ~Copyable {
    /// The most plaintext that goes into one write to the channel, in bytes; a flush of less makes one write.
    private var batchSize: Int { 1 << 20 }

    func write(_ data: ByteBuffer, promise: EventLoopPromise<Void>?) {
        switch shutdown.state {
        case .closing, .closed: promise?.fail(ChannelError.ioOnClosedChannel)
        case .outputClosed: promise?.fail(ChannelError.outputClosed)
        case _ where closesOutput: promise?.fail(ChannelError.outputClosed)
        case .idle, .handshaking, .open, .inputClosed: writes.append(data, promise: promise)
        }
    }

    /// Encrypts what was written; before the handshake is complete, notes that it has to be.
    func flush(_ context: ChannelHandlerContext) {
        writes.markFlushed()
        guard shutdown.canSend, failure == nil else { return }
        encrypt(context)
        settle(context)
    }

    /// Encrypts what was flushed into one write to the channel, or several where it is very much.
    func encrypt(_ context: ChannelHandlerContext) {
        while writes.flushedCount > 0, failure == nil {
            do throws(TLSError) { try encryptBatch(context) } catch { failure = error }
        }
    }

    private func encryptBatch(_ context: ChannelHandlerContext) throws(TLSError) {
        let batch = nextBatch()
        var buffer = context.channel.allocator.buffer(capacity: batch.room)
        var promise: EventLoopPromise<Void>?
        if batch.count == 0 {
            // A write too large for a batch goes out in parts, of which the last has the promise.
            if let part = writes.readSliceOfFirst(length: batchSize) { try send(part, into: &buffer) }
        } else {
            for write in writes.writes[..<batch.count] {
                try send(write.data, into: &buffer)
                promise.setOrCascade(to: write.promise)
            }
            writes.removeFirst(batch.count)
        }
        context.write(NIOAny(buffer), promise: promise)
        needsFlush = true
    }

    /// How many whole writes fit into the next batch, and the room that they need encrypted. None: the first is too large.
    private func nextBatch() -> (count: Int, room: Int) {
        var count = 0
        var length = 0
        var room = 0
        for write in writes.writes[..<writes.flushedCount] {
            length += write.data.readableBytes
            guard length <= batchSize else { break }
            room += write.data.readableBytes == 0 ? 0 : connection.ciphertextCount(for: write.data.readableBytes)
            count += 1
        }
        return count == 0 ? (0, connection.ciphertextCount(for: batchSize)) : (count, room)
    }

    private func send(_ data: ByteBuffer, into buffer: inout ByteBuffer) throws(TLSError) {
        guard data.readableBytes > 0 else { return }
        let room = connection.ciphertextCount(for: data.readableBytes)
        try buffer.writeWithOutputRawSpan(minimumWritableBytes: room) { (output) throws(TLSError) in
            try connection.send(data.readableBytesSpan, into: &output)
        }
    }
}
