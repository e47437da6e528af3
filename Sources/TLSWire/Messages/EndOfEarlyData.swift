/// The client has sent all its early data (RFC 9846, Section 4.6).
package struct EndOfEarlyData: HandshakeBody {
    package static let handshakeType = HandshakeType.endOfEarlyData
    package static let name: StaticString = "EndOfEarlyData"

    package init() {}

    package init(from reader: inout WireReader) throws(DecodingFailure) {}

    package func encode(to writer: inout WireWriter) {}

    package var encodedCapacity: Int { 0 }
}
