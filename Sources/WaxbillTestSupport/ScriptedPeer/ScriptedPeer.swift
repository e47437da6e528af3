import TLSCrypto
import TLSWire
import WaxbillTLS

/// A TLS peer that does what a test says: any message, record or alert at any point, in any order, cut in any way.
///
/// It has no states. It knows what an honest peer would send of each type and what follows from each message that
/// passes (randoms, secrets, the transcript); when to send what is the script's. Nothing of the engine's handshake is
/// used, so that the two check each other.
///
/// ```swift
/// let server = ScriptedServer12(.tls12, .ecdheRSAWithAES128GCMSHA256, StubPKI.identity(.rsa2048))
/// server.change(ServerHello.self) { $0.legacySessionIDEcho = [1] }
/// server.edit = { $0.remove(.message(.serverKeyExchange)) }
/// try await server.handshake(with: &client)
/// #expect(server.alerts == [.unexpectedMessage])
/// ```
package class ScriptedPeer {
    package let role: Role
    package let random: any RandomSource
    package var records: ScriptedRecords
    /// How handshake messages become records.
    package var packing = HandshakePacking.separate
    /// How many bytes the endpoint gets at once; nil: all.
    package var chunk: Int?
    /// What is done to each flight of ``handshake(with:)`` before it is sent.
    package var edit: (inout [ScriptedStep]) -> Void = { _ in }
    /// All that came.
    package private(set) var received: [ScriptedInput] = []
    /// All handshake messages that came, with their headers.
    package private(set) var receivedMessages: [[UInt8]] = []
    /// All handshake messages that passed, in their order, as the transcript has them.
    package internal(set) var transcript: [UInt8] = []
    /// What is wrong with the peer's messages, for tests of honest peers: its first Finished or signature that does not
    /// hold, if one came.
    package internal(set) var complaint: ScriptedPeerError?

    private var changes: [HandshakeType: [([UInt8]) throws -> [UInt8]]] = [:]
    private var reassembly: [UInt8] = []

    init(_ role: Role, random: any RandomSource, opensApplicationDataOnly: Bool) {
        self.role = role
        self.random = random
        records = ScriptedRecords(opensApplicationDataOnly: opensApplicationDataOnly)
    }

    // MARK: What a version and a role know

    /// An honest message of this type.
    package func make(_ type: HandshakeType) throws -> [UInt8] {
        throw ScriptedPeerError("no message \(type) from a \(role)")
    }

    /// A message passes: what follows from it.
    func observe(_ message: [UInt8], _ type: HandshakeType, from sender: Role) throws {}

    /// The next keys protect what is sent.
    func installWritingKeys() throws {}

    /// The peer's ChangeCipherSpec came.
    func receiveChangeCipherSpec() throws {}
}

// MARK: Changing messages

extension ScriptedPeer {
    /// Sends other bytes in the place of each message of a type, header included.
    package func rewrite(_ type: HandshakeType, _ change: @escaping ([UInt8]) throws -> [UInt8]) {
        changes[type, default: []].append(change)
    }

    /// Changes each message of this form before it is sent.
    package func change<Body: HandshakeBody>(_ body: Body.Type, _ change: @escaping (inout Body) -> Void) {
        rewrite(Body.handshakeType) { bytes in
            var body = try Body(decoding: Array(bytes.dropFirst(4)).span.bytes)
            change(&body)
            return body.encoded()
        }
    }

    private func changed(_ type: HandshakeType, _ bytes: [UInt8]) throws -> [UInt8] {
        try (changes[type] ?? []).reduce(bytes) { try $1($0) }
    }
}

// MARK: Sending

extension ScriptedPeer {
    /// Does the steps. What is sent waits for ``exchange(with:)``.
    package func send(_ steps: [ScriptedStep]) throws {
        var messages: [[UInt8]] = []
        for step in steps {
            switch step {
            case .message(let type):
                let bytes = try changed(type, make(type))
                try passed(bytes, from: role)
                messages.append(bytes)
                continue
            case .handshake(let bytes):
                try passed(bytes, from: role)
                messages.append(bytes)
                continue
            case .unhashed(let bytes):
                messages.append(bytes)
                continue
            default: break
            }
            try flush(&messages)
            try sendRecord(step)
        }
        try flush(&messages)
    }

    /// Does the steps.
    package func send(_ steps: ScriptedStep...) throws { try send(steps) }

