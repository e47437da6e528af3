/// `max_fragment_length`: how many bytes of plaintext the client wants in a record at most, or the server's consent to
/// it (RFC 6066, Section 4).
package enum MaxFragmentLength: UInt8, TLSExtension {
    case bytes512 = 1
    case bytes1024 = 2
    case bytes2048 = 3
    case bytes4096 = 4

    package static let type = ExtensionType.maxFragmentLength

    /// The length in bytes.
    package var byteCount: Int { 256 << Int(self.rawValue) }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        // RFC 6066, Section 4: any other value is an illegal parameter.
        guard let length = MaxFragmentLength(rawValue: try reader.uint8("MaxFragmentLength")) else {
            throw reader.failure(.invalidValue, "MaxFragmentLength")
        }
        self = length
    }

    package func encode(to writer: inout WireWriter) { writer.write(self.rawValue) }
}
