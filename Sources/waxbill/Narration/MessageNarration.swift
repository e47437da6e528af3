import TLSWire
import WaxbillTLS

/// A handshake message in words.
enum MessageNarration {
    case told(name: String, facts: [Fact])
    /// It cannot be decoded.
    case malformed(DecodingFailure)

    /// - Parameters:
    ///   - message: the whole message with its 4-byte header.
    ///   - context: what the messages before settled, which this one may settle more of.
    init(_ message: [UInt8], _ context: inout MessageContext) {
        do throws(DecodingFailure) {
            if context.isOld {
                let decoded = try HandshakeMessage12(decoding: message.span.bytes)
                self = .told(name: decoded.name, facts: try decoded.facts(context))
            } else {
                let decoded = try HandshakeMessage(decoding: message.span.bytes)
                try context.note(decoded)
                self = .told(name: decoded.name, facts: try decoded.facts())
            }
        } catch {
            self = .malformed(error)
        }
    }
}

/// What decides about the form of the messages that follow.
struct MessageContext: Sendable {
    /// The version that a ServerHello has settled.
    private(set) var version: ProtocolVersion?
    private(set) var cipherSuite: CipherSuite?

    /// Whether messages have the form of TLS 1.2 and before.
    var isOld: Bool { version.map { $0 <= .tls12 } ?? false }

    fileprivate mutating func note(_ message: HandshakeMessage) throws(DecodingFailure) {
        guard case .serverHello(let hello) = message else { return }
        version = try hello.extensions.decode(SelectedVersion.self)?.selectedVersion ?? hello.legacyVersion
        cipherSuite = hello.cipherSuite
    }
}

extension HandshakeMessage {
    /// - Throws: where an extension cannot be decoded.
    fileprivate func facts() throws(DecodingFailure) -> [Fact] {
        switch self {
        case .clientHello(let message): try message.facts()
        case .serverHello(let message): try message.facts()
        case .helloRetryRequest(let message): try message.facts()
        case .encryptedExtensions(let message): try message.facts()
        case .certificateRequest(let message): try message.facts()
        case .certificate(let message): message.facts
        case .certificateVerify(let message): message.facts
        case .finished(let message): message.facts
        case .newSessionTicket(let message): message.facts
        case .keyUpdate(let message): message.facts
        case .endOfEarlyData: []
        }
    }
}

extension HandshakeMessage12 {
    /// - Throws: where something in it cannot be decoded.
    fileprivate func facts(_ context: MessageContext) throws(DecodingFailure) -> [Fact] {
        let version = context.version ?? .tls12
        return switch self {
        case .helloRequest, .serverHelloDone: []
        case .clientHello(let message): try message.facts()
        case .serverHello(let message): try message.facts()
        case .newSessionTicket(let message): message.facts
        case .certificate(let message): message.facts
        case .serverKeyExchange(let message): try message.decode(version: version).facts
        case .certificateRequest(let message): try message.decode(version: version).facts
        case .certificateVerify(let message): try message.decode(version: version).signedMessages.facts
        case .clientKeyExchange(let message): try message.facts(context.cipherSuite)
        case .finished(let message): message.facts
        case .certificateStatus(let message): message.facts
        }
    }
}
