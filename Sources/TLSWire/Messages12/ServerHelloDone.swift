/// The server has sent all that the client needs for the key exchange (RFC 5246, Section 7.4.5).
package struct ServerHelloDone: EmptyHandshakeBody {
    package static let handshakeType = HandshakeType.serverHelloDone
    package static let name: StaticString = "ServerHelloDone"

    package init() {}
}
