import TLSWire
import Testing
import WaxbillTLS
import WaxbillTestSupport

/// What both sides agree on, or why they do not.
@Suite struct NegotiationTests {
    // MARK: Application protocols (RFC 7301)

    @Test(
        arguments: [
            (["h2", "http/1.1"], ["http/1.1", "h2"], "http/1.1"),
            (["a", "b", "c"], ["c"], "c"),
            (["a"], [], nil),
            ([], ["a"], nil),
            ([], [], nil),
        ] as [([ApplicationProtocol], [ApplicationProtocol], ApplicationProtocol?)])
    func applicationProtocol(
        offered: [ApplicationProtocol], preferences: [ApplicationProtocol], selected: ApplicationProtocol?
    ) async throws {
        var client = ClientConfiguration.stub
        client.applicationProtocols = offered
        var server = ServerConfiguration.stub()
        server.applicationProtocols = preferences
        var pair = try InMemoryPair(client, server)
        await pair.run()
        let summary = try #require(pair.clientLog.summary)
        #expect(summary.applicationProtocol == selected)
        #expect(pair.serverLog.summary?.applicationProtocol == selected)
    }

    @Test func noCommonApplicationProtocol() async throws {
        var client = ClientConfiguration.stub
        client.applicationProtocols = ["a", "b"]
        var server = ServerConfiguration.stub()
        server.applicationProtocols = ["c"]
        try await expectRefusal(
            client, server, .noCommonApplicationProtocol(offered: ["a", "b"]), .noApplicationProtocol)
    }

    // MARK: Suites, groups, signatures

    @Test func noCommonCipherSuite() async throws {
        var client = ClientConfiguration.stub
        client.cipherSuites = [.aes128GCMSHA256]
        var server = ServerConfiguration.stub()
        server.cipherSuites = [.chaCha20Poly1305SHA256]
        try await expectRefusal(client, server, .noCommonCipherSuite(offered: [.aes128GCMSHA256]), .handshakeFailure)
    }

    @Test func noCommonGroup() async throws {
        var client = ClientConfiguration.stub
        client.groups = [.x25519]
        var server = ServerConfiguration.stub()
        server.groups = [.secp256r1]
        try await expectRefusal(client, server, .noCommonGroup, .handshakeFailure)
    }

    @Test func noCommonSignatureScheme() async throws {
        var client = ClientConfiguration.stub
        client.signatureSchemes = [.ed25519]
        try await expectRefusal(client, .stub(.p256), .noIdentity, .handshakeFailure)
        // A provider that does not look at the schemes.
        var server = ServerConfiguration.stub()
        server.identityProvider = AlwaysTheSame(identity: StubPKI.identity(.p256))
        try await expectRefusal(client, server, .noCommonSignatureScheme, .handshakeFailure)
        server.identityProvider = AlwaysTheSame(identity: Identity(certificateChain: [], signer: Unable()))
        try await expectRefusal(client, server, .noIdentity, .handshakeFailure)
    }

    /// The server's order decides, but a share at hand beats a round trip, and a post-quantum group beats both.
    @Test(
        arguments: [
            ([.x25519, .secp256r1], [.secp256r1, .x25519], nil, .x25519, false),
            ([.x25519, .secp256r1], [.secp256r1, .x25519], [.x25519, .secp256r1], .secp256r1, false),
            ([.x25519, .x25519MLKEM768], [.x25519MLKEM768, .x25519], [.x25519], .x25519MLKEM768, true),
            ([.x25519, .x25519MLKEM768], [.x25519, .x25519MLKEM768], [.x25519], .x25519, false),
            ([.x25519, .secp384r1], [.secp384r1], nil, .secp384r1, true),
            ([.x25519, .secp384r1], [.secp384r1, .x25519], [], .secp384r1, true),
        ] as [([NamedGroup], [NamedGroup], [NamedGroup]?, NamedGroup, Bool)])
    func groups(
        offered: [NamedGroup], preferences: [NamedGroup], shares: [NamedGroup]?, selected: NamedGroup, isRetried: Bool
    ) async throws {
        var client = ClientConfiguration.stub
        client.groups = offered
        client.keyShareGroups = shares
        var server = ServerConfiguration.stub()
        server.groups = preferences
        var pair = try InMemoryPair(client, server)
        await pair.run()
        let summary = try #require(pair.serverLog.summary)
        #expect(summary.group == selected)
        #expect(summary.helloRetryRequest == isRetried)
    }

