import TLSWire
import Testing
import WaxbillTLS
import WaxbillTestSupport

/// A server shows an OCSP response about its own certificate to clients that ask (RFC 9846, Section 4.5.1.1).
@Suite struct StapledResponseTests {
    @Test(arguments: [true, false], [nil, [], [4, 5, 6]] as [[UInt8]?])
    func stapling(isAsked: Bool, response: [UInt8]?) async throws {
        let verifier = RecordingVerifier()
        var client = ClientConfiguration(certificateVerifier: verifier)
        client.requestsOCSPResponse = isAsked
        var identity = StubPKI.identity(.p256)
        identity.ocspResponse = response
        let server = ServerConfiguration(identityProvider: StaticIdentities([identity]))
        var pair = try InMemoryPair(client, server)
        await pair.run()
        #expect(pair.clientLog.error == nil && pair.clientLog.summary != nil)
        #expect(verifier.responses == [isAsked && response == [4, 5, 6] ? response : nil])
    }
}
