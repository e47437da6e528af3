#if PostgreSQL
/// A value that a statement is given, in PostgreSQL's binary format.
enum PostgreSQLParameter: Sendable {
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
    case integers([Int64?])
    case texts([String?])
    case byteStrings([[UInt8]?])

    /// The type's number, which is the same on every server.
    var type: UInt32 {
        switch self {
        case .integer: Self.bigint
        case .text: Self.textType
        case .bytes: Self.bytea
        case .integers: 1016
        case .texts: 1009
        case .byteStrings: 1001
        }
    }

    private static let bigint: UInt32 = 20
    private static let textType: UInt32 = 25
    private static let bytea: UInt32 = 17

    /// The value's bytes.
    var encoded: [UInt8] {
        switch self {
        case .integer(let value): Self.bigEndian(value)
        case .text(let value): Array(value.utf8)
        case .bytes(let value): value
        case .integers(let values):
            Self.array(values, of: Self.bigint) { Self.append($0, to: &$1) }
        case .texts(let values):
            Self.array(values, of: Self.textType) { $1.append(contentsOf: $0.utf8) }
        case .byteStrings(let values):
            Self.array(values, of: Self.bytea) { $1.append(contentsOf: $0) }
        }
    }

    private static func bigEndian(_ value: Int64) -> [UInt8] {
        var bytes: [UInt8] = []
        append(value, to: &bytes)
        return bytes
    }

    private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// One dimension, counted from 1: the number of dimensions, whether there are nulls, the elements' type, length,
    /// first index, and each element behind its length (-1 for null).
    private static func array<Element>(
        _ values: [Element?], of type: UInt32, write: (Element, inout [UInt8]) -> Void
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(20 + values.count * 24)
        append(Int32(values.isEmpty ? 0 : 1), to: &bytes)
        append(Int32(values.contains { $0 == nil } ? 1 : 0), to: &bytes)
        append(type, to: &bytes)
        guard !values.isEmpty else { return bytes }
        append(Int32(truncatingIfNeeded: values.count), to: &bytes)
        append(Int32(1), to: &bytes)
        for value in values {
            let start = bytes.count
            append(Int32(-1), to: &bytes)
            guard let value else { continue }
            write(value, &bytes)
            let length = UInt32(truncatingIfNeeded: bytes.count - start - 4)
            for (offset, shift) in [24, 16, 8, 0].enumerated() {
                bytes[start + offset] = UInt8(truncatingIfNeeded: length >> UInt32(shift))
            }
        }
        return bytes
    }
}
#endif
