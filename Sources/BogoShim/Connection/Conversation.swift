import WaxbillTLS

/// One connection: handshake, checks, echo, closure.
struct Conversation<Endpoint: TLSConnection & ~Copyable>: ~Copyable {
    var endpoint: Endpoint
    let socket: Socket
    let setup: ConnectionSetup
    let isResumption: Bool
    /// The session that the client offers.
    private let offered: Session?
    /// Before the run, of the connection before; after it, of this one.
    private(set) var facts: InheritedFacts
    private var feed: RecordFeed
    private var trace = MessageTrace()
    private var results = ConnectionResults()
    private var keys: [KeyLogEntry] = []
    /// What was written and may not go out yet.
    private var heldBack: [UInt8]?
    private var waitingInquiry: Inquiry?
    /// What happened while something was being sent.
    private var postponed: [ConnectionEvent] = []
    private var isReadFinished = false
    private var closure: Bool?

    init(
        _ endpoint: consuming Endpoint, _ socket: consuming Socket, _ setup: ConnectionSetup, isResumption: Bool,
        offering offered: Session? = nil, inheriting facts: InheritedFacts
    ) {
        self.offered = offered
        self.facts = facts
        self.endpoint = endpoint
        self.socket = socket
        self.setup = setup
        self.isResumption = isResumption
        feed = RecordFeed(isByteByByte: setup.settings.isAsync)
    }

    private var settings: ShimSettings { setup.settings }

    /// Runs the connection to its end.
    /// - Returns: the last session that the client got.
    mutating func run() async throws -> Session? {
        try await handleEvents()
        while !isReadFinished { try await receive() }
        try check { try $0.checkSessions($1, setup, offered: offered) }
        try await shutDown()
        try trace.check(settings.expectations)
        return results.sessions.last ?? offered
    }

    /// Gives the engine the next bytes and handles what comes of them.
    private mutating func receive() async throws {
        let bytes = try feed.next(socket)
        if bytes.isEmpty {
            endpoint.receiveEndOfStream()
            isReadFinished = true
        }
        var failure: TLSError?
        do throws(TLSError) {
            try endpoint.receive(bytes.span.bytes)
        } catch {
            failure = error
        }
        try await handleEvents()
        if let failure { throw setup.failure(failure) }
        guard isReadFinished || results.summary != nil || !bytes.isEmpty else { return }
        if isReadFinished, results.summary == nil { throw ShimFailure.network("the peer left during the handshake") }
    }

    private mutating func handleEvents() async throws {
        repeat {
            while let event = nextEvent() { try await handle(event) }
            guard let inquiry = waitingInquiry else { return }
            waitingInquiry = nil
            do throws(TLSError) {
                try endpoint.answer(await setup.responder.answer(inquiry))
            } catch {
                while let event = nextEvent() { try await handle(event) }
                throw setup.failure(error)
            }
        } while true
    }

    private mutating func nextEvent() -> ConnectionEvent? {
        postponed.isEmpty ? endpoint.nextEvent() : postponed.removeFirst()
    }

    private mutating func handle(_ event: ConnectionEvent) async throws {
        switch event {
        case .write(let bytes): try write(bytes)
        case .applicationData(let bytes): try echo(bytes)
        // Answered once nothing else is to be done.
        case .inquiry(let inquiry): waitingInquiry = inquiry
        case .handshakeCompleted(let summary): try complete(summary)
        case .sessionTicket(let session): results.sessions.append(session)
        case .peerClosed(let clean):
            closure = clean
            isReadFinished = true
        case .keyLog(let entry): keys.append(entry)
        case .observed(let event): trace.append(event)
        }
    }

    private mutating func complete(_ summary: ConnectionSummary) throws {
        if settings.handshakeNeverDone { throw ShimFailure.expectation("the handshake was completed") }
        results.summary = summary
        if !summary.resumed {
            facts = InheritedFacts(
                group: summary.group, signatureScheme: summary.signatureScheme,
                ocspResponse: setup.verifier.lastRequest?.ocspResponse)
        }
        try check { try $0.checkHandshake($1, setup, facts, isResumption: isResumption) }
        try checkOffer()
        try sendFirst()
        if settings.shutsDown || settings.writesDifferentRecordSizes { isReadFinished = true }
    }

    private func check(_ body: (ConnectionResults, ConnectionSummary) throws -> Void) throws {
        guard let summary = results.summary else { return }
        try body(results, summary)
    }

    private func checkOffer() throws {
        guard let expected = settings.expectations.advertisedProtocols else { return }
        guard trace.offeredProtocols == expected else { throw ShimFailure.expectation("the client's ALPN differs") }
    }

    /// What is sent before anything is read.
    private mutating func sendFirst() throws {
        if settings.exportLength > 0 { try send(keyingMaterial(settings.exportLength)) }
        if settings.exportsTrafficSecrets { try send(try TrafficSecrets(keys, settings).encoded()) }
        if settings.writesDifferentRecordSizes {
            for size in [0, 1, 255, 256, 257, 16383, 16384, 16385, 32767, 32768, 32769] {
                try send([UInt8](repeating: 0x42, count: size))
            }
        } else if settings.readsWithUnfinishedWrite {
            heldBack = []
            try send(settings.initialWrite)
        } else if settings.writesFirst {
            for _ in 0..<settings.initialWriteCount { try send(settings.initialWrite) }
        }
    }

    private func keyingMaterial(_ length: Int) throws -> [UInt8] {
        do throws(TLSError) {
            return try endpoint.exportKeyingMaterial(
                label: String(decoding: settings.exportLabel, as: UTF8.self),
                context: settings.usesExportContext ? settings.exportContext : nil, length: length)
        } catch {
            throw ShimFailure.provider(ErrorNames.exportFailed)
        }
    }

    /// Sends back what came, inverted.
    private mutating func echo(_ bytes: [UInt8]) throws {
        guard !settings.shutsDown else { throw ShimFailure.provider(ErrorNames.dataOnShutdown) }
        if let unfinished = heldBack {
            heldBack = nil
            try write(unfinished)
        }
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = rest.prefix(settings.readSize)
            rest = rest.dropFirst(part.count)
            if settings.exportsBetweenReads { _ = try keyingMaterial(1) }
            if settings.updatesKeys { try endpoint.updateKeys(requestPeer: false) }
            try send(part.map { $0 ^ 0xff })
        }
    }

    private mutating func send(_ bytes: [UInt8]) throws {
        try endpoint.send(bytes.span.bytes)
        while let event = endpoint.nextEvent() {
            if case .write(let bytes) = event { try write(bytes) } else { postponed.append(event) }
        }
    }

    /// Writes, all but the first byte later where a write is to stay unfinished.
    private mutating func write(_ bytes: [UInt8]) throws {
        guard let waiting = heldBack else { return try socket.write(bytes) }
        if waiting.isEmpty, let first = bytes.first {
            try socket.write([first])
            heldBack = Array(bytes.dropFirst())
        } else {
            heldBack = waiting + bytes
        }
    }

    private mutating func shutDown() async throws {
        guard settings.checksCloseNotify else { return }
        endpoint.close()
        try await handleEvents()
        if settings.shutsDown || settings.writesDifferentRecordSizes {
            isReadFinished = false
            while !isReadFinished { try await receive() }
        }
        guard closure == true else { throw ShimFailure.expectation(ErrorNames.noCloseNotify) }
    }
}
