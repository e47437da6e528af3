import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// How our ClientHellos look on the wire: a change here is seen by every server and every middlebox.
@Suite struct ClientHelloLayoutTests {
    private static let always: [ExtensionType] = [
        .serverName, .supportedGroups, .signatureAlgorithms, .supportedVersions, .pskKeyExchangeModes, .keyShare,
    ]

    @Test func defaults() async throws {
        let hello = try #require(try await hellos(.stub).first)
        #expect(hello.legacyVersion == .tls12)
        #expect(hello.legacySessionID.count == 32)
        #expect(hello.legacyCompressionMethods == [0])
        #expect(hello.cipherSuites == [.aes128GCMSHA256, .aes256GCMSHA384, .chaCha20Poly1305SHA256])
        #expect(hello.extensions.types == Self.always)
        #expect(try hello.extensions.decode(SupportedVersions.self)?.versions == [.tls13])
        #expect(try hello.extensions.decode(PskKeyExchangeModes.self)?.keModes == [.pskDHEKE])
        #expect(try hello.extensions.decode(ServerNameList.self)?.hostName == Array("server.test".utf8))
        // The hybrid's X25519 part is the X25519 share itself (draft-ietf-tls-ecdhe-mlkem).
        let shares = try #require(try hello.extensions.decode(KeyShareClientHello.self)).clientShares
        #expect(shares.map(\.group) == [.x25519MLKEM768, .x25519])
        #expect(shares[0].keyExchange.count == 1216)
        #expect(shares[0].keyExchange.suffix(32).elementsEqual(shares[1].keyExchange))
    }

    @Test func everything() async throws {
        var client = ClientConfiguration.stub
        client.requestsOCSPResponse = true
        client.applicationProtocols = ["h2"]
        client.recordSizeLimit = 1000
        let hello = try #require(try await hellos(client).first)
        #expect(
            hello.extensions.types == [
                .serverName, .supportedGroups, .signatureAlgorithms, .statusRequest,
                .applicationLayerProtocolNegotiation, .recordSizeLimit, .supportedVersions, .pskKeyExchangeModes,
                .keyShare,
            ])
    }

    /// What only TLS 1.3 has is not offered without it.
    @Test func withoutTLS13() async throws {
        var client = ClientConfiguration.stub
        client.versions = .tls12 ... .tls12
        client.cipherSuites = [.ecdheECDSAWithAES128GCMSHA256]
        var server = ServerConfiguration.stub()
        server.versions = client.versions
        server.cipherSuites = client.cipherSuites
        let hello = try #require(try await hellos(client, server).first)
        #expect(
            try hello.extensions.decode(SupportedGroups.self)?.namedGroupList == [
                .x25519, .secp256r1, .secp384r1, .secp521r1,
            ])
        #expect(!hello.extensions.contains(.keyShare))
        #expect(try hello.extensions.decode(SessionTicket.self)?.ticket == [])
        client.requestsTickets = false
        #expect(try await hellos(client, server).first?.extensions.contains(.sessionTicket) == false)
    }

    /// No name for an address (RFC 6066, Section 3), no session ID without the disguise.
    @Test func less() async throws {
        var client = ClientConfiguration.stub
        client.middleboxCompatibility = false
        let hello = try #require(try await hellos(client, serverName: "192.0.2.1").first)
        #expect(hello.legacySessionID.isEmpty)
        #expect(hello.extensions.types == Array(Self.always.dropFirst()))
    }

    /// The second differs from the first in what was asked for, and in nothing else (RFC 9846, Section 4.2.2).
    @Test(arguments: [false, true]) func second(isGreased: Bool) async throws {
        var client = ClientConfiguration.stub
        client.keyShareGroups = [.x25519]
        client.groups = [.x25519, .secp256r1]
        client.sendsGREASE = isGreased
        var server = ServerConfiguration.stub()
        server.groups = [.secp256r1]
        server.sendsCookie = true
        let hellos = try await hellos(client, server)
        try #require(hellos.count == 2)
        var (first, second) = (hellos[0], hellos[1])
        #expect(second.extensions.types == first.extensions.types + [.cookie])
        let shares = try #require(try second.extensions.decode(KeyShareClientHello.self)).clientShares
        #expect(shares.map(\.group) == [.secp256r1])
        for type in [ExtensionType.cookie, .keyShare] {
            first.extensions.remove(type)
            second.extensions.remove(type)
        }
        #expect(first == second)
    }

    /// pre_shared_key comes last, behind a cookie and behind GREASE too (RFC 9846, Section 4.3.11).
    @Test(arguments: [false, true]) func preSharedKeyIsLast(isRetried: Bool) async throws {
        var client = ClientConfiguration.stub
        client.sendsGREASE = true
        var server = ServerConfiguration.stub()
        server.sessionStore = TicketProtector()
        var pair = try InMemoryPair(client, server)
        await pair.run()
        let session = try #require(pair.clientLog.sessions.first)
        if isRetried {
            server.groups = [.secp384r1]
            server.sendsCookie = true
        }
        let hellos = try await hellos(client, server, session: session)
        #expect(hellos.count == (isRetried ? 2 : 1))
        #expect(hellos.allSatisfy { $0.extensions.lastType == .preSharedKey })
    }

    /// Fresh values for each connection (RFC 9846, Sections 4.2.2 and 4.3.8).
    @Test func nothingIsReused() async throws {
        var randoms: Set<[UInt8]> = []
        var sessionIDs: Set<[UInt8]> = []
        var shares: Set<[UInt8]> = []
        let client = ClientConfiguration.stub
        for _ in 0..<5 {
            let hello = try #require(try await hellos(client).first)
            randoms.insert(hello.random)
            sessionIDs.insert(hello.legacySessionID)
            shares.formUnion(
                try #require(try hello.extensions.decode(KeyShareClientHello.self)).clientShares.map(\.keyExchange))
        }
        #expect(randoms.count == 5 && sessionIDs.count == 5 && shares.count == 10)
    }

    /// The same seeds, the same bytes both ways: X25519 and Ed25519 leave nothing to chance.
    @Test func reproducibleHandshake() async throws {
        func transcript() async throws -> [[UInt8]] {
            var client = ClientConfiguration.stub
            client.groups = [.x25519]
            client.randomSource = SeededRandomSource(seed: 1)
            var server = ServerConfiguration.stub(.ed25519)
            server.randomSource = SeededRandomSource(seed: 2)
            var pair = try InMemoryPair(client, server)
            await pair.run()
            _ = try await pair.exchange()
            pair.client.close()
            await pair.run()
            return [pair.clientLog.written, pair.serverLog.written]
        }
        #expect(try await transcript() == transcript())
    }

    private func hellos(
        _ client: ClientConfiguration, _ server: ServerConfiguration = .stub(), serverName: String = "server.test",
        session: Session? = nil
    ) async throws -> [ClientHello] {
        var pair = try InMemoryPair(client, server, serverName: serverName, session: session, isObserved: true)
        await pair.run()
        #expect(pair.clientLog.summary != nil)
        return try pair.clientLog.observed.compactMap { event -> ClientHello? in
            guard case .message(.sent, .clientHello, let bytes) = event,
                case .clientHello(let hello) = try HandshakeMessage(decoding: bytes)
            else { return nil }
            return hello
        }
    }
}
