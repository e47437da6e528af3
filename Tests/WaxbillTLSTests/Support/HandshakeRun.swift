import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// A client's and a server's handshake that exchange messages directly, without records: one transition at a time, with
/// the effects of each.
final class HandshakeRun {
    /// What a transition did.
    struct Step {
        let role: Role
        /// The state before, what it got, the state after.
        let state: String
        let input: String
        let next: String
        let effects: [HandshakeEffect]
    }

    private enum Input {
        case message(EncodedMessage)
        case answer(Inquiry)
    }

    private var client: ClientHandshake
    private var server: ServerHandshake
    private let clientConfiguration: ClientConfiguration
    private let serverConfiguration: ServerConfiguration
    private var inputs: [(role: Role, input: Input)] = []
    private(set) var steps: [Step] = []

    init(_ client: ClientConfiguration, _ server: ServerConfiguration, session: Session? = nil) throws {
        self.client = try ClientHandshake(client, serverName: ServerName("server.test"), session: session)
        self.server = try ServerHandshake(server)
        clientConfiguration = client
        serverConfiguration = server
        try transition(.client, "start") { client, _, output throws(TLSError) in try client.start(&output) }
    }

    func state(_ role: Role) -> String { role == .client ? client.stateName : server.stateName }

    /// Goes on until `role` is in a state of this name, or to the end.
    func run(until role: Role = .client, state: String? = nil) async throws {
        while self.state(role) != state, try await step() {}
        if let state { try #require(self.state(role) == state) }
    }

    /// Does the next transition; whether there was one.
    private func step() async throws -> Bool {
        // Who is asked gets no message before it has its answer.
        let asked = Set(inputs.compactMap { if case .answer = $0.input { $0.role } else { nil } })
        let index = inputs.firstIndex {
            if case .message = $0.input { !asked.contains($0.role) } else { true }
        }
        guard let index else { return false }
        let (role, input) = inputs.remove(at: index)
        switch input {
        case .message(let message):
            try receive(try HandshakeMessage(decoding: message.bytes), message.bytes, role)
        case .answer(let inquiry):
            let responder: any InquiryResponder = role == .client ? clientConfiguration : serverConfiguration
            let answer = await responder.answer(inquiry)
            try transition(role, inquiry.name) { client, server, output throws(TLSError) in
                if role == .client { try client.answer(answer, &output) } else { try server.answer(answer, &output) }
            }
        }
        return true
    }

    /// Gives a message to one side.
    func receive(_ message: HandshakeMessage, _ bytes: [UInt8]? = nil, _ role: Role) throws(TLSError) {
        let received = RawHandshakeMessage(type: message.type, bytes: bytes ?? message.encoded())
        try transition(role, message.name) { client, server, output throws(TLSError) in
            if role == .client {
                try client.receive(received, &output)
            } else {
                try server.receive(received, &output)
            }
        }
    }

    private func transition(
        _ role: Role, _ input: String,
        _ body: (inout ClientHandshake, inout ServerHandshake, inout HandshakeOutput) throws(TLSError) -> Void
    ) throws(TLSError) {
        let before = state(role)
        var output = HandshakeOutput()
        try body(&client, &server, &output)
        steps.append(
            Step(role: role, state: before, input: input, next: state(role), effects: output.effects))
        for effect in output.effects {
            switch effect {
            case .send(let message): inputs.append((role.peer, .message(message)))
            case .ask(let inquiry): inputs.append((role, .answer(inquiry)))
            default: break
            }
        }
    }
}

extension HandshakeEffect {
    /// The effect in a word or three.
    var outline: String {
        switch self {
        case .send(let message): "send \(message.type.messageName)"
        case .sendChangeCipherSpec: "send ChangeCipherSpec"
        case .install(let keys, let direction): "\(direction) \(keys.epoch)"
        case .installCipherSpec(_, let direction): "\(direction) \(CipherSpec12.epochName)"
        case .warn(let alert): "warn \(alert)"
        case .derived(let label, _, _): "derived \(label)"
        case .negotiated(let parameter): "negotiated \(parameter)"
        case .limitSentRecords(let limit): "send at most \(limit)"
        case .limitReceivedRecords(let limit): "receive at most \(limit)"
        case .renewKeys: "renew keys"
        case .skipEarlyData: "skip early data"
        case .ask(let inquiry): "ask \(inquiry.name)"
        case .issued: "issued"
        case .complete: "complete"
        }
    }
}
