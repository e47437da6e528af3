/// `post_handshake_auth`: the client would authenticate itself after the handshake (RFC 9846, Section 4.3.6).
package struct PostHandshakeAuth: EmptyExtension {
    package static let type = ExtensionType.postHandshakeAuth

    package init() {}
}
