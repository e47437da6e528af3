/// A handshake message of TLS 1.2, 1.1 or 1.0 (RFC 5246, Section 7.4).
///
/// Decoding needs no context. What a message does not say of itself stays undecoded until the state that expects it says
/// what it has to be: the version with ``Undecoded``, the key exchange with ``ClientKeyExchange``.
package enum HandshakeMessage12: Hashable, Sendable {
    case helloRequest(HelloRequest)
    case clientHello(ClientHello)
    case serverHello(ServerHello)
    case newSessionTicket(NewSessionTicket12)
    case certificate(Certificate12)
    case serverKeyExchange(Undecoded<ServerKeyExchange>)
    case certificateRequest(Undecoded<CertificateRequest12>)
    case serverHelloDone(ServerHelloDone)
    case certificateVerify(Undecoded<CertificateVerify12>)
    case clientKeyExchange(ClientKeyExchange)
    case finished(Finished)
    case certificateStatus(CertificateStatus)

    /// Decodes a message from its type and its body, the header not included.
    ///
    /// - Throws: `unknownMessage` for a type that TLS 1.2 does not have, or what is wrong with the body.
    package init(decoding type: HandshakeType, body: RawSpan) throws(DecodingFailure) {
        switch type {
        case .helloRequest: self = .helloRequest(try HelloRequest(decoding: body))
        case .clientHello: self = .clientHello(try ClientHello(decoding: body))
        case .serverHello: self = .serverHello(try ServerHello(decoding: body))
        case .newSessionTicket: self = .newSessionTicket(try NewSessionTicket12(decoding: body))
        case .certificate: self = .certificate(try Certificate12(decoding: body))
        case .serverKeyExchange: self = .serverKeyExchange(try Undecoded(decoding: body))
        case .certificateRequest: self = .certificateRequest(try Undecoded(decoding: body))
        case .serverHelloDone: self = .serverHelloDone(try ServerHelloDone(decoding: body))
        case .certificateVerify: self = .certificateVerify(try Undecoded(decoding: body))
        case .clientKeyExchange: self = .clientKeyExchange(try ClientKeyExchange(decoding: body))
        case .finished: self = .finished(try Finished(decoding: body))
        case .certificateStatus: self = .certificateStatus(try CertificateStatus(decoding: body))
        default: throw DecodingFailure(.unknownMessage(type), path: "Handshake.msg_type")
        }
    }

    /// Decodes a whole message, header included.
    ///
    /// - Throws: as for a body; `truncated` or `trailingBytes` if the header announces another length.
    package init(decoding message: RawSpan) throws(DecodingFailure) {
        let header = try HandshakeMessage.header(of: message)
        try self.init(decoding: header.type, body: message.extracting(last: header.bodyCount))
    }

    /// The type in the message's header.
    package var type: HandshakeType { Swift.type(of: self.body).handshakeType }

    /// The message's name in the RFC, such as `ServerHelloDone`.
    package var name: String { Swift.type(of: self.body).name.description }

    /// The message on the wire, with its header.
    package func encoded() -> [UInt8] { self.body.encoded() }

    private var body: any HandshakeBody {
        switch self {
        case .helloRequest(let body): body
        case .clientHello(let body): body
        case .serverHello(let body): body
        case .newSessionTicket(let body): body
        case .certificate(let body): body
        case .serverKeyExchange(let body): body
        case .certificateRequest(let body): body
        case .serverHelloDone(let body): body
        case .certificateVerify(let body): body
        case .clientKeyExchange(let body): body
        case .finished(let body): body
        case .certificateStatus(let body): body
        }
    }
}

extension RawHandshakeMessage {
    /// The message decoded as one of TLS 1.2 or before.
    ///
    /// - Throws: what is wrong with it.
    package func decoded12() throws(DecodingFailure) -> HandshakeMessage12 {
        try unsafe HandshakeMessage12(decoding: self.bytes.span.bytes)
    }
}
