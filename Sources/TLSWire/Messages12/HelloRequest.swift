/// The server's wish to negotiate anew, which a client may decline (RFC 5246, Section 7.4.1.1).
///
/// It is no part of the transcript.
package struct HelloRequest: EmptyHandshakeBody {
    package static let handshakeType = HandshakeType.helloRequest
    package static let name: StaticString = "HelloRequest"

    package init() {}
}
