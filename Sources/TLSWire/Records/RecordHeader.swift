/// What stands in front of each record's fragment (RFC 9846, Section 5.1).
package struct RecordHeader: Hashable, Sendable {
    /// How many bytes a header takes.
    package static let byteCount = 5

    /// The most bytes of content a record carries, 2^14 (RFC 9846, Section 5.1).
    package static let maximumPlaintextLength = 1 << 14

    /// The most bytes that follow the header of a protected record, 2^14 + 256 (RFC 9846, Section 5.2).
    package static let maximumCiphertextLength = (1 << 14) + 256

    /// The same before TLS 1.3, 2^14 + 2048 (RFC 5246, Section 6.2.3).
    package static let maximumCiphertextLength12 = (1 << 14) + 2048

    package var contentType: ContentType
    package var legacyRecordVersion: ProtocolVersion

    /// How many bytes follow, from 0 to 65,535.
    package var length: Int

    /// `length` must be from 0 to 65,535; more is cut off.
    @inlinable
    package init(contentType: ContentType, legacyRecordVersion: ProtocolVersion = .tls12, length: Int) {
        self.contentType = contentType
        self.legacyRecordVersion = legacyRecordVersion
        self.length = length
    }

    /// Reads the header at the start of `bytes`; nil if not all of it is there.
    @inlinable
    package init?(_ bytes: RawSpan) {
        guard bytes.byteCount >= Self.byteCount else { return nil }
        // Within bounds, as just checked.
        let type = unsafe bytes.unsafeLoad(fromByteOffset: 0, as: UInt8.self)
        let version = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 1, as: UInt16.self)
        let length = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 3, as: UInt16.self)
        self.init(
            contentType: ContentType(rawValue: type),
            legacyRecordVersion: ProtocolVersion(rawValue: UInt16(bigEndian: version)),
            length: Int(UInt16(bigEndian: length))
        )
    }

    /// The header on the wire, which also is the additional data of a protected record (RFC 9846, Section 5.2).
    @inlinable
    package var encoded: InlineArray<5, UInt8> {
        let version = self.legacyRecordVersion.rawValue
        return [
            self.contentType.rawValue,
            UInt8(truncatingIfNeeded: version >> 8), UInt8(truncatingIfNeeded: version),
            UInt8(truncatingIfNeeded: self.length >> 8), UInt8(truncatingIfNeeded: self.length),
        ]
    }
}
