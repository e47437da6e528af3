/// The client has sent all its early data (RFC 9846, Section 4.6).
package struct EndOfEarlyData: EmptyHandshakeBody {
    package static let handshakeType = HandshakeType.endOfEarlyData
    package static let name: StaticString = "EndOfEarlyData"

    package init() {}
}
