import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// RSA key transport (RFC 5246, Section 7.4.7.1), where it is named.
@Suite struct KeyTransportTests12 {
    private static let cases = Case12.all.filter(\.isKeyTransport)

    /// A server may send no temporary key: with export suites it was a weak one (FREAK).
    @Test(arguments: cases) func temporaryKey(_ test: Case12) async throws {
        let server = test.scriptedServer()
        let message = ServerKeyExchange(
            params: ServerECDHParams(namedCurve: .x25519, publicPoint: [UInt8](repeating: 9, count: 32)),
            signedParams: DigitallySigned(algorithm: test.version == .tls12 ? .rsaPKCS1SHA256 : nil, signature: [1]))
        server.edit = { flight in
            let encoded = HandshakeMessage12.serverKeyExchange(Undecoded(message)).encoded()
            flight.insert(.unhashed(encoded), before: .message(.serverHelloDone))
        }
        var client = try DrivenEndpoint(client: test.client)
        try await server.handshake(with: &client)
        #expect(client.log.error?.fault == .peerViolation(.unexpectedMessage(.serverKeyExchange)))
        #expect(server.alerts == [.unexpectedMessage])
        #expect(client.log.summary == nil)
    }

    /// A verifier learns what the certificate's key will be used for (RFC 5280, Section 4.2.1.3).
    @Test(arguments: Case12.all) func keyUsage(_ test: Case12) async throws {
        let verifier = RecordingVerifier()
        var client = test.client
        client.certificateVerifier = verifier
        var pair = try InMemoryPair(client, test.server)
        await pair.run()
        #expect(pair.clientLog.summary?.keyExchange == test.facts?.keyExchange)
        #expect(pair.clientLog.summary?.isForwardSecret == !test.isKeyTransport)
        #expect(verifier.requests.map(\.keyUsage) == [test.isKeyTransport ? .keyEncipherment : .digitalSignature])
    }

    /// Nobody offers it, nor takes it, without its name.
    @Test(arguments: cases) func unnamed(_ test: Case12) async throws {
        let offered = ClientConfiguration.stub.cipherSuites
        #expect(!offered.contains(test.suite))
        var server = ServerConfiguration.stub(.rsa2048)
        server.versions = .tls10 ... .tls12
        var pair = try InMemoryPair(test.client, server)
        await pair.run()
        #expect(
            pair.serverLog.error?.fault
                == .peerIncompatibility(.noCommonCipherSuite(offered: [test.suite])))
        #expect(pair.clientLog.error?.fault == .alertReceived(.handshakeFailure))
    }
}
