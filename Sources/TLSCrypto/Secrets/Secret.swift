/// Bytes that nobody else may learn: a secret of the key schedule, a traffic key, a shared secret, a PSK.
///
/// Copies share one buffer, which is overwritten with zeros when the last of them goes. Comparison takes the same
/// time wherever the bytes differ. The bytes show in no description. Nothing writes to the buffer once it is filled,
/// so that threads may share it.
@safe
package struct Secret: @unchecked Sendable {
    private let storage: Storage

    /// A secret with a copy of `bytes`.
    package init(copying bytes: RawSpan) {
        self.storage = Storage.make(count: bytes.byteCount)
        unsafe bytes.withUnsafeBytes { unsafe self.storage.buffer.copyMemory(from: $0) }
    }

    /// A secret with a copy of `bytes`.
    package init(copying bytes: [UInt8]) {
        unsafe self.init(copying: bytes.span.bytes)
    }

    /// A secret of `count` zero bytes, as the key schedule uses where a PSK or an (EC)DHE secret is absent
    /// (RFC 9846, Section 7.1).
    package init(zeros count: Int) {
        self.storage = Storage.make(count: count)
        unsafe self.storage.buffer.initializeMemory(as: UInt8.self, repeating: 0)
    }

    /// A secret of `count` bytes, which `fill` writes straight into its buffer, all of them.
    package init<E: Error>(count: Int, filledBy fill: (inout OutputRawSpan) throws(E) -> Void) throws(E) {
        let storage = Storage.make(count: count)
        var output = unsafe OutputRawSpan(buffer: storage.buffer, initializedCount: 0)
        try fill(&output)
        precondition(output.isFull, "a secret must be filled")
        _ = unsafe output.finalize(for: storage.buffer)
        self.storage = storage
    }

    /// The number of bytes.
    package var count: Int { self.storage.header }

    /// The bytes, for as long as the secret lives.
    package var bytes: RawSpan {
        @_lifetime(borrow self)
        get {
            let span = unsafe RawSpan(_unsafeBytes: UnsafeRawBufferPointer(self.storage.buffer))
            return unsafe _overrideLifetime(span, borrowing: self)
        }
    }

    /// Calls `body` with the bytes.
    package func withBytes<R, E: Error>(_ body: (RawSpan) throws(E) -> R) throws(E) -> R {
        try body(self.bytes)
    }

    /// The bytes in an array that is not wiped: for key logs and exporters, whose results leave the engine.
    package func copyBytes() -> [UInt8] {
        self.bytes.copyBytes()
    }
}

extension Secret: Equatable {
    package static func == (left: Secret, right: Secret) -> Bool {
        ConstantTime.isEqual(left.bytes, right.bytes)
    }
}

extension Secret: CustomStringConvertible, CustomReflectable {
    package var description: String { "Secret(\(self.count) bytes)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension Secret {
    /// The shared buffer: the header is the number of bytes, which follow it in the same allocation.
    @safe
    private final class Storage: ManagedBuffer<Int, UInt8> {
        static func make(count: Int) -> Storage {
            let buffer = Storage.create(minimumCapacity: count) { _ in count }
            return unsafe unsafeDowncast(buffer, to: Storage.self)
        }

        var buffer: UnsafeMutableRawBufferPointer {
            unsafe self.withUnsafeMutablePointers { count, bytes in
                unsafe UnsafeMutableRawBufferPointer(start: bytes, count: count.pointee)
            }
        }

        deinit {
            unsafe self.buffer.wipe()
        }
    }
}
