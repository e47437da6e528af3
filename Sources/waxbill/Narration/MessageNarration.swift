import TLSWire
import WaxbillTLS

/// A handshake message in words.
enum MessageNarration {
    case told(name: String, facts: [Fact])
    /// It cannot be decoded.
    case malformed(DecodingFailure)

    /// - Parameter message: the whole message with its 4-byte header.
    init(_ message: [UInt8]) {
        do throws(DecodingFailure) {
            let decoded = try HandshakeMessage(decoding: message.span.bytes)
            self = .told(name: decoded.name, facts: try decoded.facts())
        } catch {
            self = .malformed(error)
        }
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
