/// `application_layer_protocol_negotiation`: the protocols that a client offers, the most preferred first, or the one
/// that a server chose (RFC 7301, Section 3.1).
package struct ProtocolNameList: TLSExtension {
    package static let type = ExtensionType.applicationLayerProtocolNegotiation

    package var protocolNameList: [[UInt8]]

    package init(protocolNameList: [[UInt8]]) { self.protocolNameList = protocolNameList }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.protocolNameList = []
        var list = try reader.list("protocol_name_list", length: .uint16, in: 2...0xffff)
        while !list.isAtEnd {
            // RFC 7301, Section 3.1: no empty names.
            self.protocolNameList.append(try list.vector("ProtocolName", length: .uint8, in: 1...255))
        }
    }

    package func encode(to writer: inout WireWriter) {
        writer.writeVector(length: .uint16) { list in
            for name in self.protocolNameList { list.writeVector(name, length: .uint8) }
        }
    }
}
