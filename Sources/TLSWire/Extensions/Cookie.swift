/// `cookie`: what a server wants to get back with the second ClientHello (RFC 9846, Section 4.3.2).
package struct Cookie: TLSExtension {
    package static let type = ExtensionType.cookie

    package var cookie: [UInt8]

    package init(cookie: [UInt8]) { self.cookie = cookie }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.cookie = try reader.vector("cookie", length: .uint16, in: 1...0xffff)
    }

    package func encode(to writer: inout WireWriter) { writer.writeVector(self.cookie, length: .uint16) }
}
