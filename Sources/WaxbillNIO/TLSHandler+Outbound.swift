import NIOCore
import WaxbillTLS

extension TLSHandler where Connection: ~Copyable {
    /// The most plaintext that goes into one write to the channel, in bytes; a flush of less makes one write. Three full
    /// records: encrypted they fit into 64 KiB, and greater buffers would cost the allocator more than they save.
    private static var batchSize: Int { 3 * 16_384 }

    func write(_ data: ByteBuffer, promise: EventLoopPromise<Void>?) {
        switch shutdown.state {
        case .closing, .lingering, .closed: promise?.fail(ChannelError.ioOnClosedChannel)
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
            let batch = writes.takeBatch(limit: Self.batchSize)
            do throws(TLSError) {
                let buffer = try Self.encrypt(batch, with: &connection, allocator)
                needsFlush = writes.flushedCount > 0
                if needsFlush {
                    context.write(NIOAny(buffer), promise: batch.promise)
                } else {
                    context.writeAndFlush(NIOAny(buffer), promise: batch.promise)
                }
            } catch {
                failure = error
                batch.promise?.fail(error)
            }
        }
    }

    /// Encrypts each write of a batch as a record, or as several, behind one another into one buffer.
    private static func encrypt(
        _ batch: PendingWrites.Batch, with connection: inout Connection, _ allocator: ByteBufferAllocator
    ) throws(TLSError) -> ByteBuffer {
        var room = connection.ciphertextCount(for: batch.first.readableBytes)
        for data in batch.others { room += connection.ciphertextCount(for: data.readableBytes) }
        var buffer = allocator.buffer(capacity: room)
        try send(batch.first, with: &connection, into: &buffer)
        for data in batch.others { try send(data, with: &connection, into: &buffer) }
        return buffer
    }

    private static func send(
        _ data: ByteBuffer, with connection: inout Connection, into buffer: inout ByteBuffer
    ) throws(TLSError) {
        guard data.readableBytes > 0 else { return }
        try buffer.writeWithOutputRawSpan(minimumWritableBytes: 0) { (output) throws(TLSError) in
            try connection.send(data.readableBytesSpan, into: &output)
        }
    }
}
