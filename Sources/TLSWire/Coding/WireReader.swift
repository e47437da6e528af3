/// A cursor over bytes that a peer sent, which it does not own and cannot outlive.
///
/// Every read names the RFC's field: the name documents the line and appears in the error. Numbers are big-endian
/// (RFC 9846, Section 3.3). After a failed read the reader's position is unspecified.
package struct WireReader: ~Escapable {
    private let bytes: RawSpan
    private var offset: Int
    private let path: FieldPath

    /// A reader of `bytes`, a structure found at `path`.
    @_lifetime(copy bytes)
    package init(_ bytes: RawSpan, path: FieldPath) {
        self.bytes = bytes
        self.offset = 0
        self.path = path
    }

    /// A reader of `bytes`, a structure called `name`.
    @_lifetime(copy bytes)
    package init(_ bytes: RawSpan, _ name: StaticString) {
        self.init(bytes, path: FieldPath(name))
    }

    /// How many bytes are left.
    package var remainingCount: Int { self.bytes.byteCount &- self.offset }

    /// Whether all bytes have been read.
    package var isAtEnd: Bool { self.remainingCount == 0 }

    /// The error `kind` at `field` of this reader's structure.
    package func failure(_ kind: DecodingFailure.Kind, _ field: StaticString? = nil) -> DecodingFailure {
        DecodingFailure(kind, path: self.path.description(of: field))
    }

    /// Ends the structure.
    ///
    /// - Throws: `trailingBytes` if bytes are left.
    package func finish() throws(DecodingFailure) {
        guard self.isAtEnd else { throw self.failure(.trailingBytes) }
    }

    private mutating func advance(_ count: Int, _ field: StaticString) throws(DecodingFailure) -> Int {
        guard count >= 0, count <= self.remainingCount else { throw self.failure(.truncated, field) }
        let start = self.offset
        self.offset = start &+ count
        return start
    }

    private func byte(at offset: Int) -> UInt8 {
        // Within bounds: `advance` returned this offset; the load checks it once more.
        unsafe self.bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }
}

// MARK: Numbers

extension WireReader {
    /// Reads a `uint8`.
    package mutating func uint8(_ field: StaticString) throws(DecodingFailure) -> UInt8 {
        self.byte(at: try self.advance(1, field))
    }

    /// Reads a `uint16`.
    package mutating func uint16(_ field: StaticString) throws(DecodingFailure) -> UInt16 {
        let start = try self.advance(2, field)
        return UInt16(self.byte(at: start)) << 8 | UInt16(self.byte(at: start + 1))
    }

    /// Reads a `uint32`.
    package mutating func uint32(_ field: StaticString) throws(DecodingFailure) -> UInt32 {
        UInt32(try self.uint16(field)) << 16 | UInt32(try self.uint16(field))
    }

    /// Reads a `uint64`.
    package mutating func uint64(_ field: StaticString) throws(DecodingFailure) -> UInt64 {
        UInt64(try self.uint32(field)) << 32 | UInt64(try self.uint32(field))
    }

    /// Reads a code point of one byte.
    package mutating func codePoint<Code: CodePoint>(
        _ field: StaticString, as type: Code.Type = Code.self
    ) throws(DecodingFailure) -> Code where Code.RawValue == UInt8 {
        Code(rawValue: try self.uint8(field))
    }

    /// Reads a code point of two bytes.
    package mutating func codePoint<Code: CodePoint>(
        _ field: StaticString, as type: Code.Type = Code.self
    ) throws(DecodingFailure) -> Code where Code.RawValue == UInt16 {
        Code(rawValue: try self.uint16(field))
    }

    private mutating func length(
        _ field: StaticString, _ prefix: LengthPrefix, _ range: ClosedRange<Int>?
    ) throws(DecodingFailure) -> Int {
        let start = try self.advance(prefix.rawValue, field)
        var length = 0
        for offset in start..<(start + prefix.rawValue) {
            length = length << 8 | Int(self.byte(at: offset))
        }
        if let range, !range.contains(length) { throw self.failure(.lengthOutOfRange, field) }
        return length
    }
}

// MARK: Bytes and vectors

extension WireReader {
    /// Reads `count` bytes: an `opaque field[count]`.
    package mutating func bytes(_ field: StaticString, count: Int) throws(DecodingFailure) -> [UInt8] {
        let start = try self.advance(count, field)
        return [UInt8](copying: self.bytes.extracting(start..<(start + count)))
    }

    /// Reads all bytes that are left.
    package mutating func remainder() -> [UInt8] {
        let start = self.offset
        self.offset = self.bytes.byteCount
        return [UInt8](copying: self.bytes.extracting(start..<self.offset))
    }

    /// Reads a vector of bytes: an `opaque field<range>`, its length in front.
    ///
    /// - Throws: `truncated`, or `lengthOutOfRange` if its length is not in `range`.
    package mutating func vector(
        _ field: StaticString, length prefix: LengthPrefix, in range: ClosedRange<Int>? = nil
    ) throws(DecodingFailure) -> [UInt8] {
        let count = try self.length(field, prefix, range)
        return try self.bytes(field, count: count)
    }

    /// Steps over a vector of bytes and says how many they are, without the length in front.
    package mutating func skipVector(_ field: StaticString, length prefix: LengthPrefix) throws(DecodingFailure) -> Int
    {
        let count = try self.length(field, prefix, nil)
        _ = try self.advance(count, field)
        return count
    }

    /// Reads a vector of structures: a reader of its content, to be read until it is at its end.
    ///
    /// - Throws: `truncated`, or `lengthOutOfRange` if its length in bytes is not in `range`.
    @_lifetime(copy self)
    package mutating func list(
        _ field: StaticString, length prefix: LengthPrefix, in range: ClosedRange<Int>? = nil
    ) throws(DecodingFailure) -> WireReader {
        let count = try self.length(field, prefix, range)
        let start = try self.advance(count, field)
        return WireReader(self.bytes.extracting(start..<(start + count)), path: self.path.appending(field))
    }

    /// Reads a vector of code points of two bytes each.
    ///
    /// - Throws: `truncated`, or `lengthOutOfRange` if its length in bytes is not in `range` or is odd.
    package mutating func codePoints<Code: CodePoint>(
        _ field: StaticString, as type: Code.Type = Code.self, length prefix: LengthPrefix, in range: ClosedRange<Int>
    ) throws(DecodingFailure) -> [Code] where Code.RawValue == UInt16 {
        let count = try self.length(field, prefix, range)
        guard count.isMultiple(of: 2) else { throw self.failure(.lengthOutOfRange, field) }
        let start = try self.advance(count, field)
        var codes: [Code] = []
        codes.reserveCapacity(count / 2)
        for offset in stride(from: start, to: start + count, by: 2) {
            codes.append(Code(rawValue: UInt16(self.byte(at: offset)) << 8 | UInt16(self.byte(at: offset + 1))))
        }
        return codes
    }

    /// Reads a vector of code points of one byte each.
    ///
    /// - Throws: `truncated`, or `lengthOutOfRange` if its length is not in `range`.
    package mutating func codePoints<Code: CodePoint>(
        _ field: StaticString, as type: Code.Type = Code.self, length prefix: LengthPrefix, in range: ClosedRange<Int>
    ) throws(DecodingFailure) -> [Code] where Code.RawValue == UInt8 {
        try self.vector(field, length: prefix, in: range).map { Code(rawValue: $0) }
    }
}

extension [UInt8] {
    /// A copy of the bytes that `span` shows.
    package init(copying span: RawSpan) {
        self = unsafe span.withUnsafeBytes { unsafe [UInt8]($0) }
    }
}
