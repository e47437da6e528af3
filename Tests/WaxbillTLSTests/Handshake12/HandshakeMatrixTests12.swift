import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// Every version before TLS 1.3 with every suite, kind of key, client authentication, way to resume and order of CBC's
/// MAC: both sides agree on everything.
@Suite struct HandshakeMatrixTests12 {
    @Test(arguments: HandshakeCase12.all) func handshakes(_ handshake: HandshakeCase12) async throws {
        var session: Session?
        let server = handshake.server
        if handshake.way != .full {
            var first = try InMemoryPair(handshake.client, server)
            await first.run()
            let issued: Session = try #require(first.clientLog.sessions.first)
            #expect(issued.ticket.isEmpty == (handshake.way == .sessionID))
            session = issued
        }
        var pair = try InMemoryPair(handshake.client, server, session: session)
        pair.usesOwnBuffers = handshake.isWide
        await pair.run()
        #expect(pair.clientLog.error == nil && pair.serverLog.error == nil)
        let (ours, theirs) = (try #require(pair.clientLog.summary), try #require(pair.serverLog.summary))
        for summary in [ours, theirs] { expect(summary, handshake) }
        #expect(ours.group == theirs.group)
        #expect(ours.peerCertificates == StubPKI.identity(handshake.test.key).certificateChain)
        #expect(ours.verified)
        #expect(
            theirs.peerCertificates == (handshake.hasClientCertificate ? handshake.clientIdentity.certificateChain : [])
        )
        for context in [nil, [], [1, 2]] as [[UInt8]?] {
            let exported = try pair.client.exportKeyingMaterial(label: "EXPORTER", context: context, length: 40)
            #expect(
                try exported == pair.server.exportKeyingMaterial(label: "EXPORTER", context: context, length: 40))
        }
        #expect(pair.clientLog.keys.map(\.label) == ["CLIENT_RANDOM"])
        #expect(pair.clientLog.keys == pair.serverLog.keys)
        let isDelivered = try await pair.exchange(String(repeating: "data ", count: 10_000))
        #expect(isDelivered)
        pair.client.close()
        pair.server.close()
        await pair.run()
        #expect(pair.clientLog.closures == [true] && pair.serverLog.closures == [true])
    }

    /// The same in pieces.
    @Test(arguments: Case12.few, [1, 100]) func handshakesInPieces(_ test: Case12, chunk: Int) async throws {
        for way in HandshakeCase12.Way.allCases {
            let handshake = HandshakeCase12(test: test, clientKey: .required, way: way, encryptsThenMACs: true)
            let server = handshake.server
            var session: Session?
            for _ in 0...(way == .full ? 0 : 1) {
                var pair = try InMemoryPair(handshake.client, server, session: session)
                pair.chunk = chunk
                await pair.run()
                #expect(pair.clientLog.summary?.resumed == (session != nil))
                #expect(pair.serverLog.summary?.resumed == (session != nil))
                let isDelivered = try await pair.exchange()
                #expect(isDelivered)
                session = pair.clientLog.sessions.first
            }
        }
    }

    /// A client without the certificate that the server wants (RFC 5246, Section 7.4.6).
    @Test func requiredCertificateIsMissing() async throws {
        var server = Case12.usual.server
        server.clientAuthentication = .required
        var pair = try InMemoryPair(Case12.usual.client, server)
        await pair.run()
        #expect(pair.serverLog.error?.fault == .peerViolation(.certificateWithheld))
        #expect(pair.clientLog.error?.fault == .alertReceived(.handshakeFailure))
    }

    private func expect(_ summary: ConnectionSummary, _ handshake: HandshakeCase12) {
        let test = handshake.test
        #expect(summary.version == test.version && summary.cipherSuite == test.suite)
        #expect(summary.keyExchange == test.facts?.keyExchange)
        #expect(summary.resumed == (handshake.way != .full))
        #expect(summary.extendedMainSecret == true)
        #expect(summary.encryptThenMAC == (test.hasCBC ? handshake.encryptsThenMACs : nil))
        #expect(summary.clientAuthenticated == handshake.hasClientCertificate)
        #expect(summary.isForwardSecret == !test.isKeyTransport)
    }
}

/// One cell of the matrix.
struct HandshakeCase12: Sendable, CustomTestStringConvertible {
    enum Way: String, CaseIterable {
        case full
        case ticket = "resumed by ticket"
        case sessionID = "resumed by session ID"
    }

    let test: Case12
    let clientKey: HandshakeCase.ClientKey
    let way: Way
    let encryptsThenMACs: Bool

    /// Whether the client offers all versions, and the server chooses.
    var isWide: Bool { !encryptsThenMACs }

    /// Each way to connect with each suite and key; each way of client authentication with most of them.
    static let all: [HandshakeCase12] = Case12.all.enumerated().flatMap { row, test in
        keys(test).enumerated().flatMap { column, key in
            Way.allCases.enumerated().flatMap { layer, way in
                [true, false].enumerated().map { index, encryptsThenMACs in
                    let clientKeys = HandshakeCase.ClientKey.allCases
                    return HandshakeCase12(
                        test: Case12(test.version, test.suite, key: key),
                        clientKey: clientKeys[(row + column + layer + index) % clientKeys.count], way: way,
                        encryptsThenMACs: encryptsThenMACs)
                }
            }
        }
    }

    /// The keys that a server can have with the suite. EdDSA came with TLS 1.2 (RFC 8422, Section 5.10).
    private static func keys(_ test: Case12) -> [StubPKI.KeyType] {
        guard test.facts?.authentication == .ecdsa else { return [.rsa2048] }
        return [.p256, .p384, .p521] + (test.version == .tls12 ? [.ed25519] : [])
    }

    var testDescription: String {
        "\(test), client \(clientKey.rawValue), \(way.rawValue)\(encryptsThenMACs ? "" : ", MAC then encrypt")"
    }

    var hasClientCertificate: Bool { clientKey == .requested || clientKey == .required }

    /// The client's keys are of another type than the server's.
    var clientIdentity: Identity {
        StubPKI.identity(test.key == .p256 ? .rsa2048 : test.key == .p384 && test.version == .tls12 ? .ed25519 : .p256)
    }

    var client: ClientConfiguration {
        var client = test.client
        client.encryptsThenMACs = encryptsThenMACs
        client.keyLog = EventsOnly()
        if isWide {
            client.versions = .tls10 ... .tls13
            client.cipherSuites += [.aes128GCMSHA256, .ecdheECDSAWithAES256GCMSHA384, .ecdheRSAWithAES256GCMSHA384]
            if Case12.hasCBC {
                client.cipherSuites += [.ecdheECDSAWithAES128CBCSHA, .ecdheRSAWithAES128CBCSHA]
            }
        }
        if hasClientCertificate { client.identityProvider = StaticIdentities([clientIdentity]) }
        return client
    }

    var server: ServerConfiguration {
        var server = test.server
        server.keyLog = EventsOnly()
        switch way {
        case .full: break
        case .ticket: server.sessionStore = TicketProtector()
        case .sessionID:
            server.sessionStore = InMemorySessionStore()
            server.ticketCount = 0
        }
        server.clientAuthentication =
            switch clientKey {
            case .notAsked: .none
            case .requested, .requestedAndMissing: .requested
            case .required: .required
            }
        return server
    }
}
