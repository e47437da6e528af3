/// What ``TLSClient`` and ``TLSServer`` have in common: all that a driver needs.
///
/// A value without I/O: the driver gives it what came from the network and sends what it asks to be sent. After any call
/// (one that throws, too) the driver takes the events until there are none.
public protocol TLSConnection: ~Copyable, Sendable {
    /// Processes bytes from the network, and appends decrypted application data to `plaintext`.
    ///
    /// Records are only taken whole. Bytes of an unfinished record, and all bytes while an inquiry waits, are left: the
    /// driver gives them again, with what has followed. `plaintext` needs no more room than `ciphertext` has bytes;
    /// records that no longer fit are left as well.
    /// - Returns: how many bytes were taken.
    /// - Throws: ``TLSError``. The alert for the peer, if any, waits among the events.
    mutating func receive(_ ciphertext: RawSpan, into plaintext: inout OutputRawSpan) throws(TLSError) -> Int

    /// Processes bytes from the network, keeps what is unfinished, and delivers data as events.
    mutating func receive(_ ciphertext: RawSpan) throws(TLSError)

    /// The transport has reached its end. Without a close_notify before, `peerClosed(clean: false)` follows.
    mutating func receiveEndOfStream()

    /// The room that ``send(_:into:)`` needs for `count` bytes.
    func ciphertextCount(for count: Int) -> Int

    /// Encrypts application data into `ciphertext`, behind anything that waits to be written.
    /// - Throws: ``TLSError`` (misuse) before the handshake is complete, after ``close()``, or without the room.
    mutating func send(_ plaintext: RawSpan, into ciphertext: inout OutputRawSpan) throws(TLSError)

    /// Encrypts application data into a `write` event.
    mutating func send(_ plaintext: RawSpan) throws(TLSError)

    /// Answers the waiting inquiry. The driver then calls ``receive(_:into:)`` again with what was left.
    mutating func answer(_ answer: Answer) throws(TLSError)

    /// Sends close_notify; nothing can be sent thereafter, but the peer may go on (RFC 9846, Section 6.1).
    mutating func close()

    /// Renews our sending keys, and asks the peer to renew its own (RFC 9846, Section 4.7.3).
    mutating func updateKeys(requestPeer: Bool) throws(TLSError)

    /// Keying material for another protocol (RFC 9846, Section 7.5; RFC 5705).
    /// - Parameters:
    ///   - context: what the material is for; nil: none. In TLS 1.3 none is the same as an empty one, before it is not
    ///     (RFC 5705, Section 4).
    ///   - length: at most 255 times the hash's size.
    func exportKeyingMaterial(label: String, context: [UInt8]?, length: Int) throws(TLSError) -> [UInt8]

    /// The next event, or nil.
    mutating func nextEvent() -> ConnectionEvent?

    /// Whether the handshake is complete.
    var isEstablished: Bool { get }
}
