import WaxbillTLS

/// One endpoint with its driver: it answers inquiries, and keeps everything that happened.
public struct DrivenEndpoint<Endpoint: TLSConnection & ~Copyable>: ~Copyable {
    public var endpoint: Endpoint
    public let responder: any InquiryResponder
    public var log = EndpointLog()
    /// Whether bytes pass in the driver's own buffers, as in ``TLSConnection/receive(_:into:)``, or in the endpoint's.
    public var usesOwnBuffers = false
    /// What the endpoint has not taken yet, if they are ours.
    private var pending: [UInt8] = []

    public init(_ endpoint: consuming Endpoint, _ responder: any InquiryResponder) {
        self.endpoint = endpoint
        self.responder = responder
    }

    /// Gives the endpoint bytes of the network. Its error ends up in the log; then it gets no more.
    public mutating func receive(_ bytes: [UInt8], chunk: Int? = nil) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = Array(rest.prefix(chunk ?? rest.count))
            rest = rest.dropFirst(part.count)
            guard log.error == nil else { return }
            if usesOwnBuffers {
                pending += part
                receivePending()
                continue
            }
            do throws(TLSError) {
                try endpoint.receive(part.span.bytes)
            } catch {
                log.error = error
            }
        }
    }

    /// Gives the endpoint what it has not taken, with as much room as there are bytes.
    private mutating func receivePending() {
        let bytes = pending
        var taken = 0
        var thrown: TLSError?
        var received: [UInt8] = []
        received.append(addingCapacity: bytes.count) { (span: inout OutputSpan<UInt8>) in
            span.withUnsafeMutableBufferPointer { buffer, count in
                let room = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
                var output = OutputRawSpan(buffer: room, initializedCount: 0)
                do throws(TLSError) {
                    taken = try endpoint.receive(bytes.span.bytes, into: &output)
                } catch {
                    thrown = error
                }
                count += output.finalize(for: room)
            }
        }
        log.received += received
        pending.removeFirst(taken)
        if let thrown { log.error = thrown }
    }

    /// Takes the endpoint's events, answers its inquiries, and returns what it writes.
    public mutating func drain() async -> [UInt8] {
        var written: [UInt8] = []
        while let event = endpoint.nextEvent() {
            switch event {
            case .write(let bytes): written += bytes
            case .inquiry(let inquiry):
                log.inquiries.append(inquiry.name)
                let answer = await responder.answer(inquiry)
                do throws(TLSError) {
                    try endpoint.answer(answer)
                } catch {
                    log.error = error
                }
                if usesOwnBuffers, log.error == nil { receivePending() }
            case .applicationData(let bytes): log.received += bytes
            case .handshakeCompleted(let summary): log.summary = summary
            case .sessionTicket(let session): log.sessions.append(session)
            case .peerClosed(let clean): log.closures.append(clean)
            case .keyLog(let entry): log.keys.append(entry)
            case .observed(let event): log.observed.append(event)
            }
        }
        log.written += written
        return written
    }
}

/// What one endpoint has seen.
public struct EndpointLog: Sendable {
    public var summary: ConnectionSummary?
    public var error: TLSError?
    public var received: [UInt8] = []
    public var written: [UInt8] = []
    public var sessions: [Session] = []
    public var closures: [Bool] = []
    public var keys: [KeyLogEntry] = []
    public var inquiries: [String] = []
    public var observed: [HandshakeEvent] = []

    public init() {}
}

extension DrivenEndpoint where Endpoint == TLSClient {
    /// A client whose configuration answers its inquiries, and whose handshake is observed.
    public init(
        client configuration: ClientConfiguration, serverName: String = "server.test", session: Session? = nil
    ) throws {
        let client = try TLSClient(
            configuration, serverName: ServerName(serverName), session: session, isObserved: true)
        self.init(client, configuration)
    }
}

extension DrivenEndpoint where Endpoint == TLSServer {
    /// A server whose configuration answers its inquiries, and whose handshake is observed.
    public init(server configuration: ServerConfiguration) throws {
        self.init(try TLSServer(configuration, isObserved: true), configuration)
    }
}
