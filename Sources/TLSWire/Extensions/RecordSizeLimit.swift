/// `record_size_limit`: how many bytes of plaintext the sender takes in a record; in TLS 1.3 the content type and
/// padding count as well (RFC 8449, Section 4).
package struct RecordSizeLimit: TLSExtension {
    package static let type = ExtensionType.recordSizeLimit

    /// The smallest limit there is.
    package static let minimum: UInt16 = 64

    package var recordSizeLimit: UInt16

    package init(recordSizeLimit: UInt16) { self.recordSizeLimit = recordSizeLimit }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.recordSizeLimit = try reader.uint16("RecordSizeLimit")
        // RFC 8449, Section 4: a smaller value is an illegal parameter.
        guard self.recordSizeLimit >= Self.minimum else { throw reader.failure(.invalidValue, "RecordSizeLimit") }
    }

    package func encode(to writer: inout WireWriter) { writer.write(self.recordSizeLimit) }
}
