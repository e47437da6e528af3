import Testing
import WaxbillTLS
import WaxbillTestSupport

@Suite struct HandshakeMatrixTests {
    @Test func handshake() async throws {
        var client = ClientConfiguration(certificateVerifier: StubVerifier())
        client.applicationProtocols = ["h2", "http/1.1"]
        var server = ServerConfiguration(identityProvider: StaticIdentities([StubPKI.identity(.p256)]))
        server.applicationProtocols = ["http/1.1"]
        var pair = try InMemoryPair(client, server)
        await pair.run()
        #expect(pair.clientLog.error == nil)
        #expect(pair.serverLog.error == nil)
        let summary = try #require(pair.clientLog.summary)
        #expect(summary.applicationProtocol == .http11)
        try pair.client.send(Array("ping".utf8).span.bytes)
        try pair.server.send(Array("pong".utf8).span.bytes)
        await pair.run()
        #expect(pair.serverLog.received == Array("ping".utf8))
        #expect(pair.clientLog.received == Array("pong".utf8))
        pair.client.close()
        await pair.run()
        #expect(pair.serverLog.closures == [true])
    }
}
