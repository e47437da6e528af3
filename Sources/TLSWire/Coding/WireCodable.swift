/// A structure that can be written to the wire.
package protocol WireEncodable {
    /// Appends the structure.
    func encode(to writer: inout WireWriter)
}

/// A structure that can be read from the wire.
package protocol WireDecodable {
    /// Reads the structure and leaves the reader behind it.
    init(from reader: inout WireReader) throws(DecodingFailure)
}

/// A structure that can be written and read.
package typealias WireCodable = WireEncodable & WireDecodable

extension WireDecodable {
    /// Decodes a structure that fills `bytes`.
    ///
    /// - Throws: also `trailingBytes`, if it does not.
    package init(decoding bytes: RawSpan, path: FieldPath) throws(DecodingFailure) {
        var reader = WireReader(bytes, path: path)
        self = try Self(from: &reader)
        try reader.finish()
    }
}
