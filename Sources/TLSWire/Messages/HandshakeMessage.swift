/// A handshake message of TLS 1.3 (RFC 9846, Section 4).
package enum HandshakeMessage: Hashable, Sendable {
    case clientHello(ClientHello)
    case serverHello(ServerHello)
    case helloRetryRequest(HelloRetryRequest)
    case encryptedExtensions(EncryptedExtensions)
    case certificateRequest(CertificateRequest)
    case certificate(Certificate)
    case certificateVerify(CertificateVerify)
    case finished(Finished)
    case newSessionTicket(NewSessionTicket)
    case keyUpdate(KeyUpdate)
    case endOfEarlyData(EndOfEarlyData)

    /// How many bytes a message's header takes: type and length.
    package static let headerCount = 4

    /// Decodes a message from its type and its body, the header not included.
    ///
    /// - Throws: `unknownMessage` for a type that TLS 1.3 does not have, or what is wrong with the body.
    package init(decoding type: HandshakeType, body: RawSpan) throws(DecodingFailure) {
        switch type {
        case .clientHello: self = .clientHello(try ClientHello(decoding: body))
        case .serverHello:
            let serverHello = try ServerHello(decoding: body)
            // RFC 9846, Section 4.2.3: the random says which of the two it is.
            if let request = HelloRetryRequest(serverHello) {
                self = .helloRetryRequest(request)
            } else {
                self = .serverHello(serverHello)
            }
        case .encryptedExtensions: self = .encryptedExtensions(try EncryptedExtensions(decoding: body))
        case .certificateRequest: self = .certificateRequest(try CertificateRequest(decoding: body))
        case .certificate: self = .certificate(try Certificate(decoding: body))
        case .certificateVerify: self = .certificateVerify(try CertificateVerify(decoding: body))
        case .finished: self = .finished(try Finished(decoding: body))
        case .newSessionTicket: self = .newSessionTicket(try NewSessionTicket(decoding: body))
        case .keyUpdate: self = .keyUpdate(try KeyUpdate(decoding: body))
        case .endOfEarlyData: self = .endOfEarlyData(try EndOfEarlyData(decoding: body))
        default: throw DecodingFailure(.unknownMessage(type), path: "Handshake.msg_type")
        }
    }

    /// Decodes a whole message, header included.
    ///
    /// - Throws: as for a body; `truncated` or `trailingBytes` if the header announces another length.
    package init(decoding message: RawSpan) throws(DecodingFailure) {
        let header = try Self.header(of: message)
        try self.init(decoding: header.type, body: message.extracting(last: header.bodyCount))
    }

    /// What the header of a whole message says.
    static func header(of message: RawSpan) throws(DecodingFailure) -> (type: HandshakeType, bodyCount: Int) {
        var reader = WireReader(message, "Handshake")
        let type: HandshakeType = try reader.codePoint("msg_type")
        let count = try reader.skipVector("length", length: .uint24)
        try reader.finish()
        return (type, count)
    }

    /// The type in the message's header.
    package var type: HandshakeType { Swift.type(of: self.body).handshakeType }

    /// The message's name in the RFC, such as `HelloRetryRequest`.
    package var name: String { Swift.type(of: self.body).name.description }

    /// The message on the wire, with its header.
    package func encoded() -> [UInt8] {
        switch self {
        case .clientHello(let body): body.encoded()
        case .serverHello(let body): body.encoded()
        case .helloRetryRequest(let body): body.encoded()
        case .encryptedExtensions(let body): body.encoded()
        case .certificateRequest(let body): body.encoded()
        case .certificate(let body): body.encoded()
        case .certificateVerify(let body): body.encoded()
        case .finished(let body): body.encoded()
        case .newSessionTicket(let body): body.encoded()
        case .keyUpdate(let body): body.encoded()
        case .endOfEarlyData(let body): body.encoded()
        }
    }

    private var body: any HandshakeBody {
        switch self {
        case .clientHello(let body): body
        case .serverHello(let body): body
        case .helloRetryRequest(let body): body
        case .encryptedExtensions(let body): body
        case .certificateRequest(let body): body
        case .certificate(let body): body
        case .certificateVerify(let body): body
        case .finished(let body): body
        case .newSessionTicket(let body): body
        case .keyUpdate(let body): body
        case .endOfEarlyData(let body): body
        }
    }
}
