import WaxbillTLS

/// A client and a server that talk to each other in memory, with everything that happened kept.
public typealias InMemoryPair = EndpointPair<TLSClient, TLSServer>

/// Two endpoints that talk to each other in memory.
public struct EndpointPair<
    Client: TLSConnection & ~Copyable, Server: TLSConnection & ~Copyable
>: ~Copyable {
    private var clientDriver: DrivenEndpoint<Client>
    private var serverDriver: DrivenEndpoint<Server>
    /// How many bytes are delivered at once; nil: all.
    public var chunk: Int?
    /// Whether bytes are received into the drivers' own buffers.
    public var usesOwnBuffers: Bool {
        get { clientDriver.usesOwnBuffers }
        set {
            clientDriver.usesOwnBuffers = newValue
            serverDriver.usesOwnBuffers = newValue
        }
    }
    /// What is done to the bytes on their way.
    public var tamper: (Role, [UInt8]) -> [UInt8] = { _, bytes in bytes }

    public init(
        client: consuming Client, _ clientResponder: any InquiryResponder, server: consuming Server,
        _ serverResponder: any InquiryResponder
    ) {
        clientDriver = DrivenEndpoint(client, clientResponder)
        serverDriver = DrivenEndpoint(server, serverResponder)
    }

    public var client: Client {
        _read { yield clientDriver.endpoint }
        _modify { yield &clientDriver.endpoint }
    }

    public var server: Server {
        _read { yield serverDriver.endpoint }
        _modify { yield &serverDriver.endpoint }
    }

    public var clientLog: EndpointLog {
        get { clientDriver.log }
        set { clientDriver.log = newValue }
    }

    public var serverLog: EndpointLog {
        get { serverDriver.log }
        set { serverDriver.log = newValue }
    }

    /// Passes bytes and answers until nothing moves. Errors of an endpoint end up in its log.
    public mutating func run() async {
        while true {
            let toServer = await clientDriver.drain()
            let toClient = await serverDriver.drain()
            if toServer.isEmpty, toClient.isEmpty { return }
            if !toServer.isEmpty { serverDriver.receive(tamper(.client, toServer), chunk: chunk) }
            if !toClient.isEmpty { clientDriver.receive(tamper(.server, toClient), chunk: chunk) }
        }
    }
}

extension EndpointPair where Client == TLSClient, Server == TLSServer {
    public init(
        _ clientConfiguration: ClientConfiguration, _ serverConfiguration: ServerConfiguration,
        serverName: String = "server.test", session: Session? = nil, isObserved: Bool = false
    ) throws {
        let client = try TLSClient(
            clientConfiguration, serverName: ServerName(serverName), session: session, isObserved: isObserved)
        let server = try TLSServer(serverConfiguration, isObserved: isObserved)
        self.init(client: client, clientConfiguration, server: server, serverConfiguration)
    }
}
