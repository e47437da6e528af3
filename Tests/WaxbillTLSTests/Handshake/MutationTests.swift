import Synchronization
import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// Whole handshakes in which one message is damaged before it is protected, by a peer that goes on with the keys of the
/// undamaged one. Nothing may trap, and the honest side may not complete.
@Suite struct MutationTests {
    @Test(arguments: [Role.client, .server], 0..<250) func damagedMessage(hostile role: Role, seed: Int) async throws {
        let mutator = MessageMutator(seed: UInt64(seed))
        let (client, server) = try await configurations(seed)
        var honest: EndpointLog
        switch role {
        case .client:
            var pair = try EndpointPair(
                hostile: client.0, server, Tampering { mutator.apply($0) }, session: client.1)
            await pair.run()
            honest = pair.serverLog
        case .server:
            var pair = try EndpointPair(
                client.0, hostile: server, Tampering { mutator.apply($0) }, session: client.1)
            await pair.run()
            honest = pair.clientLog
        }
        let done = try #require(mutator.done)
        if done.isBeforeCompletion { #expect(honest.summary == nil, "\(done)") }
        // Without an error it waits for what was left out or cut short.
        if honest.error == nil { #expect(!done.isBeforeCompletion || done.leavesSomethingOut, "\(done)") }
        expectSound(honest)
    }

    /// The same with records on their way, protected or not: what arrives is what was sent, or nothing.
    @Test(arguments: [Role.client, .server], 0..<250) func damagedRecord(sender: Role, seed: Int) async throws {
        let (client, server) = try await configurations(seed)
        let mutator = RecordMutator(seed: UInt64(seed))
        var pair = try InMemoryPair(client.0, server, session: client.1, isObserved: true)
        pair.usesOwnBuffers = seed % 2 == 0
        pair.tamper = { role, bytes in role == sender ? mutator.apply(bytes) : bytes }
        await pair.run()
        let data = (0..<3).map { [UInt8](repeating: UInt8($0), count: 100) }
        for part in data {
            try? pair.client.send(part.span.bytes)
            try? pair.server.send(part.span.bytes)
            await pair.run()
        }
        pair.client.close()
        pair.server.close()
        await pair.run()
        let all = data.flatMap(\.self)
        #expect(all.starts(with: pair.serverLog.received))
        #expect(all.starts(with: pair.clientLog.received))
        let receiver = sender == .client ? pair.serverLog : pair.clientLog
        // A record that is missing or damaged never goes unnoticed: an error, or no clean end.
        if receiver.closures == [true], receiver.summary != nil { #expect(receiver.received == all) }
        expectSound(pair.clientLog)
        expectSound(pair.serverLog)
    }

    /// A failure is the peer's fault, and answered with an alert unless it was one.
    private func expectSound(_ log: EndpointLog) {
        guard let error = log.error else { return }
        switch error.fault {
        case .malformedMessage, .peerViolation, .peerIncompatibility, .certificate:
            #expect(log.observed.alerts(.sent).last == error.alert || log.observed.alerts(.sent).contains(.closeNotify))
        case .alertReceived: break
        case .misuse, .internalFailure, .aborted: Issue.record("\(error)")
        }
    }

    private func configurations(
        _ seed: Int
    ) async throws -> (client: (ClientConfiguration, Session?), server: ServerConfiguration) {
        var client = ClientConfiguration.stub
        client.groups = [.x25519, .secp256r1]
        client.applicationProtocols = ["h2"]
        client.recordSizeLimit = 16_385
        client.identityProvider = StaticIdentities([StubPKI.identity(.p256)])
        var server = ServerConfiguration.stub()
        server.applicationProtocols = ["h2"]
        server.sessionStore = Self.store
        var session: Session?
        if seed % 4 == 1 {
            var pair = try InMemoryPair(client, server)
            await pair.run()
            let issued: Session = try #require(pair.clientLog.sessions.first)
            session = issued
        }
        if seed % 4 == 2 { server.clientAuthentication = .required }
        if seed % 4 == 3 {
            client.keyShareGroups = []
            server.sendsCookie = true
        }
        return ((client, session), server)
    }

    private static let store = TicketProtector()
}

/// Damages the message that the seed says, in the way that the seed says.
private final class MessageMutator: Sendable {
    struct Done: CustomStringConvertible {
        let type: HandshakeType
        let operation: Int

        var isBeforeCompletion: Bool { type != .newSessionTicket && type != .keyUpdate }
        /// Leaving out, cutting short, or changing the length in the header.
        var leavesSomethingOut: Bool { operation < 4 }
        var description: String { "\(type), operation \(operation)" }
    }

    private struct State {
        var random: SplitMix64
        var index: Int
        var done: Done?
    }

    private let state: Mutex<State>

    init(seed: UInt64) {
        var random = SplitMix64(state: seed)
        let index = Int(random.next() % 4)
        state = Mutex(State(random: random, index: index))
    }

    var done: Done? { state.withLock(\.done) }

    func apply(_ effect: HandshakeEffect) -> [HandshakeEffect] {
        guard case .send(let message) = effect else { return [effect] }
        return state.withLock { state in
            guard state.done == nil else { return [effect] }
            // The Finished comes last: it is damaged where the seed says a message that there is not.
            guard state.index == 0 || message.type == .finished else {
                state.index -= 1
                return [effect]
            }
            let operation = Int(state.random.next() % 8)
            state.done = Done(type: message.type, operation: operation)
            return Self.damage(message, operation, &state.random).map(HandshakeEffect.send)
        }
    }

    private static func damage(_ message: EncodedMessage, _ operation: Int, _ random: inout SplitMix64)
        -> [EncodedMessage]
    {
        var bytes = message.bytes
        switch operation {
        case 0: return []
        case 1: bytes.removeLast(1 + Int(random.next() % UInt64(bytes.count)))
        case 2: bytes[Int(random.next() % 4)] ^= UInt8(1 << (random.next() % 8))
        case 3:
            // Shorter, with a header that says so.
            bytes.removeLast(Int(random.next() % UInt64(bytes.count - 3)))
            let length = bytes.count - 4
            bytes.replaceSubrange(1..<4, with: [UInt8(length >> 16), UInt8(length >> 8 & 0xff), UInt8(length & 0xff)])
            if length == message.bytes.count - 4 { bytes[bytes.count - 1] ^= 1 }
        case 4: return [message, message]
        case 5:
            let length = bytes.count - 3
            bytes.replaceSubrange(1..<4, with: [UInt8(length >> 16), UInt8(length >> 8 & 0xff), UInt8(length & 0xff)])
            bytes.append(UInt8(truncatingIfNeeded: random.next()))
        default: bytes[4 + Int(random.next() % UInt64(bytes.count - 4))] ^= UInt8(1 << (random.next() % 8))
        }
        return bytes.isEmpty ? [] : [EncodedMessage(type: message.type, bytes: bytes)]
    }
}

/// Damages one record of those that pass.
private final class RecordMutator: Sendable {
    private let state: Mutex<(random: SplitMix64, index: Int)>

    init(seed: UInt64) {
        var random = SplitMix64(state: seed)
        let index = Int(random.next() % 8)
        state = Mutex((random, index))
    }

    func apply(_ bytes: [UInt8]) -> [UInt8] {
        state.withLock { state in
            var result: [UInt8] = []
            for record in WireRecord.all(in: bytes) {
                let whole = WireRecord.bytes(record.type, record.fragment, version: record.version.rawValue)
                result += state.index == 0 ? Self.damage(whole, &state.random) : whole
                state.index -= 1
            }
            return result
        }
    }

    private static func damage(_ record: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
        var record = record
        switch random.next() % 6 {
        case 0: return []
        case 1: return record + record
        case 2:
            record.removeLast(1 + Int(random.next() % UInt64(record.count - 1)))
            return record
        case 3: return record + [UInt8](repeating: UInt8(truncatingIfNeeded: random.next()), count: 7)
        default:
            record[Int(random.next() % UInt64(record.count))] ^= UInt8(1 << (random.next() % 8))
            return record
        }
    }
}

/// Numbers that are the same in every run.
private struct SplitMix64: Sendable {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }
}
