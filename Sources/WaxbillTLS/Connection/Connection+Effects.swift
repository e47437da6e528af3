import TLSCrypto
import TLSWire

extension Connection where Handshake: ~Copyable {
    /// Does what a handshake state wants done, in order.
    mutating func interpret(_ effects: [HandshakeEffect]) throws(TLSError) {
        for effect in effects { try interpret(effect) }
        // What follows the answer may fit into the same record.
        if inquiry == nil { try flushFlight() }
    }

    private mutating func interpret(_ effect: HandshakeEffect) throws(TLSError) {
        switch effect {
        // RFC 9846, Section 6.1: nothing follows close_notify.
        case .send where isWriteClosed, .sendChangeCipherSpec where isWriteClosed: break
        case .send(let message):
            try checkFlightEnd()
            flight += message.bytes
            observe(.message(.sent, message.type, message.bytes))
        case .sendChangeCipherSpec:
            try flushFlight()
            let version = writePath.recordVersion
            events.outgoing += writePath.changeCipherSpec()
            observe(.record(.sent, .changeCipherSpec, legacyVersion: version, length: 1, protected: false))
        case .install(let keys, for: .read): try installForReading(keys)
        case .install(let keys, for: .write):
            try flushFlight()
            try writePath.install(keys)
            observe(.keysInstalled(.sent, epoch: keys.epoch.description))
        case .installCipherSpec(let cipherSpec, for: .read): try installForReading(cipherSpec)
        case .installCipherSpec(let cipherSpec, for: .write):
            try flushFlight()
            try writePath.install(cipherSpec, random: settings.randomSource)
            observe(.keysInstalled(.sent, epoch: CipherSpec12.epochName))
        case .warn(let description):
            try flushFlight()
            sendAlert(.warning, description)
        case .derived(let label, let secret, let clientRandom): log(label, secret, clientRandom)
        case .negotiated(let parameter):
            if case .version(let version) = parameter { try settle(version) }
            // RFC 9846, Section 5.1: both ClientHellos and the HelloRetryRequest end with their record.
            if parameter == .helloRetryRequest, !reassembler.isEmpty { throw .violation(.messageAcrossKeyChange) }
            observe(.negotiated(parameter))
        case .limitSentRecords(let limit): writePath.limitRecords(to: limit)
        case .limitReceivedRecords(let limit): readPath.limitRecords(to: limit)
        case .renewKeys: try answerKeyUpdate()
        case .skipEarlyData(let skipping): readPath.skipEarlyData(skipping)
        case .ask(let question):
            inquiry = question
            observe(.inquiry(question.name))
            events.append(.inquiry(question))
        case .issued(let session): events.append(.sessionTicket(session))
        case .complete(let summary):
            try checkFlightEnd()
            isEstablished = true
            events.append(.handshakeCompleted(summary))
        }
    }

    /// RFC 5246, Section 7.3: the peer waits for our flight, so that nothing of its own next one can have come. TLS 1.3
    /// changes keys where flights end.
    private func checkFlightEnd() throws(TLSError) {
        guard let version, version < .tls13 else { return }
        guard reassembler.isEmpty else { throw .violation(.dataAfterFlight) }
    }

    private mutating func installForReading(_ keys: TrafficKeys) throws(TLSError) {
        // RFC 9846, Section 5.1: messages must not span key changes.
        guard reassembler.isEmpty else { throw .violation(.messageAcrossKeyChange) }
        try readPath.install(keys)
        observe(.keysInstalled(.received, epoch: keys.epoch.description))
    }

    private mutating func installForReading(_ cipherSpec: CipherSpec12) throws(TLSError) {
        try readPath.install(cipherSpec, random: settings.randomSource)
        observe(.keysInstalled(.received, epoch: CipherSpec12.epochName))
    }

    /// The version is known: records of TLS 1.2 and before bear it, and none of TLS 1.3's may have come.
    private mutating func settle(_ version: ProtocolVersion) throws(TLSError) {
        self.version = version
        guard version < .tls13 else { return }
        guard counters.changeCipherSpecs == 0 else { throw .violation(.unexpectedContentType(.changeCipherSpec)) }
        readPath.useVersion(version)
        writePath.useVersion(version)
    }

    /// RFC 9846, Section 4.7.3: requests that come while we send nothing have one answer.
    private mutating func answerKeyUpdate() throws(TLSError) {
        guard !hasAnsweredKeyUpdate, !isWriteClosed else { return }
        hasAnsweredKeyUpdate = true
        try advance { (handshake: inout Handshake, output: inout HandshakeOutput) throws(TLSError) in
            try handshake.updateKeys(requestPeer: false, &output)
        }
    }

    private mutating func log(_ label: SecretLabel, _ secret: Secret, _ clientRandom: [UInt8]) {
        if settings.logsKeys, label.isLogged {
            events.append(
                .keyLog(KeyLogEntry(label: label.rawValue, clientRandom: clientRandom, secret: secret.copyBytes())))
        }
        observe(.secret(label: label.rawValue, secret.copyBytes()))
    }

    /// Puts the collected handshake messages into records.
    mutating func flushFlight() throws(TLSError) {
        guard !flight.isEmpty else { return }
        let messages = flight
        flight = []
        try unsafe seal(.handshake, messages.span.bytes)
    }

    /// Makes records that wait to be written.
    mutating func seal(_ type: ContentType, _ content: RawSpan) throws(TLSError) {
        let before = events.outgoing.count
        var outgoing = events.takeOutgoing()
        defer { events.outgoing = outgoing }
        try outgoing.append(capacity: writePath.sealedCount(for: content.byteCount)) {
            (output: inout OutputRawSpan) throws(TLSError) in
            try writePath.seal(type, content, into: &output)
        }
        if settings.isObserved { observeRecords(outgoing, from: before) }
    }

    private mutating func observeRecords(_ bytes: [UInt8], from start: Int) {
        let isProtected = writePath.isProtected
        var offset = start
        while let header = unsafe RecordHeader(bytes.span.bytes.extracting(droppingFirst: offset)) {
            observe(
                .record(
                    .sent, header.contentType, legacyVersion: header.legacyRecordVersion, length: header.length,
                    protected: isProtected))
            offset += RecordHeader.byteCount + header.length
        }
    }
}