    /// RFC 9846, Section 4.3.8: shares are in the order of supported_groups, whatever order they were asked for in.
    @Test(
        arguments: [
            ([.secp256r1, .x25519MLKEM768, .x25519], nil, [.secp256r1, .x25519MLKEM768]),
            ([.x25519MLKEM768, .x25519, .secp256r1], nil, [.x25519MLKEM768, .x25519]),
            ([.x25519, .secp384r1, .secp256r1], [.secp256r1, .x25519], [.x25519, .secp256r1]),
            ([.x25519, .x25519MLKEM768], [.x25519MLKEM768, .x25519], [.x25519, .x25519MLKEM768]),
            ([.secp521r1], nil, [.secp521r1]),
            ([.x25519], [], []),
        ] as [([NamedGroup], [NamedGroup]?, [NamedGroup])])
    func keyShares(groups: [NamedGroup], asked: [NamedGroup]?, sent: [NamedGroup]) async throws {
        var client = ClientConfiguration.stub
        client.groups = groups
        client.keyShareGroups = asked
        var pair = try InMemoryPair(client, .stub(), isObserved: true)
        await pair.run()
        let bytes = try #require(pair.clientLog.observed.message(.sent, .clientHello))
        guard case .clientHello(let hello) = try HandshakeMessage(decoding: bytes) else { return }
        #expect(try hello.extensions.decode(KeyShareClientHello.self)?.clientShares.map(\.group) == sent)
        #expect(try hello.extensions.decode(SupportedGroups.self)?.namedGroupList == groups)
        #expect(pair.clientLog.summary != nil)
    }