    private func sendRecord(_ step: ScriptedStep) throws {
        switch step {
        case .changeCipherSpec: try sendChangeCipherSpec()
        case .keys: try installWritingKeys()
        case .alert(let level, let alert): try records.send(.alert, [level.rawValue, alert.rawValue])
        case .record(let type, let content): try records.send(type, content)
        case .plaintext(let type, let content): try records.send(type, content, isProtected: false)
        case .data(let bytes): try records.send(.applicationData, bytes)
        case .bytes(let bytes): records.send(bytes)
        case .message, .handshake, .unhashed: break
        }
    }

    /// In TLS 1.3 it is never protected, before it as everything else.
    private func sendChangeCipherSpec() throws {
        try records.send(.changeCipherSpec, [1], isProtected: !records.opensApplicationDataOnly)
    }

    private func flush(_ messages: inout [[UInt8]]) throws {
        defer { messages = [] }
        switch packing {
        case .separate:
            for message in messages { try records.send(.handshake, message) }
        case .together:
            let all = messages.flatMap(\.self)
            if !messages.isEmpty { try records.send(.handshake, all) }
        case .split(let length):
            let all = messages.flatMap(\.self)
            for start in stride(from: 0, to: all.count, by: length) {
                try records.send(.handshake, Array(all[start..<min(all.count, start + length)]))
            }
        }
    }

    private func passed(_ message: [UInt8], from sender: Role) throws {
        guard let first = message.first else { return }
        try observe(message, HandshakeType(rawValue: first), from: sender)
    }
}

// MARK: Receiving

extension ScriptedPeer {
    /// Takes bytes and does with each record what an honest peer would.
    package func receive(_ bytes: [UInt8]) throws {
        records.receive(bytes)
        while let record = records.next() {
            guard let content = record.content else {
                received.append(.unreadable(record.type))
                continue
            }
            switch record.type {
            case .handshake: try receiveHandshake(content)
            case .changeCipherSpec:
                received.append(.changeCipherSpec)
                try receiveChangeCipherSpec()
            case .alert where content.count == 2:
                received.append(.alert(AlertLevel(rawValue: content[0]), AlertDescription(rawValue: content[1])))
            case .applicationData: received.append(.data(content))
            default: received.append(.unreadable(record.type))
            }
        }
    }

    private func receiveHandshake(_ content: [UInt8]) throws {
        reassembly += content
        while reassembly.count >= 4 {
            let count = 4 + reassembly[1..<4].reduce(0) { $0 << 8 | Int($1) }
            guard reassembly.count >= count else { return }
            let message = Array(reassembly.prefix(count))
            reassembly.removeFirst(count)
            received.append(.message(HandshakeType(rawValue: message[0])))
            receivedMessages.append(message)
            try passed(message, from: role == .client ? .server : .client)
        }
    }

    /// The descriptions of the alerts that came.
    package var alerts: [AlertDescription] {
        received.compactMap { if case .alert(_, let alert) = $0 { alert } else { nil } }
    }

    /// The application data that came.
    package var data: [UInt8] {
        received.flatMap { input -> [UInt8] in if case .data(let bytes) = input { bytes } else { [] } }
    }

    /// The first message of this type that came, with its header.
    package func receivedMessage(_ type: HandshakeType) -> [UInt8]? {
        receivedMessages.first { $0.first == type.rawValue }
    }
}

// MARK: Talking

extension ScriptedPeer {
    /// Gives the endpoint what was sent, and takes what it answers.
    package func exchange<Endpoint: TLSConnection & ~Copyable>(
        with endpoint: inout DrivenEndpoint<Endpoint>
    ) async throws {
        try receive(await endpoint.drain())
        let bytes = records.takeOutgoing()
        guard !bytes.isEmpty else { return }
        endpoint.receive(bytes, chunk: chunk)
        try receive(await endpoint.drain())
    }

    /// Passes bytes between two scripted peers.
    package func exchange(with other: ScriptedPeer) throws {
        try other.receive(records.takeOutgoing())
        try receive(other.records.takeOutgoing())
    }

    /// Sends application data.
    package func send(text: String) throws { try send(.data(Array(text.utf8))) }
}

extension ScriptedPeer {
    /// Sends a flight as the test has edited it.
    func sendEdited(_ flight: [ScriptedStep]) throws {
        var flight = flight
        edit(&flight)
        try send(flight)
    }
}
