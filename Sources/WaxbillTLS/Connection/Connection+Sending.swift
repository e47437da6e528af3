import TLSWire

extension Connection where Handshake: ~Copyable {
    /// The length of a KeyUpdate with its header.
    private var keyUpdateLength: Int { 5 }

    func ciphertextCount(for count: Int) -> Int {
        let renewal = isKeyUpdateDue(for: count) ? writePath.sealedCount(for: keyUpdateLength) : 0
        return events.outgoing.count + renewal + (count == 0 ? 0 : writePath.sealedCount(for: count))
    }

    mutating func send(_ plaintext: RawSpan, into ciphertext: inout OutputRawSpan) throws(TLSError) {
        try checkSending()
        let needed = ciphertextCount(for: plaintext.byteCount)
        guard ciphertext.freeCapacity >= needed else { throw .misuse(.outputTooSmall(needed: needed)) }
        // RFC 9846, Section 5.5: new keys before the old ones have protected too much.
        if isKeyUpdateDue(for: plaintext.byteCount) { try updateKeys(requestPeer: false) }
        if !events.outgoing.isEmpty { unsafe ciphertext.appendContents(of: events.takeOutgoing().span.bytes) }
        guard !plaintext.isEmpty else { return }
        hasAnsweredKeyUpdate = false
        if settings.isObserved {
            try sendObserved(plaintext, into: &ciphertext)
        } else {
            try writePath.seal(.applicationData, plaintext, into: &ciphertext)
        }
    }

    mutating func send(_ plaintext: RawSpan) throws(TLSError) {
        var bytes: [UInt8] = []
        try bytes.append(capacity: ciphertextCount(for: plaintext.byteCount)) {
            (output: inout OutputRawSpan) throws(TLSError) in
            try send(plaintext, into: &output)
        }
        events.outgoing += bytes
    }

    mutating func updateKeys(requestPeer: Bool) throws(TLSError) {
        try checkSending()
        // RFC 9846, Section 4.7.3: only TLS 1.3 renews keys.
        guard version == .tls13 else { throw .misuse(.keyUpdateUnsupported) }
        try advance { (handshake: inout Handshake, output: inout HandshakeOutput) throws(TLSError) in
            try handshake.updateKeys(requestPeer: requestPeer, &output)
        }
    }

    private func checkSending() throws(TLSError) {
        guard failure == nil else { throw .misuse(.connectionFailed) }
        guard isEstablished else { throw .misuse(.notEstablished) }
        guard !isWriteClosed else { throw .misuse(.sendingClosed) }
    }

    private func isKeyUpdateDue(for count: Int) -> Bool {
        isEstablished && writePath.exceedsKeyLimit(with: count, limit: settings.keyUpdateThreshold)
    }

    private mutating func sendObserved(_ plaintext: RawSpan, into ciphertext: inout OutputRawSpan) throws(TLSError) {
        try seal(.applicationData, plaintext)
        unsafe ciphertext.appendContents(of: events.takeOutgoing().span.bytes)
    }
}
