/// A whole handshake message, not yet decoded.
package struct RawHandshakeMessage: Hashable, Sendable {
    package var type: HandshakeType

    /// The message with its header, as the transcript takes it.
    package var bytes: [UInt8]

    package init(type: HandshakeType, bytes: [UInt8]) {
        self.type = type
        self.bytes = bytes
    }

    /// The message decoded as one of TLS 1.3.
    ///
    /// - Throws: what is wrong with it.
    package func decoded() throws(DecodingFailure) -> HandshakeMessage {
        try unsafe HandshakeMessage(decoding: self.bytes.span.bytes)
    }
}

/// Puts handshake messages together from the records that carry them, several in one or one in several
/// (RFC 9846, Section 5.1).
///
/// After each ``append(_:)`` take messages with ``nextMessage(maximumLength:)`` until there is none; what stays is then
/// less than one message of allowed size.
package struct HandshakeReassembler: Sendable {
    private var buffer: [UInt8] = []

    /// Where in `buffer` the next message begins.
    private var start = 0

    package init() {}

    /// Whether nothing is pending: no keys may change, and nothing else may come, inside a message
    /// (RFC 9846, Section 5.1).
    package var isEmpty: Bool { self.buffer.isEmpty }

    /// How many bytes are pending.
    package var pendingCount: Int { self.buffer.count - self.start }

    /// Adds the plaintext of a handshake record.
    package mutating func append(_ fragment: RawSpan) {
        if self.start > 0 {
            self.buffer.removeFirst(self.start)
            self.start = 0
        }
        unsafe fragment.withUnsafeBytes { bytes in unsafe self.buffer.append(contentsOf: bytes) }
    }

    /// Takes the next message, nil if it is not whole yet.
    ///
    /// `maximumLength` says how many bytes the body of a message of a type may have.
    ///
    /// - Throws: `messageTooLong` as soon as the header of such a message is there.
    package mutating func nextMessage(
        maximumLength: (HandshakeType) -> Int
    ) throws(DecodingFailure) -> RawHandshakeMessage? {
        let headerCount = HandshakeMessage.headerCount
        guard self.pendingCount >= headerCount else { return nil }
        let header = self.buffer[self.start..<(self.start + headerCount)]
        let length = header.dropFirst().reduce(0) { $0 << 8 | Int($1) }
        let type = HandshakeType(rawValue: self.buffer[self.start])
        guard length <= maximumLength(type) else {
            throw DecodingFailure(.messageTooLong(type), path: "Handshake.length")
        }
        let count = headerCount + length
        guard self.pendingCount >= count else { return nil }
        return RawHandshakeMessage(type: type, bytes: self.take(count))
    }

    private mutating func take(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        if self.start == 0, self.buffer.count == count {
            // The common case costs no copy.
            swap(&bytes, &self.buffer)
            return bytes
        }
        bytes = [UInt8](self.buffer[self.start..<(self.start + count)])
        self.start += count
        if self.start == self.buffer.count {
            self.buffer = []
            self.start = 0
        }
        return bytes
    }
}
