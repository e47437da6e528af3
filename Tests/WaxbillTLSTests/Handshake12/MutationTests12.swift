import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// Handshakes of TLS 1.2 and before in which something is damaged at random: a message before it is protected, or a record
/// on its way. Nothing may trap, and what arrives is what was sent, or nothing.
@Suite struct MutationTests12 {
    @Test(arguments: [Role.client, .server], 0..<200) func damagedMessage(hostile role: Role, seed: Int) async throws {
        let random = SeededRandomSource(seed: UInt64(seed))
        let test = Case12.few[seed % Case12.few.count]
        var left = Int(random.bytes(1)[0] % 5)
        var isDamaged = false
        func damage(_ peer: ScriptedPeer) {
            for type in HandshakeType.registeredNames.keys.map(HandshakeType.init(rawValue:)) {
                peer.rewrite(type) { bytes in
                    left -= 1
                    guard left < 0 || type == .finished, !isDamaged else { return bytes }
                    isDamaged = true
                    return Self.damaged(bytes, random)
                }
            }
        }
        var log: EndpointLog
        switch role {
        case .server:
            let server = test.scriptedServer()
            server.requestsCertificate = seed % 2 == 0
            server.issuedTicket = seed % 3 == 0 ? [1, 2, 3] : nil
            damage(server)
            var configuration = test.client
            configuration.identityProvider = StaticIdentities([StubPKI.identity(.p256)])
            var client = try DrivenEndpoint(client: configuration)
            // A script whose own messages have become unreadable cannot always go on.
            do { try await server.handshake(with: &client) } catch is ScriptedPeerError {}
            log = client.log
        case .client:
            let client = test.scriptedClient(identity: .p256)
            damage(client)
            var configuration = test.server
            configuration.clientAuthentication = seed % 2 == 0 ? .required : .none
            var server = try DrivenEndpoint(server: configuration)
            do { try await client.handshake(with: &server) } catch is ScriptedPeerError {}
            log = server.log
        }
        #expect(isDamaged)
        expectSound(log)
    }

    @Test(arguments: [Role.client, .server], 0..<200) func damagedRecord(sender: Role, seed: Int) async throws {
        let random = SeededRandomSource(seed: UInt64(seed))
        let test = Case12.few[seed % Case12.few.count]
        var pair = try InMemoryPair(test.client, test.server, isObserved: true)
        pair.usesOwnBuffers = seed % 2 == 0
        var left = Int(random.bytes(1)[0] % 9)
        pair.tamper = { role, bytes in
            guard role == sender else { return bytes }
            return WireRecord.all(in: bytes).flatMap { record -> [UInt8] in
                let whole = WireRecord.bytes(record.type, record.fragment, version: record.version.rawValue)
                left -= 1
                return left == -1 ? Self.damaged(whole, random) : whole
            }
        }
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

    private static func damaged(_ bytes: [UInt8], _ random: SeededRandomSource) -> [UInt8] {
        let dice = random.bytes(4)
        var bytes = bytes
        let index = (Int(dice[1]) << 8 | Int(dice[2])) % bytes.count
        switch dice[0] % 6 {
        case 0: return []
        case 1: return bytes + bytes
        case 2: return Array(bytes.prefix(index))
        case 3: return bytes + [dice[3]]
        default:
            bytes[index] ^= 1 << (dice[3] % 8)
            return bytes
        }
    }
}
