import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// Every group with every suite, key, client authentication and way to connect: both sides agree on everything.
@Suite struct HandshakeMatrixTests {
    @Test(arguments: HandshakeCase.all) func handshakes(_ handshake: HandshakeCase) async throws {
        try await Self.check(handshake, chunk: nil)
    }

    /// The same in pieces, and in the driver's buffers; each value of each column at least once.
    @Test(arguments: HandshakeCase.diagonal, [(1, false), (1, true), (100, true), (nil, true)] as [(Int?, Bool)])
    func handshakesInPieces(_ handshake: HandshakeCase, pieces: (chunk: Int?, usesOwnBuffers: Bool)) async throws {
        try await Self.check(handshake, chunk: pieces.chunk, usesOwnBuffers: pieces.usesOwnBuffers)
    }

    /// RFC 9846, Section 4.5.1.4
    @Test func requiredCertificateIsMissing() async throws {
        var server = ServerConfiguration.stub()
        server.clientAuthentication = .required
        var pair = try InMemoryPair(.stub, server, isObserved: true)
        await pair.run()
        #expect(pair.serverLog.error?.fault == .peerViolation(.certificateRequired))
        #expect(pair.clientLog.error?.fault == .alertReceived(.certificateRequired))
        #expect(pair.serverLog.summary == nil)
    }

    private static func check(
        _ handshake: HandshakeCase, chunk: Int?, usesOwnBuffers: Bool = false
    ) async throws {
        let client = handshake.client
        let server = handshake.server
        var session: Session?
        if handshake.way.isResumed {
            var first = try InMemoryPair(client, server)
            await first.run()
            let issued: Session = try #require(first.clientLog.sessions.first)
            session = issued
        }
        var pair = try InMemoryPair(client, server, session: session)
        pair.chunk = chunk
        pair.usesOwnBuffers = usesOwnBuffers
        await pair.run()
        #expect(pair.clientLog.error == nil)
        #expect(pair.serverLog.error == nil)
        #expect(pair.clientLog.summary == handshake.clientSummary)
        #expect(pair.serverLog.summary == handshake.serverSummary)
        let ours = try pair.client.exportKeyingMaterial(label: "EXPORTER-test", context: [1, 2], length: 40)
        let theirs = try pair.server.exportKeyingMaterial(label: "EXPORTER-test", context: [1, 2], length: 40)
        let without = try pair.client.exportKeyingMaterial(label: "EXPORTER-test", context: nil, length: 40)
        #expect(try pair.server.exportKeyingMaterial(label: "EXPORTER-test", context: [], length: 40) == without)
        let others = try pair.server.exportKeyingMaterial(label: "EXPORTER-test", context: [1, 3], length: 40)
        #expect(ours == theirs)
        #expect(ours != others)
        #expect(Set(pair.clientLog.keys) == Set(pair.serverLog.keys))
        #expect(
            Set(pair.clientLog.keys.map(\.label)) == [
                "CLIENT_HANDSHAKE_TRAFFIC_SECRET", "SERVER_HANDSHAKE_TRAFFIC_SECRET", "CLIENT_TRAFFIC_SECRET_0",
                "SERVER_TRAFFIC_SECRET_0", "EXPORTER_SECRET",
            ])
        let isDelivered = try await pair.exchange()
        #expect(isDelivered)
    }
}

/// One cell of the matrix.
struct HandshakeCase: Sendable, CustomTestStringConvertible {
    enum Way: String, CaseIterable {
        case full, retried, resumed
        case resumedAndRetried = "resumed, retried"

        var isResumed: Bool { self == .resumed || self == .resumedAndRetried }
        var isRetried: Bool { self == .retried || self == .resumedAndRetried }
    }

    /// What the server asks for, and what the client has.
    enum ClientKey: String, CaseIterable {
        case notAsked = "not asked"
        case requestedAndMissing = "requested, missing"
        case requested
        case required
    }

