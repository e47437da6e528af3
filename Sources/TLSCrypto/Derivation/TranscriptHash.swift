import Crypto

/// A running hash over handshake messages (RFC 9846, Section 4.1).
///
/// Copies share their state until one of them goes on, so that a copy is as cheap as a retain. For the synthetic
/// `message_hash` that follows a HelloRetryRequest, start a new one and give it that message.
package struct TranscriptHash: Sendable {
    package let algorithm: HashAlgorithm

    // One of the two, by `algorithm`. Not an enum's payload, for that cannot be updated in place.
    private var sha256: SHA256?
    private var sha384: SHA384?

    package init(_ algorithm: HashAlgorithm) {
        self.algorithm = algorithm
        switch algorithm {
        case .sha256: self.sha256 = SHA256()
        case .sha384: self.sha384 = SHA384()
        }
    }

    /// Hashes `bytes` after those that came before.
    package mutating func update(_ bytes: RawSpan) {
        self.sha256?.update(bytes)
        self.sha384?.update(bytes)
    }

    /// Hashes `bytes` after those that came before.
    package mutating func update(_ bytes: [UInt8]) {
        unsafe self.update(bytes.span.bytes)
    }

    /// The digest of all bytes so far; more may follow.
    package func digest() -> [UInt8] {
        self.sha256?.finalize().copyBytes() ?? self.sha384?.finalize().copyBytes() ?? []
    }
}
