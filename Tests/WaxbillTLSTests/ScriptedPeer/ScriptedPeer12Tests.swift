import TLSCrypto
import TLSWire
import Testing
import WaxbillTLS
import WaxbillTestSupport

/// The scripted client and the scripted server of TLS 1.2, 1.1 and 1.0 against each other.
@Suite struct ScriptedPeer12Tests {
    struct Case: Sendable, CustomTestStringConvertible {
        let version: ProtocolVersion
        let suite: CipherSuite

        var testDescription: String { "\(version) \(suite)" }
        var identity: Identity {
            StubPKI.identity(CipherSuite12(suite)?.authentication == .ecdsa ? .p256 : .rsa2048)
        }
    }

    static let cases = CipherSuiteParameters12.supportedSuites.flatMap { suite in
        [ProtocolVersion.tls10, .tls11, .tls12].filter { $0 >= CipherSuite12(suite)?.minimumVersion ?? .tls13 }
            .map { Case(version: $0, suite: suite) }
    }

    @Test(arguments: cases, [false, true]) func handshake(_ test: Case, isModern: Bool) throws {
        let client = ScriptedClient12(test.version, test.suite, identity: StubPKI.identity(.p256))
        let server = ScriptedServer12(test.version, test.suite, test.identity)
        server.requestsCertificate = isModern
        client.wantsExtendedMainSecret = isModern
        server.wantsEncryptThenMAC = isModern
        try run(client, server)
        try expectConnection(client, server)
    }

    @Test(arguments: cases, [true, false]) func resumption(_ test: Case, byTicket: Bool) throws {
        let client = ScriptedClient12(test.version, test.suite)
        let server = ScriptedServer12(test.version, test.suite, test.identity)
        server.issuedTicket = byTicket ? [1, 2, 3] : nil
        try run(client, server)
        let session = try #require(client.newSession)
        #expect((session.ticket == nil) != byTicket)
        let next = ScriptedClient12(test.version, test.suite, session: session)
        let nextServer = ScriptedServer12(
            test.version, test.suite, test.identity, session: try #require(server.newSession))
        try run(next, nextServer)
        #expect(next.isResumed && nextServer.isResumed)
        #expect(!next.received.contains(.message(.certificate)))
        try expectConnection(next, nextServer)
    }

    @Test(arguments: [1, 2, 5, 100], [HandshakePacking.separate, .together, .split(3)])
    func shapes(fragmentLength: Int, packing: HandshakePacking) throws {
        let client = ScriptedClient12(.tls12, .ecdheECDSAWithAES128GCMSHA256)
        let server = ScriptedServer12(.tls12, .ecdheECDSAWithAES128GCMSHA256, StubPKI.identity(.p256))
        for peer in [client, server] as [ScriptedPeer] {
            peer.records.fragmentLength = fragmentLength
            peer.packing = packing
        }
        try run(client, server)
        try expectConnection(client, server)
    }

    /// A record with a flaw is not opened.
    @Test(.needsCBC, arguments: [RecordFlaw.wrongMAC, .wrongPadding(0), .endlessPadding, .cut(1)], [false, true])
    func flaws(_ flaw: RecordFlaw, encryptThenMAC: Bool) throws {
        let client = ScriptedClient12(.tls12, .rsaWithAES128CBCSHA)
        let server = ScriptedServer12(.tls12, .rsaWithAES128CBCSHA, StubPKI.identity(.rsa2048))
        client.wantsEncryptThenMAC = encryptThenMAC
        try run(client, server)
        server.records.flaw = flaw
        try server.send(text: "flawed")
        try client.exchange(with: server)
        #expect(client.received.last == .unreadable(.applicationData))
    }

    private func run(_ client: ScriptedClient12, _ server: ScriptedServer12) throws {
        try client.send(client.helloFlight)
        try client.exchange(with: server)
        try server.send(server.helloFlight)
        try client.exchange(with: server)
        try client.send(client.finalFlight)
        try client.exchange(with: server)
        if !server.isResumed { try server.send(server.finalFlight) }
        try client.exchange(with: server)
    }

    private func expectConnection(_ client: ScriptedClient12, _ server: ScriptedServer12) throws {
        #expect(client.complaint == nil && server.complaint == nil)
        #expect(client.received.contains(.message(.finished)) && server.received.contains(.message(.finished)))
        for length in [0, 1, 15, 16, 17, 300] {
            try client.send(.data([UInt8](repeating: 1, count: length)))
            try client.exchange(with: server)
            try server.send(.data([UInt8](repeating: 2, count: length)))
            try client.exchange(with: server)
        }
        #expect(server.data == [UInt8](repeating: 1, count: 349))
        #expect(client.data == [UInt8](repeating: 2, count: 349))
        let exported = try client.exportKeyingMaterial(label: "test", context: [], length: 20)
        #expect(try exported == server.exportKeyingMaterial(label: "test", context: [], length: 20))
    }
}
