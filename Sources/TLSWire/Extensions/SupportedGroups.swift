/// `supported_groups`: the groups that the sender accepts, the most preferred first (`NamedGroupList`; RFC 9846,
/// Section 4.3.7).
package struct SupportedGroups: TLSExtension {
    package static let type = ExtensionType.supportedGroups

    package var namedGroupList: [NamedGroup]

    package init(namedGroupList: [NamedGroup]) { self.namedGroupList = namedGroupList }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.namedGroupList = try reader.codePoints("named_group_list", length: .uint16, in: 2...0xffff)
    }

    package func encode(to writer: inout WireWriter) { writer.writeVector(self.namedGroupList, length: .uint16) }
}
