/// A buffer that structures are written into, with vectors whose length is filled in when they end.
///
/// Writing cannot fail. A vector that outgrows its length prefix can only come from values of our own; whoever takes
/// them in (configuration, tickets) bounds them, and what is written here otherwise is a message that a peer refuses.
package struct WireWriter: Sendable {
    /// What has been written.
    package private(set) var bytes: [UInt8]

    /// An empty buffer with room for `capacity` bytes.
    package init(reservingCapacity capacity: Int = 0) {
        self.bytes = []
        self.bytes.reserveCapacity(capacity)
    }

    /// A buffer that goes on where `bytes` end; consume them, or they are copied.
    package init(continuing bytes: consuming [UInt8]) {
        self.bytes = bytes
    }

    /// How many bytes have been written.
    package var count: Int { self.bytes.count }

    /// Writes a `uint8`.
    package mutating func write(_ value: UInt8) {
        self.bytes.append(value)
    }

    /// Writes a `uint16`.
    package mutating func write(_ value: UInt16) {
        self.bytes.append(UInt8(truncatingIfNeeded: value >> 8))
        self.bytes.append(UInt8(truncatingIfNeeded: value))
    }

    /// Writes a `uint32`.
    package mutating func write(_ value: UInt32) {
        self.write(UInt16(truncatingIfNeeded: value >> 16))
        self.write(UInt16(truncatingIfNeeded: value))
    }

    /// Writes a `uint64`.
    package mutating func write(_ value: UInt64) {
        self.write(UInt32(truncatingIfNeeded: value >> 32))
        self.write(UInt32(truncatingIfNeeded: value))
    }

    /// Writes a code point of one byte.
    package mutating func write<Code: CodePoint>(_ code: Code) where Code.RawValue == UInt8 {
        self.write(code.rawValue)
    }

    /// Writes a code point of two bytes.
    package mutating func write<Code: CodePoint>(_ code: Code) where Code.RawValue == UInt16 {
        self.write(code.rawValue)
    }

    /// Writes bytes without a length: an `opaque field[n]`.
    package mutating func write(_ bytes: [UInt8]) {
        self.bytes.append(contentsOf: bytes)
    }

    /// Writes a vector of bytes: an `opaque field<…>`.
    package mutating func writeVector(_ bytes: [UInt8], length prefix: LengthPrefix) {
        self.writeLength(bytes.count, prefix)
        self.write(bytes)
    }

    /// Writes a vector of code points of one byte each.
    package mutating func writeVector<Code: CodePoint>(_ codes: [Code], length prefix: LengthPrefix)
    where Code.RawValue == UInt8 {
        self.writeLength(codes.count, prefix)
        for code in codes { self.write(code.rawValue) }
    }

    /// Writes a vector of code points of two bytes each.
    package mutating func writeVector<Code: CodePoint>(_ codes: [Code], length prefix: LengthPrefix)
    where Code.RawValue == UInt16 {
        self.writeLength(2 * codes.count, prefix)
        for code in codes { self.write(code.rawValue) }
    }

    /// Writes a vector of whatever `content` writes.
    package mutating func writeVector(length prefix: LengthPrefix, _ content: (inout WireWriter) -> Void) {
        let start = self.bytes.count
        self.writeLength(0, prefix)
        content(&self)
        var length = self.bytes.count - start - prefix.rawValue
        for offset in (0..<prefix.rawValue).reversed() {
            self.bytes[start + offset] = UInt8(truncatingIfNeeded: length)
            length >>= 8
        }
    }

    private mutating func writeLength(_ length: Int, _ prefix: LengthPrefix) {
        for shift in (0..<prefix.rawValue).reversed() {
            self.bytes.append(UInt8(truncatingIfNeeded: length >> (8 * shift)))
        }
    }
}
