extension RawSpan {
    /// The bytes as an array.
    func copyBytes() -> [UInt8] {
        unsafe self.withUnsafeBytes { unsafe [UInt8]($0) }
    }
}

extension OutputRawSpan {
    /// Appends a copy of `bytes`, for which there must be room.
    @inline(__always)
    @_lifetime(self: copy self)
    mutating func append(_ bytes: RawSpan) {
        unsafe self.withUnsafeMutableBytes { buffer, count in
            precondition(bytes.byteCount <= buffer.count - count)
            unsafe bytes.withUnsafeBytes {
                unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[count...]).copyMemory(from: $0)
            }
            count += bytes.byteCount
        }
    }
}
