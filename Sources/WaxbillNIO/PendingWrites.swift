import NIOCore

/// What the pipeline wrote and TLS has not encrypted yet, in order.
struct PendingWrites {
    struct Write {
        var data: ByteBuffer
        let promise: EventLoopPromise<Void>?
    }

    /// Enough for the common case; more is given back once it is empty.
    private static let retainedCapacity = 8

    private(set) var writes: [Write] = []
    /// How many of them a flush has covered.
    private(set) var flushedCount = 0

    mutating func append(_ data: ByteBuffer, promise: EventLoopPromise<Void>?) {
        writes.append(Write(data: data, promise: promise))
    }

    mutating func markFlushed() { flushedCount = writes.count }

    /// Removes the first `count` writes, which have been encrypted.
    mutating func removeFirst(_ count: Int) {
        if count == writes.count {
            writes.removeAll(keepingCapacity: writes.capacity <= Self.retainedCapacity)
        } else {
            writes.removeFirst(count)
        }
        flushedCount -= count
    }

    /// Takes `count` bytes off the first write.
    mutating func readSliceOfFirst(length: Int) -> ByteBuffer? {
        writes.isEmpty ? nil : writes[0].data.readSlice(length: length)
    }

    /// Removes everything. The caller fails the promises.
    mutating func removeAll() -> [Write] {
        defer { self = PendingWrites() }
        return writes
    }
}
