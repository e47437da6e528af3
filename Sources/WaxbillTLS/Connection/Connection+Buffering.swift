extension Connection where Handshake: ~Copyable {
    /// Takes all bytes, keeps an unfinished record, delivers data as events; see ``TLSConnection/receive(_:)``.
    mutating func receive(_ ciphertext: RawSpan) throws(TLSError) {
        guard failure == nil else { throw .misuse(.connectionFailed) }
        input.append(contentsOf: ciphertext)
        try receiveBuffered()
    }

    /// Processes what has been kept.
    mutating func receiveBuffered() throws(TLSError) {
        let bytes = input
        input = []
        var plaintext: [UInt8] = []
        var taken = 0
        var thrown: TLSError?
        plaintext.append(capacity: bytes.count) { output in
            do throws(TLSError) {
                taken = try unsafe receiveRecords(bytes.span.bytes, into: &output)
            } catch {
                thrown = error
            }
        }
        if !plaintext.isEmpty { events.append(.applicationData(plaintext)) }
        announceClosure()
        if let thrown { throw thrown }
        input = Array(bytes.dropFirst(taken))
    }
}

extension [UInt8] {
    /// Appends a copy of the span's bytes.
    fileprivate mutating func append(contentsOf span: RawSpan) {
        append(capacity: span.byteCount) { $0.appendContents(of: span) }
    }
}