    let group: NamedGroup
    let suite: CipherSuite
    let key: StubPKI.KeyType
    let clientKey: ClientKey
    let way: Way

    static let groups: [NamedGroup] = [.x25519MLKEM768, .x25519, .secp256r1, .secp384r1, .secp521r1]
    static let suites: [CipherSuite] = [.aes128GCMSHA256, .aes256GCMSHA384, .chaCha20Poly1305SHA256]

    /// Each way occurs with each pair of other values; all ways with all of them would take too long.
    static let all: [HandshakeCase] = groups.enumerated().flatMap { row, group in
        suites.enumerated().flatMap { column, suite in
            StubPKI.KeyType.allCases.enumerated().flatMap { layer, key in
                ClientKey.allCases.enumerated().map { index, clientKey in
                    let way = Way.allCases[(row + column + layer + index) % 4]
                    return HandshakeCase(group: group, suite: suite, key: key, clientKey: clientKey, way: way)
                }
            }
        }
    }

    static let diagonal: [HandshakeCase] = (0..<20).map { index in
        HandshakeCase(
            group: groups[index % 5], suite: suites[index % 3], key: StubPKI.KeyType.allCases[(index / 4) % 5],
            clientKey: ClientKey.allCases[index % 4], way: Way.allCases[(index / 5) % 4])
    }

    var testDescription: String { "\(group), \(suite), \(key), client \(clientKey.rawValue), \(way.rawValue)" }

    /// The client's keys are of another type than the server's.
    private var clientIdentity: Identity {
        StubPKI.identity(key == .p256 ? .ed25519 : key == .ed25519 ? .rsa2048 : .p256)
    }

    private var hasClientCertificate: Bool { clientKey == .requested || clientKey == .required }

    var client: ClientConfiguration {
        var client = ClientConfiguration.stub
        // For a HelloRetryRequest the client shares another group first.
        let other: NamedGroup = group == .x25519 ? .secp256r1 : .x25519
        client.groups = way.isRetried ? [other, group] : [group]
        if way.isRetried { client.keyShareGroups = [other] }
        client.cipherSuites = [suite]
        client.keyLog = EventsOnly()
        if hasClientCertificate { client.identityProvider = StaticIdentities([clientIdentity]) }
        return client
    }

    var server: ServerConfiguration {
        var server = ServerConfiguration.stub(key)
        server.groups = [group]
        server.keyLog = EventsOnly()
        server.sessionStore = Self.store
        server.clientAuthentication =
            switch clientKey {
            case .notAsked: .none
            case .requested, .requestedAndMissing: .requested
            case .required: .required
            }
        return server
    }

    private static let store = TicketProtector()

    var clientSummary: ConnectionSummary {
        let identity = StubPKI.identity(key)
        return ConnectionSummary(
            role: .client, version: .tls13, cipherSuite: suite, keyExchange: .ecdhe, group: group,
            signatureScheme: way.isResumed ? nil : identity.signer.signatureSchemes.first,
            extendedMainSecret: nil, encryptThenMAC: nil, applicationProtocol: nil,
            serverName: "server.test", resumed: way.isResumed, helloRetryRequest: way.isRetried,
            peerCertificates: identity.certificateChain, verified: true, clientAuthenticated: hasClientCertificate)
    }

    var serverSummary: ConnectionSummary {
        let isSigned = hasClientCertificate && !way.isResumed
        return ConnectionSummary(
            role: .server, version: .tls13, cipherSuite: suite, keyExchange: .ecdhe, group: group,
            signatureScheme: isSigned ? clientIdentity.signer.signatureSchemes.first : nil,
            extendedMainSecret: nil, encryptThenMAC: nil, applicationProtocol: nil,
            serverName: "server.test", resumed: way.isResumed, helloRetryRequest: way.isRetried,
            peerCertificates: hasClientCertificate ? clientIdentity.certificateChain : [],
            verified: hasClientCertificate, clientAuthenticated: hasClientCertificate)
    }
}
