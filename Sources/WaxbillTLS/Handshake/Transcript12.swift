import TLSCrypto
import TLSWire

/// The handshake's messages in TLS 1.2 and before: their running hash, and themselves as long as a signature over them may
/// come (RFC 5246, Sections 7.4.8 and 7.4.9).
struct Transcript12: Sendable {
    private var hash: TranscriptHash12
    /// In TLS 1.2 the scheme decides about the hash that the signature takes, which is not the PRF's.
    private var kept: [UInt8]?

    init(_ prf: PRF) {
        hash = TranscriptHash12(prf)
        kept = []
    }

    mutating func append(_ message: [UInt8]) {
        hash.update(message)
        kept?.append(contentsOf: message)
    }

    mutating func append(_ message: ReceivedMessage12) { append(message.bytes) }

    var digest: [UInt8] { hash.digest() }

    /// All messages, for a CertificateVerify.
    var messages: [UInt8] { kept ?? [] }

    /// No signature will come: only the hash stays.
    mutating func forgetMessages() { kept = nil }
}

extension HandshakeOutput {
    /// Encodes a message, puts it into the transcript and sends it.
    mutating func send(_ body: some EncodableHandshakeBody, _ transcript: inout Transcript12) {
        let bytes = body.encoded()
        transcript.append(bytes)
        append(.send(EncodedMessage(type: type(of: body).handshakeType, bytes: bytes)))
    }
}
