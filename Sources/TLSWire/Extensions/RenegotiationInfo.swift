/// `renegotiation_info`: which handshake on this connection the sender renegotiates (RFC 5746, Section 3.2).
package struct RenegotiationInfo: TLSExtension {
    package static let type = ExtensionType.renegotiationInfo

    /// The `verify_data` of the handshake before, the client's and in a ServerHello the server's behind it; empty in the
    /// first handshake.
    package var renegotiatedConnection: [UInt8]

    package init(renegotiatedConnection: [UInt8] = []) { self.renegotiatedConnection = renegotiatedConnection }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.renegotiatedConnection = try reader.vector("renegotiated_connection", length: .uint8)
    }

    package func encode(to writer: inout WireWriter) {
        writer.writeVector(self.renegotiatedConnection, length: .uint8)
    }
}
