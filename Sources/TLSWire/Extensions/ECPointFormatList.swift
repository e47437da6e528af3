/// `ec_point_formats`: how the sender can read points of NIST's curves (RFC 8422, Section 5.1.2).
package struct ECPointFormatList: TLSExtension {
    package static let type = ExtensionType.ecPointFormats

    package var ecPointFormatList: [ECPointFormat]

    package init(ecPointFormatList: [ECPointFormat] = [.uncompressed]) { self.ecPointFormatList = ecPointFormatList }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.ecPointFormatList = try reader.codePoints("ec_point_format_list", length: .uint8, in: 1...255)
        // RFC 8422, Section 5.1.2: a list without it is an illegal parameter.
        guard self.ecPointFormatList.contains(.uncompressed) else {
            throw reader.failure(.invalidValue, "ec_point_format_list")
        }
    }

    package func encode(to writer: inout WireWriter) { writer.writeVector(self.ecPointFormatList, length: .uint8) }
}
