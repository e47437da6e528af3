import TLSWire
import Testing
import WaxbillTLS
import WaxbillTestSupport

/// RFC 9846, Appendix E.4
@Suite struct MiddleboxCompatibilityTests {
    @Test(arguments: [false, true], [false, true]) func disguise(isOn: Bool, isRetried: Bool) async throws {
        var client = ClientConfiguration.stub
        client.middleboxCompatibility = isOn
        client.identityProvider = StaticIdentities([StubPKI.identity(.ed25519)])
        if isRetried { client.keyShareGroups = [] }
        var server = ServerConfiguration.stub()
        server.clientAuthentication = .required
        var pair = try InMemoryPair(client, server, isObserved: true)
        await pair.run()
        #expect(pair.clientLog.error == nil && pair.serverLog.error == nil)
        let hello = try #require(pair.clientLog.observed.message(.sent, .clientHello))
        let answer = try #require(pair.clientLog.observed.message(.received, .serverHello))
        // Type and length, legacy_version, random: then the session ID with its length.
        #expect(hello[38] == (isOn ? 32 : 0))
        #expect(answer[38] == hello[38])
        #expect(hello[39..<(39 + Int(hello[38]))] == answer[39..<(39 + Int(answer[38]))])
        let disguise: [ContentType] = isOn ? [.changeCipherSpec] : []
        let clientTypes = WireRecord.all(in: pair.clientLog.written).map(\.type)
        let serverTypes = WireRecord.all(in: pair.serverLog.written).map(\.type)
        // The client's before its second flight, the server's after its first message, once each.
        #expect(
            clientTypes.filter { $0 != .applicationData } == [.handshake] + disguise + (isRetried ? [.handshake] : []))
        #expect(clientTypes.last == .applicationData)
        #expect(
            serverTypes.filter { $0 != .applicationData } == [.handshake] + disguise + (isRetried ? [.handshake] : []))
        #expect(serverTypes.last == .applicationData)
    }

    /// Peers that send none although they could, or several, are tolerated.
    @Test(arguments: [0, 1, 3, 32]) func changeCipherSpecs(count: Int) async throws {
        var pair = try InMemoryPair(.stub, .stub())
        let one: [UInt8] = [20, 3, 3, 0, 1, 1]
        pair.tamper = { _, bytes in
            WireRecord.all(in: bytes).flatMap { record in
                record.type == .changeCipherSpec
                    ? (0..<count).flatMap { _ in one } : WireRecord.bytes(record.type, record.fragment)
            }
        }
        await pair.run()
        #expect(pair.clientLog.summary != nil)
        #expect(pair.serverLog.summary != nil)
    }
}