    @Test(arguments: [false, true]) func cookie(isSent: Bool) async throws {
        var client = ClientConfiguration.stub
        client.keyShareGroups = []
        var server = ServerConfiguration.stub()
        server.sendsCookie = isSent
        var pair = try InMemoryPair(client, server, isObserved: true)
        await pair.run()
        #expect(pair.clientLog.summary?.helloRetryRequest == true)
        let second = pair.clientLog.observed.compactMap {
            if case .message(.sent, .clientHello, let bytes) = $0 { bytes } else { nil }
        }.last
        let hello = try HandshakeMessage(decoding: try #require(second))
        guard case .clientHello(let hello) = hello else { return }
        #expect(hello.extensions.contains(.cookie) == isSent)
    }

    // MARK: GREASE (RFC 8701)

    @Test(arguments: [false, true]) func grease(isRetried: Bool) async throws {
        var client = ClientConfiguration.stub
        client.sendsGREASE = true
        if isRetried { client.keyShareGroups = [] }
        for seed in 0..<20 {
            client.randomSource = SeededRandomSource(seed: UInt64(seed))
            var pair = try InMemoryPair(client, .stub(), isObserved: true)
            await pair.run()
            #expect(pair.clientLog.summary?.helloRetryRequest == isRetried)
            let bytes = try #require(pair.clientLog.observed.message(.sent, .clientHello))
            guard case .clientHello(let hello) = try HandshakeMessage(decoding: bytes) else { continue }
            #expect(hello.cipherSuites.filter { GREASE.isGREASE($0.rawValue) }.count == 1)
            #expect(hello.extensions.types.filter { GREASE.isGREASE($0.rawValue) }.count == 2)
            let groups = try #require(try hello.extensions.decode(SupportedGroups.self)).namedGroupList
            let shares = try #require(try hello.extensions.decode(KeyShareClientHello.self)).clientShares
            let versions = try #require(try hello.extensions.decode(SupportedVersions.self)).versions
            let schemes = try #require(try hello.extensions.decode(SignatureAlgorithms.self))
                .supportedSignatureAlgorithms
            #expect(schemes.map { GREASE.isGREASE($0.rawValue) } == [true] + client.signatureSchemes.map { _ in false })
            #expect(groups.first.map { GREASE.isGREASE($0.rawValue) } == true)
            #expect(shares.first?.group == groups.first)
            #expect(versions.first.map { GREASE.isGREASE($0.rawValue) } == true)
        }
    }

    // MARK: Certificates

    @Test(arguments: [
        ("a.test", "a.test"), ("b.test", "b.test"), ("x.wild.test", "*.wild.test"), ("x.y.wild.test", "a.test"),
        ("unknown.test", "a.test"), ("127.0.0.1", "a.test"),
    ]) func serverName(asked: String, shown: String) async throws {
        let identities = ["a.test", "b.test", "*.wild.test"].map { StubPKI.make(.p256, names: [$0]) }
        var server = ServerConfiguration.stub()
        server.identityProvider = StaticIdentities(identities)
        var pair = try InMemoryPair(.stub, server, serverName: asked, isObserved: true)
        await pair.run()
        // RFC 6066, Section 3: the server says that it has used the name.
        let bytes = try #require(pair.clientLog.observed.message(.received, .encryptedExtensions))
        guard case .encryptedExtensions(let message) = try HandshakeMessage(decoding: bytes) else { return }
        #expect(message.extensions.body(of: .serverName) == (asked == "127.0.0.1" ? nil : []))
        let expected = try #require(identities.first { $0.names == [shown] })
        #expect(pair.clientLog.summary?.peerCertificates == expected.certificateChain)
        #expect(pair.serverLog.summary?.serverName == (asked == "127.0.0.1" ? nil : asked))
    }

    /// Of several identities the server takes one that the client can verify.
    @Test(arguments: StubPKI.KeyType.allCases) func identityBySignatureScheme(key: StubPKI.KeyType) async throws {
        var client = ClientConfiguration.stub
        client.signatureSchemes = StubPKI.identity(key).signer.signatureSchemes
        var server = ServerConfiguration.stub()
        server.identityProvider = StaticIdentities(StubPKI.KeyType.allCases.map(StubPKI.identity))
        var pair = try InMemoryPair(client, server)
        await pair.run()
        #expect(pair.clientLog.summary?.peerCertificates == StubPKI.identity(key).certificateChain)
    }

    /// RFC 9846, Section 4.3.4
    @Test(arguments: [([1], 0), ([2], 1), ([9, 2], 1), ([9], nil)] as [([UInt8], Int?)])
    func certificateAuthorities(named: [UInt8], chosen: Int?) async throws {
        let keys = [StubPKI.identity(.p256), StubPKI.identity(.ed25519)]
        let identities = keys.enumerated().map { index, identity in
            Identity(
                certificateChain: identity.certificateChain, signer: identity.signer,
                issuers: [[0x30, 1, UInt8(index + 1)]])
        }
        var client = ClientConfiguration.stub
        client.identityProvider = StaticIdentities(identities)
        var server = ServerConfiguration.stub()
        server.clientAuthentication = .requested
        server.certificateAuthorities = named.map { [0x30, 1, $0] }
        var pair = try InMemoryPair(client, server)
        await pair.run()
        let summary = try #require(pair.serverLog.summary)
        #expect(summary.peerCertificates == (chosen.map { identities[$0].certificateChain } ?? []))
        #expect(summary.clientAuthenticated == (chosen != nil))
    }

    /// A client names authorities in its hello (RFC 9846, Section 4.3.4).
    @Test func certificateAuthoritiesOfAClient() async throws {
        let names: [[UInt8]] = [[0x30, 1, 7], [0x30, 1, 8]]
        var pair = try EndpointPair(
            hostile: .stub, .stub(), .clientHello { $0.extensions.append(CertificateAuthorities(authorities: names)) })
        var hello: [UInt8] = []
        while let event = pair.client.nextEvent() { if case .write(let bytes) = event { hello += bytes } }
        try pair.server.receive(hello.span.bytes)
        var request: IdentityRequest?
        while let event = pair.server.nextEvent() {
            if case .inquiry(.selectIdentity(let asked)) = event { request = asked }
        }
        #expect(request?.certificateAuthorities == names)
    }

    /// A verifier that lets a peer pass unverified does not make it verified, now or when the session is resumed.
    @Test func unverified() async throws {
        var client = ClientConfiguration(certificateVerifier: LenientVerifier())
        client.identityProvider = StaticIdentities([StubPKI.identity(.ed25519)])
        var server = ServerConfiguration.stub()
        server.certificateVerifier = LenientVerifier()
        server.clientAuthentication = .requested
        server.sessionStore = TicketProtector()
        var session: Session?
        for isResumed in [false, true] {
            var pair = try InMemoryPair(client, server, session: session)
            await pair.run()
            let issued: Session = try #require(pair.clientLog.sessions.first)
            session = issued
            let (ours, theirs) = (try #require(pair.clientLog.summary), try #require(pair.serverLog.summary))
            #expect(ours.resumed == isResumed && theirs.resumed == isResumed)
            #expect(!ours.verified && !theirs.verified)
            #expect(ours.clientAuthenticated && theirs.clientAuthenticated)
        }
        // A server that requires certificates does not take that session for one.
        server.clientAuthentication = .required
        var pair = try InMemoryPair(client, server, session: session)
        await pair.run()
        #expect(pair.serverLog.summary?.resumed == false)
    }

    /// Whoever asks for certificates without being able to verify them gets none that he likes.
    @Test func noVerifierForClients() async throws {
        var client = ClientConfiguration.stub
        client.identityProvider = StaticIdentities([StubPKI.identity(.ed25519)])
        var server = ServerConfiguration.stub()
        server.certificateVerifier = nil
        server.clientAuthentication = .requested
        var pair = try InMemoryPair(client, server)
        await pair.run()
        #expect(pair.serverLog.error?.alert == .unknownCA)
        #expect(pair.clientLog.error?.fault == .alertReceived(.unknownCA))
    }

    /// The refusal's reason decides the alert (RFC 9846, Section 6.2).
    @Test(
        arguments: [
            (.badCertificate, .badCertificate), (.expired, .certificateExpired), (.revoked, .certificateRevoked),
            (.unknownAuthority, .unknownCA), (.unsupportedCertificate, .unsupportedCertificate),
            (.nameMismatch, .badCertificate), (.other, .certificateUnknown),
        ] as [(CertificateRefusal.Reason, AlertDescription)], [Role.client, .server])
    func refusedCertificate(refusal: (CertificateRefusal.Reason, AlertDescription), by role: Role) async throws {
        let verifier = RefusingVerifier(refusal.0)
        var client = role == .client ? ClientConfiguration(certificateVerifier: verifier) : .stub
        client.identityProvider = StaticIdentities([StubPKI.identity(.p256)])
        var server = ServerConfiguration.stub()
        server.clientAuthentication = .required
        if role == .server { server.certificateVerifier = verifier }
        var pair = try InMemoryPair(client, server)
        await pair.run()
        let (own, peer) = role == .client ? (pair.clientLog, pair.serverLog) : (pair.serverLog, pair.clientLog)
        #expect(own.error?.alert == refusal.1)
        #expect(peer.error?.fault == .alertReceived(refusal.1))
        #expect(own.summary == nil)
    }

    private func expectRefusal(
        _ client: ClientConfiguration, _ server: ServerConfiguration, _ reason: PeerIncompatibility,
        _ alert: AlertDescription
    ) async throws {
        var pair = try InMemoryPair(client, server)
        await pair.run()
        #expect(pair.serverLog.error?.fault == .peerIncompatibility(reason))
        #expect(pair.serverLog.error?.alert == alert)
        #expect(pair.clientLog.error?.fault == .alertReceived(alert))
    }
}

/// Gives one identity, whatever is asked for.
private struct AlwaysTheSame: IdentityProvider {
    let identity: Identity

    func identity(for request: IdentityRequest) -> Identity? { identity }
}

/// Signs nothing, but says that it could.
private struct Unable: Signer {
    var signatureSchemes: [SignatureScheme] { [.ed25519] }

    func sign(_ content: [UInt8], with scheme: SignatureScheme) throws -> [UInt8] {
        throw TLSError(.internalFailure("no key"))
    }
}

/// Finds the key, and looks no further.
private struct LenientVerifier: CertificateVerifier {
    func verify(_ request: CertificateVerificationRequest) -> CertificateVerificationResult {
        guard case .verified(let key) = StubVerifier().verify(request) else { return StubVerifier().verify(request) }
        return .unverified(subjectPublicKeyInfo: key)
    }
}
