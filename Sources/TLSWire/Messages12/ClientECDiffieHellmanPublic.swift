/// ``ClientKeyExchange`` of ECDHE: the client's public value (RFC 8422, Section 5.7).
package struct ClientECDiffieHellmanPublic: ExchangeKeys {
    /// The field `ecdh_Yc`: an uncompressed point, or what RFC 7748 makes of one.
    package var publicPoint: [UInt8]

    package init(publicPoint: [UInt8]) { self.publicPoint = publicPoint }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.publicPoint = try reader.vector("ecdh_Yc", length: .uint8, in: 1...255)
    }

    package func encode(to writer: inout WireWriter) { writer.writeVector(self.publicPoint, length: .uint8) }
}
