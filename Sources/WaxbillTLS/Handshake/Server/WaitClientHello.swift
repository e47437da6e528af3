import TLSWire

/// START: nothing has come yet (RFC 9846, Appendix A.2).
struct WaitClientHello: ~Copyable, Sendable {
    let configuration: ServerConfiguration

    consuming func receive(
        _ message: ReceivedMessage, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ServerHandshake13 {
        guard case .clientHello(let hello) = message.message else {
            throw .violation(.unexpectedMessage(message.message.type))
        }
        let received = try ReceivedClientHello(hello, message.bytes, limits: configuration.limits)
        return try AnswerClientHello(configuration: configuration, hello: received).answer(&output)
    }
}
