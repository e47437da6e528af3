import TLSWire
import WaxbillTestSupport

@testable import WaxbillTLS

extension Connection: TLSConnection where Handshake: ~Copyable {}

/// A handshake whose effects are changed before its connection carries them out: a peer that knows the protocol, has the
/// keys, and breaks the rules.
struct TamperedHandshake<Honest: HandshakeStateMachine & ~Copyable>: ~Copyable, HandshakeStateMachine {
    private var honest: Honest
    private let tamper: @Sendable (HandshakeEffect) -> [HandshakeEffect]

    init(_ honest: consuming Honest, _ tamper: @escaping @Sendable (HandshakeEffect) -> [HandshakeEffect]) {
        self.honest = honest
        self.tamper = tamper
    }

    var stateName: String { honest.stateName }
    var changeCipherSpecRule: ChangeCipherSpecRule { honest.changeCipherSpecRule }

    mutating func start(_ output: inout HandshakeOutput) throws(TLSError) {
        var own = HandshakeOutput()
        try honest.start(&own)
        pass(own, to: &output)
    }

    mutating func receive(_ message: RawHandshakeMessage, _ output: inout HandshakeOutput) throws(TLSError) {
        var own = HandshakeOutput()
        try honest.receive(message, &own)
        pass(own, to: &output)
    }

    mutating func receiveChangeCipherSpec(_ output: inout HandshakeOutput) throws(TLSError) {
        var own = HandshakeOutput()
        try honest.receiveChangeCipherSpec(&own)
        pass(own, to: &output)
    }

    mutating func answer(_ answer: Answer, _ output: inout HandshakeOutput) throws(TLSError) {
        var own = HandshakeOutput()
        try honest.answer(answer, &own)
        pass(own, to: &output)
    }

    mutating func updateKeys(requestPeer: Bool, _ output: inout HandshakeOutput) throws(TLSError) {
        var own = HandshakeOutput()
        try honest.updateKeys(requestPeer: requestPeer, &own)
        pass(own, to: &output)
    }

    mutating func fail(_ error: TLSError) { honest.fail(error) }

    func exportKeyingMaterial(label: String, context: [UInt8]?, length: Int) throws(TLSError) -> [UInt8] {
        try honest.exportKeyingMaterial(label: label, context: context, length: length)
    }

    private func pass(_ own: HandshakeOutput, to output: inout HandshakeOutput) {
        for effect in own.effects.flatMap(tamper) { output.append(effect) }
    }
}

typealias HostileServer = Connection<TamperedHandshake<ServerHandshake>>
typealias HostileClient = Connection<TamperedHandshake<ClientHandshake>>

/// How a hostile peer's handshake messages differ from an honest one's.
struct Tampering: Sendable {
    let apply: @Sendable (HandshakeEffect) -> [HandshakeEffect]

    static let none = Tampering { [$0] }

    /// Sends other bytes in the place of messages of a type.
    static func rewriting(_ type: HandshakeType, _ change: @escaping @Sendable ([UInt8]) -> [UInt8]) -> Tampering {
        Tampering { effect in
            guard case .send(let message) = effect, message.type == type else { return [effect] }
            return [.send(EncodedMessage(type: type, bytes: change(message.bytes)))]
        }
    }

    /// Changes the decoded messages of a type.
    static func changing(
        _ type: HandshakeType, _ change: @escaping @Sendable (HandshakeMessage) -> HandshakeMessage
    ) -> Tampering {
        rewriting(type) { bytes in (try? HandshakeMessage(decoding: bytes)).map { change($0).encoded() } ?? bytes }
    }

    /// Leaves messages of a type out.
    static func omitting(_ type: HandshakeType) -> Tampering {
        Tampering { effect in
            if case .send(let message) = effect, message.type == type { [] } else { [effect] }
        }
    }

    static func clientHello(_ change: @escaping @Sendable (inout ClientHello) -> Void) -> Tampering {
        changing(.clientHello) { message in
            guard case .clientHello(var hello) = message else { return message }
            change(&hello)
            return .clientHello(hello)
        }
    }

    static func serverHello(_ change: @escaping @Sendable (inout ServerHello) -> Void) -> Tampering {
        changing(.serverHello) { message in
            guard case .serverHello(var hello) = message else { return message }
            change(&hello)
            return .serverHello(hello)
        }
    }

    static func helloRetryRequest(_ change: @escaping @Sendable (inout HelloRetryRequest) -> Void) -> Tampering {
        changing(.serverHello) { message in
            guard case .helloRetryRequest(var hello) = message else { return message }
            change(&hello)
            return .helloRetryRequest(hello)
        }
    }

    static func encryptedExtensions(_ change: @escaping @Sendable (inout ExtensionBlock) -> Void) -> Tampering {
        changing(.encryptedExtensions) { message in
            guard case .encryptedExtensions(var body) = message else { return message }
            change(&body.extensions)
            return .encryptedExtensions(body)
        }
    }

    static func certificateRequest(_ change: @escaping @Sendable (inout CertificateRequest) -> Void) -> Tampering {
        changing(.certificateRequest) { message in
            guard case .certificateRequest(var body) = message else { return message }
            change(&body)
            return .certificateRequest(body)
        }
    }

    static func certificate(_ change: @escaping @Sendable (inout Certificate) -> Void) -> Tampering {
        changing(.certificate) { message in
            guard case .certificate(var body) = message else { return message }
            change(&body)
            return .certificate(body)
        }
    }

    static func certificateVerify(_ change: @escaping @Sendable (inout CertificateVerify) -> Void) -> Tampering {
        changing(.certificateVerify) { message in
            guard case .certificateVerify(var body) = message else { return message }
            change(&body)
            return .certificateVerify(body)
        }
    }
}

extension Connection where Handshake: ~Copyable {
    /// Seals a record of this content under the keys in force.
    mutating func inject(_ type: ContentType, _ content: [UInt8]) throws(TLSError) {
        try seal(type, content.span.bytes)
    }
}

extension EndpointPair where Client == TLSClient, Server == HostileServer {
    /// A hostile server.
    init(
        _ client: ClientConfiguration, hostile server: ServerConfiguration, _ tampering: Tampering = .none,
        session: Session? = nil
    ) throws {
        let handshake = TamperedHandshake(try ServerHandshake(server), tampering.apply)
        self.init(
            client: try TLSClient(client, serverName: ServerName("server.test"), session: session, isObserved: true),
            client,
            server: Connection(
                handshake, role: .server, settings: ConnectionSettings(server, isObserved: true)), server)
    }
}

extension EndpointPair where Client == HostileClient, Server == TLSServer {
    /// A hostile client.
    init(
        hostile client: ClientConfiguration, _ server: ServerConfiguration, _ tampering: Tampering = .none,
        session: Session? = nil
    ) throws {
        let handshake = TamperedHandshake(
            try ClientHandshake(client, serverName: ServerName("server.test"), session: session), tampering.apply)
        var connection = Connection(
            handshake, role: .client, settings: ConnectionSettings(client, isObserved: true))
        try connection.start()
        self.init(client: connection, client, server: try TLSServer(server, isObserved: true), server)
    }
}
