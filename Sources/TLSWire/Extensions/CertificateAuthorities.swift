/// `certificate_authorities`: the authorities that the sender trusts, by their DER-encoded names (RFC 9846,
/// Section 4.3.4).
package struct CertificateAuthorities: TLSExtension {
    package static let type = ExtensionType.certificateAuthorities

    package var authorities: [[UInt8]]

    package init(authorities: [[UInt8]]) { self.authorities = authorities }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.authorities = []
        var list = try reader.list("authorities", length: .uint16, in: 3...0xffff)
        while !list.isAtEnd {
            self.authorities.append(try list.vector("DistinguishedName", length: .uint16, in: 1...0xffff))
        }
    }

    package func encode(to writer: inout WireWriter) {
        writer.writeVector(length: .uint16) { list in
            for name in self.authorities { list.writeVector(name, length: .uint16) }
        }
    }
}
