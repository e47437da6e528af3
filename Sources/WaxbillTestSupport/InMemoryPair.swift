import WaxbillTLS

/// A client and a server that talk to each other in memory, with everything that happened kept.
public struct InMemoryPair: ~Copyable {
    public var client: TLSClient
    public var server: TLSServer
    public let clientConfiguration: ClientConfiguration
    public let serverConfiguration: ServerConfiguration
    public var clientLog = EndpointLog()
    public var serverLog = EndpointLog()
    /// How many bytes are delivered at once; nil: all.
    public var chunk: Int?
    /// What is done to the bytes on their way.
    public var tamper: (Role, [UInt8]) -> [UInt8] = { _, bytes in bytes }

    public init(
        _ clientConfiguration: ClientConfiguration, _ serverConfiguration: ServerConfiguration,
        serverName: String = "server.test", session: Session? = nil, isObserved: Bool = false
    ) throws {
        let client = try TLSClient(
            clientConfiguration, serverName: ServerName(serverName), session: session, isObserved: isObserved)
        let server = try TLSServer(serverConfiguration, isObserved: isObserved)
        self.client = client
        self.server = server
        self.clientConfiguration = clientConfiguration
        self.serverConfiguration = serverConfiguration
    }

    /// Passes bytes and answers until nothing moves. Errors of an endpoint end up in its log.
    public mutating func run() async {
        while true {
            let toServer = await Self.drain(&client, clientConfiguration, &clientLog)
            let toClient = await Self.drain(&server, serverConfiguration, &serverLog)
            if toServer.isEmpty, toClient.isEmpty { return }
            await deliver(toServer, to: .server)
            await deliver(toClient, to: .client)
        }
    }

    private mutating func deliver(_ bytes: [UInt8], to role: Role) async {
        let bytes = bytes.isEmpty ? bytes : tamper(role.other, bytes)
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = Array(rest.prefix(chunk ?? rest.count))
            rest = rest.dropFirst(part.count)
            switch role {
            case .client: Self.receive(part, &client, &clientLog)
            case .server: Self.receive(part, &server, &serverLog)
            }
        }
    }

    private static func receive<Endpoint: TLSConnection & ~Copyable>(
        _ bytes: [UInt8], _ endpoint: inout Endpoint, _ log: inout EndpointLog
    ) {
        guard log.error == nil else { return }
        do throws(TLSError) {
            try endpoint.receive(bytes.span.bytes)
        } catch {
            log.error = error
        }
    }

    /// Takes the endpoint's events, answers its inquiries, and returns what it writes.
    private static func drain<Endpoint: TLSConnection & ~Copyable>(
        _ endpoint: inout Endpoint, _ responder: any InquiryResponder, _ log: inout EndpointLog
    ) async -> [UInt8] {
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

/// What one endpoint of an ``InMemoryPair`` has seen.
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
}

extension Role {
    fileprivate var other: Role { self == .client ? .server : .client }
}
