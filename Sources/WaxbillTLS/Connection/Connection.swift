import TLSCrypto
import TLSWire

/// Both ends' common core: records on one side, a handshake on the other, events for the driver.
///
/// It interprets the handshake's effects with records and emits what the observer sees; no state knows of either.
struct Connection<Handshake: HandshakeStateMachine & ~Copyable>: ~Copyable, Sendable {
    var handshake: Handshake
    let role: Role
    let settings: ConnectionSettings
    var readPath: ReadPath
    var writePath: WritePath
    var reassembler = HandshakeReassembler()
    var events = EventQueue()
    /// Handshake messages that go into the next record.
    var flight: [UInt8] = []
    /// What the buffering ``TLSConnection/receive(_:)`` keeps: an unfinished record.
    var input: [UInt8] = []
    var counters = PeerCounters()
    /// The inquiry that waits.
    var inquiry: Inquiry?
    var failure: TLSError?
    /// The version, once it is settled.
    var version: ProtocolVersion?
    var isEstablished = false
    /// A request for new keys has been answered, and nothing sent since.
    var hasAnsweredKeyUpdate = false
    /// The peer has closed its side.
    var isReadClosed = false
    /// The peer has closed cleanly, and the driver is to be told once it has the data before.
    var isClosureUnannounced = false
    /// We have closed ours.
    var isWriteClosed = false

    init(_ handshake: consuming Handshake, role: Role, settings: ConnectionSettings) {
        self.handshake = handshake
        self.role = role
        self.settings = settings
        readPath = ReadPath(emptyRecordLimit: settings.limits.emptyRecords)
        writePath = WritePath(padding: settings.padding, role: role)
    }

    /// Whether TLS 1.2 or an older version may still be, or is, spoken.
    var offersTLS12: Bool { settings.versions.lowerBound < .tls13 }

    mutating func start() throws(TLSError) {
        try advance { (handshake: inout Handshake, output: inout HandshakeOutput) throws(TLSError) in
            try handshake.start(&output)
        }
    }

    mutating func nextEvent() -> ConnectionEvent? { events.next() }

    func exportKeyingMaterial(label: String, context: [UInt8]?, length: Int) throws(TLSError) -> [UInt8] {
        guard isEstablished else { throw .misuse(.notEstablished) }
        return try handshake.exportKeyingMaterial(label: label, context: context, length: length)
    }

    mutating func answer(_ answer: Answer) throws(TLSError) {
        guard failure == nil else { throw .misuse(.connectionFailed) }
        guard let asked = inquiry else { throw .misuse(.noInquiryWaiting) }
        guard asked.accepts(answer) else { throw .misuse(.answerDoesNotFit(inquiry: asked.name)) }
        inquiry = nil
        try poisoning { (connection: inout Self) throws(TLSError) in
            if case .abort(let alert) = answer { throw TLSError(.aborted(alert)) }
            try connection.advance { (handshake: inout Handshake, output: inout HandshakeOutput) throws(TLSError) in
                try handshake.answer(answer, &output)
            }
            try connection.receiveMessages()
        }
        if !input.isEmpty { try receiveBuffered() }
    }

    /// Runs a transition of the handshake and interprets its effects.
    mutating func advance(
        _ transition: (inout Handshake, inout HandshakeOutput) throws(TLSError) -> Void
    ) throws(TLSError) {
        let before = settings.isObserved ? handshake.stateName : ""
        var output = HandshakeOutput()
        try transition(&handshake, &output)
        try interpret(output.effects)
        let after = settings.isObserved ? handshake.stateName : ""
        if after != before { observe(.state(after)) }
    }

    /// Runs `body`; an error of it ends the connection, with its alert.
    mutating func poisoning(_ body: (inout Self) throws(TLSError) -> Void) throws(TLSError) {
        let state = handshake.stateName
        do throws(TLSError) {
            try body(&self)
        } catch {
            var error = error
            if error.state == nil { error.state = state }
            error.peer = role.peer
            fail(error)
            throw error
        }
    }

    private mutating func fail(_ error: TLSError) {
        failure = error
        inquiry = nil
        flight = []
        // RFC 9846, Section 6.1: nothing follows close_notify.
        if let alert = error.alert, !isWriteClosed { sendAlert(.fatal, alert) }
        isWriteClosed = true
        isReadClosed = true
        // RFC 9846, Section 6: a failed connection's secrets and keys are forgotten.
        handshake.fail(error)
        readPath.forgetKeys()
        writePath.forgetKeys()
        observe(.failed(error))
    }

    /// Shows something to the observer, if there is one.
    mutating func observe(_ event: @autoclosure () -> HandshakeEvent) {
        if settings.isObserved { events.append(.observed(event())) }
    }
}

/// What a peer has done in a row.
struct PeerCounters: Sendable {
    var warningAlerts = 0
    var keyUpdates = 0
    var changeCipherSpecs = 0
}

extension Inquiry {
    /// Whether an answer is of the kind asked for.
    fileprivate func accepts(_ answer: Answer) -> Bool {
        switch (self, answer) {
        case (.selectIdentity, .identity), (.verifyCertificate, .certificateVerification), (.sign, .signature),
            (.openTicket, .sessionState), (.issueTicket, .ticket), (.decryptPremaster, .premasterSecret),
            (.openSession, .sessionState), (.keepSession, .sessionKept), (_, .abort):
            true
        default: false
        }
    }
}
