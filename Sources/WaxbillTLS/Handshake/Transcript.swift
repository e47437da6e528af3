import TLSCrypto
import TLSWire

/// The handshake's messages as their running hash (RFC 9846, Section 4.1).
struct Transcript: Sendable {
    private var hash: TranscriptHash

    init(_ algorithm: HashAlgorithm) {
        hash = TranscriptHash(algorithm)
    }

    /// A transcript after a HelloRetryRequest: the first ClientHello is represented by its hash.
    init(_ algorithm: HashAlgorithm, replacing clientHello: [UInt8]) {
        var first = TranscriptHash(algorithm)
        first.update(clientHello)
        let digest = first.digest()
        hash = TranscriptHash(algorithm)
        hash.update([HandshakeType.messageHash.rawValue, 0, 0, UInt8(digest.count)] + digest)
    }

    mutating func append(_ message: [UInt8]) { hash.update(message) }

    mutating func append(_ message: ReceivedMessage) { hash.update(message.bytes) }

    var digest: [UInt8] { hash.digest() }

    /// The hash with some more bytes, which do not stay: for binders (RFC 9846, Section 4.3.11.2).
    func digest(with bytes: ArraySlice<UInt8>) -> [UInt8] {
        var copy = hash
        copy.update(Array(bytes))
        return copy.digest()
    }
}

extension HandshakeOutput {
    /// Encodes a message, puts it into the transcript and sends it.
    mutating func send(_ body: some HandshakeBody, _ transcript: inout Transcript) {
        let bytes = body.encoded()
        transcript.append(bytes)
        append(.send(EncodedMessage(type: type(of: body).handshakeType, bytes: bytes)))
    }
}
