import NIOCore

/// What the pipeline wrote and TLS has not encrypted yet, in order.
struct PendingWrites {
    private struct Write {
        var data: ByteBuffer
        let promise: EventLoopPromise<Void>?
    }

    /// What goes to the network together.
    struct Batch {
        let first: ByteBuffer
        var others: [ByteBuffer] = []
        /// Completes what the writes were promised.
        var promise: EventLoopPromise<Void>?
    }

    /// Enough for the common case; more is given back once it is empty.
    private static let retainedCapacity = 8

    private var writes: [Write] = []
    /// How many of them a flush has covered.
    private(set) var flushedCount = 0

    mutating func append(_ data: ByteBuffer, promise: EventLoopPromise<Void>?) {
        writes.append(Write(data: data, promise: promise))
    }

    mutating func markFlushed() { flushedCount = writes.count }

    /// Takes flushed writes of together at most `limit` bytes. Of a write that has more, it takes a part, and the promise
    /// goes with the last one.
    mutating func takeBatch(limit: Int) -> Batch {
        if writes.count == 1, flushedCount == 1, writes[0].data.readableBytes <= limit, let only = writes.popLast() {
            flushedCount = 0
            releaseStorage()
            return Batch(first: only.data, promise: only.promise)
        }
        if flushedCount > 0, writes[0].data.readableBytes > limit, let part = writes[0].data.readSlice(length: limit) {
            return Batch(first: part)
        }
        var batch = Batch(first: writes.first?.data ?? ByteBuffer(), promise: writes.first?.promise)
        var length = batch.first.readableBytes
        var count = min(1, flushedCount)
        for write in writes[..<flushedCount].dropFirst() {
            length += write.data.readableBytes
            guard length <= limit else { break }
            batch.others.append(write.data)
            batch.promise.setOrCascade(to: write.promise)
            count += 1
        }
        writes.removeFirst(count)
        flushedCount -= count
        releaseStorage()
        return batch
    }

    /// Removes everything and returns the promises, for the caller to fail: who waits for them may write again.
    mutating func removeAll() -> [EventLoopPromise<Void>] {
        defer { self = PendingWrites() }
        return writes.compactMap(\.promise)
    }

    private mutating func releaseStorage() {
        if writes.isEmpty, writes.capacity > Self.retainedCapacity { writes = [] }
    }
}
