import TLSWire

/// Protects the records of one direction, well or badly.
package protocol ScriptedProtection: Sendable {
    /// The number of the next record. A test that changes it loses or repeats a record.
    var sequenceNumber: UInt64 { get set }

    /// The type and the fragment of the record with this content.
    mutating func seal(
        _ type: ContentType, _ content: [UInt8], version: ProtocolVersion, flaw: RecordFlaw?
    ) throws -> (type: ContentType, fragment: [UInt8])

    /// The content of a record.
    /// - Throws: if it was not made with these keys.
    mutating func open(
        _ type: ContentType, _ fragment: [UInt8], version: ProtocolVersion
    ) throws -> (type: ContentType, content: [UInt8])
}

/// What is wrong with a protected record.
package enum RecordFlaw: Hashable, Sendable {
    /// One bit of the MAC, or of the AEAD's tag.
    case wrongMAC
    /// One bit of this byte of the padding, from its start (CBC only).
    case wrongPadding(Int)
    /// The last byte announces more padding than the record has bytes (CBC only).
    case endlessPadding
    /// So many blocks of padding that need not be there; no flaw, but allowed (RFC 5246, Section 6.2.3.2).
    case extraPadding(blocks: Int)
    /// The fragment ends early by so many bytes.
    case cut(Int)
}

extension UInt64 {
    var bigEndianBytes: [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: self >> UInt64(56 - 8 * $0)) } }
}

extension Int {
    /// The number in two bytes.
    var uint16Bytes: [UInt8] { [UInt8(truncatingIfNeeded: self >> 8), UInt8(truncatingIfNeeded: self)] }
}

extension ProtocolVersion {
    var bytes: [UInt8] { Int(rawValue).uint16Bytes }
}
