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

    /// The first write stands here, so that one at a time, the common case, needs no list.
    private var first: Write?
    /// Those behind it; nil where there are none.
    private var others: CircularBuffer<Write>?
    /// How many of them a flush has covered.
    private(set) var flushedCount = 0

    mutating func append(_ data: ByteBuffer, promise: EventLoopPromise<Void>?) {
        if first == nil {
            first = Write(data: data, promise: promise)
        } else {
            if others == nil { others = CircularBuffer(initialCapacity: 16) }
            others?.append(Write(data: data, promise: promise))
        }
    }

    mutating func markFlushed() { flushedCount = first == nil ? 0 : 1 + (others?.count ?? 0) }

    /// Takes flushed writes of together at most `limit` bytes. Of a write that has more, it takes a part; its promise goes
    /// with the last one.
    mutating func takeBatch(limit: Int) -> Batch {
        guard flushedCount > 0, let write = first.take() else { return Batch(first: ByteBuffer()) }
        var data = write.data
        if data.readableBytes > limit, let part = data.readSlice(length: limit) {
            first = Write(data: data, promise: write.promise)
            return Batch(first: part)
        }
        var batch = Batch(first: data, promise: write.promise)
        flushedCount -= 1
        if others != nil { takeOthers(into: &batch, limit: limit) }
        return batch
    }

    private mutating func takeOthers(into batch: inout Batch, limit: Int) {
        var length = batch.first.readableBytes
        while flushedCount > 0, let next = others?.first {
            length += next.data.readableBytes
            guard length <= limit else { break }
            others?.removeFirst()
            flushedCount -= 1
            batch.others.append(next.data)
            batch.promise.setOrCascade(to: next.promise)
        }
        first = others?.popFirst()
        if first == nil || others?.isEmpty == true { others = nil }
    }

    /// Removes everything and returns the promises, for the caller to fail: who waits for them may write again.
    mutating func removeAll() -> [EventLoopPromise<Void>] {
        defer { self = PendingWrites() }
        return [first?.promise].compactMap { $0 } + (others?.compactMap(\.promise) ?? [])
    }
}
