/// Comparisons whose duration does not depend on the bytes compared, only on how many there are.
package enum ConstantTime {
    /// Whether both have the same length and the same bytes. The lengths are not secret.
    @inline(never)
    package static func isEqual(_ left: RawSpan, _ right: RawSpan) -> Bool {
        guard left.byteCount == right.byteCount else { return false }
        var difference: UInt8 = 0
        for offset in left.byteOffsets {
            difference |=
                unsafe left.unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
                ^ right.unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
        }
        return difference == 0
    }

    /// Whether both have the same length and the same bytes. The lengths are not secret.
    package static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        unsafe isEqual(left.span.bytes, right.span.bytes)
    }

    /// Whether every byte is zero.
    @inline(never)
    static func isAllZero(_ bytes: RawSpan) -> Bool {
        var sum: UInt8 = 0
        for offset in bytes.byteOffsets {
            sum |= unsafe bytes.unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
        }
        return sum == 0
    }

    /// All bits set if `byte` is zero, none if not.
    @inline(__always)
    static func maskIfZero(_ byte: UInt8) -> UInt8 {
        // Less one, only zero borrows from the bits above.
        UInt8(truncatingIfNeeded: (UInt32(byte) &- 1) >> 8)
    }
}
