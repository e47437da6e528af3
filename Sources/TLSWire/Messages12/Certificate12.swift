/// The sender's certificate with those that lead to an authority, as TLS 1.2 and before have it (RFC 5246,
/// Section 7.4.2).
package struct Certificate12: HandshakeBody {
    package static let handshakeType = HandshakeType.certificate
    package static let name: StaticString = "Certificate"

    /// The certificates in DER, the sender's first; empty if a client has none.
    package var certificateList: [[UInt8]]

    package init(certificateList: [[UInt8]]) { self.certificateList = certificateList }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.certificateList = []
        var list = try reader.list("certificate_list", length: .uint24)
        while !list.isAtEnd {
            self.certificateList.append(try list.vector("ASN.1Cert", length: .uint24, in: 1...0xff_ffff))
        }
    }

    package func encode(to writer: inout WireWriter) {
        writer.writeVector(length: .uint24) { list in
            for certificate in self.certificateList { list.writeVector(certificate, length: .uint24) }
        }
    }

    package var encodedCapacity: Int {
        self.certificateList.reduce(LengthPrefix.uint24.rawValue) { $0 + LengthPrefix.uint24.rawValue + $1.count }
    }
}
