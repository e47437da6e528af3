import TLSWire

extension Connection where Handshake: ~Copyable {
    /// Takes whole records; see ``TLSConnection/receive(_:into:)``.
    mutating func receive(_ ciphertext: RawSpan, into plaintext: inout OutputRawSpan) throws(TLSError) -> Int {
        let taken = try receiveRecords(ciphertext, into: &plaintext)
        announceClosure()
        return taken
    }

    /// Takes whole records; the peer's closure is still to be announced.
    mutating func receiveRecords(_ ciphertext: RawSpan, into plaintext: inout OutputRawSpan) throws(TLSError) -> Int {
        guard failure == nil else { throw .misuse(.connectionFailed) }
        var taken = 0
        var state = handshake.stateName
        do throws(TLSError) {
            while let length = try nextRecordLength(ciphertext.extracting(droppingFirst: taken), plaintext.freeCapacity)
            {
                try receiveRecord(ciphertext.extracting(taken..<(taken + length)), into: &plaintext)
                taken += length
                state = handshake.stateName
            }
        } catch {
            try poisoning { (_: inout Self) throws(TLSError) in
                var error = error
                if error.state == nil { error.state = state }
                throw error
            }
        }
        // RFC 9846, Section 6.1: what follows close_notify is ignored.
        return isReadClosed ? ciphertext.byteCount : taken
    }

    /// The length of the whole record at the front of `bytes`, header included, if it can be taken now.
    private func nextRecordLength(_ bytes: RawSpan, _ room: Int) throws(TLSError) -> Int? {
        guard inquiry == nil, !isReadClosed, let header = RecordHeader(bytes) else { return nil }
        try readPath.check(header)
        let length = RecordHeader.byteCount + header.length
        guard bytes.byteCount >= length, !readPath.isProtected || room >= header.length else { return nil }
        return length
    }

    private mutating func receiveRecord(_ record: RawSpan, into plaintext: inout OutputRawSpan) throws(TLSError) {
        guard let header = RecordHeader(record) else { return }
        let isProtected = readPath.protects(header.contentType)
        observe(
            .record(
                .received, header.contentType, legacyVersion: header.legacyRecordVersion, length: header.length,
                protected: isProtected))
        if isProtected {
            try receiveProtected(record, into: &plaintext)
        } else if try !readPath.skipsPlaintext(header) {
            try receivePlaintext(header.contentType, record.extracting(droppingFirst: RecordHeader.byteCount))
        }
    }

    private mutating func receiveProtected(_ record: RawSpan, into plaintext: inout OutputRawSpan) throws(TLSError) {
        let start = plaintext.byteCount
        // What is refused, or not application data, is none of the driver's.
        var isForDriver = false
        defer { if !isForDriver { plaintext.removeLast(plaintext.byteCount - start) } }
        guard let type = try readPath.open(record, into: &plaintext) else { return }
        try receiveContent(type, plaintext.bytes.extracting(droppingFirst: start))
        isForDriver = type == .applicationData
    }

    private mutating func receiveContent(_ type: ContentType, _ content: RawSpan) throws(TLSError) {
        switch type {
        case .applicationData: try receiveApplicationData(content.byteCount)
        case .handshake: try receiveHandshake(content)
        case .alert: try receiveAlert(content)
        default: throw .violation(.unexpectedContentType(type))
        }
    }

    /// Whether the peer may still send plaintext alerts: a client does that where it fails before it has keys. Later
    /// ones are anybody's.
    private var mayLackKeys: Bool { role == .server && !readPath.hasOpenedRecord }

    /// What comes without protection: the first messages, ChangeCipherSpec, and alerts of a peer that has no keys yet.
    private mutating func receivePlaintext(_ type: ContentType, _ fragment: RawSpan) throws(TLSError) {
        switch type {
        case .changeCipherSpec: try receiveChangeCipherSpec(fragment)
        case .alert where !readPath.isProtected || mayLackKeys:
            try readPath.count(isEmpty: fragment.isEmpty, type)
            try receiveAlert(fragment)
        case .handshake where !readPath.isProtected:
            try readPath.count(isEmpty: fragment.isEmpty, type)
            try receiveHandshake(fragment)
        default: throw .violation(.unexpectedContentType(type))
        }
    }

    /// One byte 1: dropped in TLS 1.3 (RFC 9846, Section 5), a change of keys before it (RFC 5246, Section 7.1).
    private mutating func receiveChangeCipherSpec(_ fragment: RawSpan) throws(TLSError) {
        let rule = handshake.changeCipherSpecRule
        guard rule != .forbidden else { throw .violation(.unexpectedContentType(.changeCipherSpec)) }
        guard reassembler.isEmpty else { throw .violation(.interleavedHandshakeMessage) }
        guard fragment.byteCount == 1, unsafe fragment.unsafeLoad(as: UInt8.self) == 1 else {
            throw .violation(.malformedChangeCipherSpec)
        }
        counters.changeCipherSpecs += 1
        guard counters.changeCipherSpecs <= settings.limits.changeCipherSpecs else {
            throw .violation(.tooManyChangeCipherSpecs)
        }
        guard rule == .awaited else { return }
        try advance { (handshake: inout Handshake, output: inout HandshakeOutput) throws(TLSError) in
            try handshake.receiveChangeCipherSpec(&output)
        }
    }

    private mutating func receiveApplicationData(_ count: Int) throws(TLSError) {
        guard isEstablished else { throw .violation(.unexpectedContentType(.applicationData)) }
        guard reassembler.isEmpty else { throw .violation(.interleavedHandshakeMessage) }
        if count > 0 {
            counters.keyUpdates = 0
            counters.warningAlerts = 0
        }
    }

    private mutating func receiveHandshake(_ fragment: RawSpan) throws(TLSError) {
        reassembler.append(fragment)
        try receiveMessages()
    }

    /// Gives whole messages to the handshake until one asks.
    mutating func receiveMessages() throws(TLSError) {
        while inquiry == nil, let raw = try nextMessage() {
            observe(.message(.received, raw.type, raw.bytes))
            try countKeyUpdate(raw.type)
            try advance { (handshake: inout Handshake, output: inout HandshakeOutput) throws(TLSError) in
                try handshake.receive(raw, &output)
            }
        }
    }

    private mutating func nextMessage() throws(TLSError) -> RawHandshakeMessage? {
        let limits = settings.limits
        do throws(DecodingFailure) {
            return try reassembler.nextMessage { type in
                type == .certificate ? limits.certificateMessageSize : limits.handshakeMessageSize
            }
        } catch {
            throw .malformed(error)
        }
    }

    private mutating func countKeyUpdate(_ type: HandshakeType) throws(TLSError) {
        guard type == .keyUpdate else { return }
        counters.keyUpdates += 1
        // RFC 9846, Section 4.7.3
        guard counters.keyUpdates <= settings.limits.keyUpdates else { throw .violation(.tooManyKeyUpdates) }
    }
}
