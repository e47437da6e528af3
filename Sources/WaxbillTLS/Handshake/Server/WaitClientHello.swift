import TLSWire

/// START: nothing has come yet (RFC 9846, Appendix A.2).
struct WaitClientHello: ~Copyable, Sendable {
    let configuration: ServerConfiguration

    consuming func receive(
        _ message: ReceivedMessage, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ServerHandshake {
        guard case .clientHello(let hello) = message.message else {
            throw .violation(.unexpectedMessage(message.message.type))
        }
        let received = try ReceivedClientHello(hello, message.bytes, configuration)
        guard received.version < .tls13 else {
            return .tls13(try AnswerClientHello(configuration: configuration, hello: received).answer(&output))
        }
        return .tls12(try AnswerClientHello12(configuration: configuration, hello: received).answer(&output))
    }
}
