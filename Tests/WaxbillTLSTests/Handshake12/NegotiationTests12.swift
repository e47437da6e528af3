import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// What hellos of TLS 1.2 and before settle, and what they leave open.
@Suite struct NegotiationTests12 {
    // MARK: Extensions that are not there

    /// A client that does not say which signatures it knows means those over SHA-1 (RFC 5246, Section 7.4.1.4.1), which
    /// have to be named.
    @Test(arguments: [Case12(.tls12, .ecdheRSAWithAES128GCMSHA256), .usual], [true, false])
    func withoutSignatureAlgorithms(_ test: Case12, isSHA1Named: Bool) async throws {
        let client = test.scriptedClient()
        client.change(ClientHello.self) { $0.extensions.remove(.signatureAlgorithms) }
        var configuration = test.server
        if !isSHA1Named { configuration.signatureSchemes.removeAll(where: \.usesSHA1) }
        var server = try DrivenEndpoint(server: configuration)
        try await client.handshake(with: &server)
        if isSHA1Named {
            #expect(server.log.summary != nil && client.complaint == nil)
        } else {
            #expect(server.log.error?.alert == .handshakeFailure && client.alerts == [.handshakeFailure])
        }
    }

    /// A client of the last century, without any extension.
    @Test(arguments: Case12.few) func withoutExtensions(_ test: Case12) async throws {
        let client = test.scriptedClient()
        client.change(ClientHello.self) { $0.extensions = .absent }
        var server = try DrivenEndpoint(server: test.server)
        try await client.handshake(with: &server)
        #expect(server.log.error == nil && client.complaint == nil)
        #expect(server.log.summary?.extendedMainSecret == false)
        // It did not ask for anything but renegotiation_info, by its suites.
        #expect(client.serverHello?.extensions.types == [.renegotiationInfo])
        #expect(test.isKeyTransport || server.log.summary?.group == .secp256r1)
        #expect(try await exchangeData(client, &server))
    }

    /// A server of the same age.
    @Test(arguments: Case12.few) func serverWithoutExtensions(_ test: Case12) async throws {
        let server = test.scriptedServer()
        server.change(ServerHello.self) { $0.extensions = .absent }
        server.sessionID = []
        var client = try DrivenEndpoint(client: test.client)
        try await server.handshake(with: &client)
        #expect(client.log.error == nil && server.complaint == nil)
        #expect(client.log.summary?.extendedMainSecret == false && client.log.sessions.isEmpty)
        #expect(try await exchangeData(server, &client))
    }

    /// What a server does not know, or does not want to know, it does not answer: max_fragment_length (RFC 6066,
    /// Section 4), heartbeats, and what nobody knows.
    @Test func ignoredExtensions() async throws {
        let client = Case12.usual.scriptedClient()
        let ignored = [1, 15, 0x1234, 0xfafa].map { ExtensionType(rawValue: $0) }
        client.change(ClientHello.self) { hello in
            for type in ignored { hello.extensions.append(RawExtension(type: type, body: [1])) }
        }
        var server = try DrivenEndpoint(server: Case12.usual.server)
        try await client.handshake(with: &server)
        #expect(server.log.summary != nil)
        #expect(client.serverHello?.extensions.types.contains { ignored.contains($0) } == false)
        #expect(try await exchangeData(client, &server))
    }

    /// TLS 1.3's extensions mean nothing to a connection of TLS 1.2, not even nonsense.
    @Test func extensionsOfTLS13() async throws {
        let client = Case12.usual.scriptedClient()
        client.change(ClientHello.self) { hello in
            hello.extensions.append(RawExtension(type: .keyShare, body: [1]))
            hello.extensions.append(RawExtension(type: .pskKeyExchangeModes, body: []))
        }
        var server = try DrivenEndpoint(server: Case12.usual.server)
        try await client.handshake(with: &server)
        #expect(server.log.summary != nil)
    }

    // MARK: Nothing in common

    /// A certificate's curve has to be among the client's groups (RFC 8422, Section 5.1.1).
    @Test func curveOfTheCertificate() async throws {
        let test = Case12(.tls12, Case12.usual.suite, key: .p384)
        let client = test.scriptedClient()
        client.groups = [.x25519, .secp256r1]
        var server = try DrivenEndpoint(server: test.server)
        try await client.handshake(with: &server)
        #expect(server.log.error?.alert == .handshakeFailure && client.alerts == [.handshakeFailure])
    }

    @Test func noCommonGroup() async throws {
        let client = Case12.usual.scriptedClient()
        client.groups = [.x448, .x25519MLKEM768, .secp256r1]
        var configuration = Case12.usual.server
        configuration.groups = [.x25519MLKEM768, .x25519]
        var server = try DrivenEndpoint(server: configuration)
        try await client.handshake(with: &server)
        #expect(server.log.error?.fault == .peerIncompatibility(.noCommonGroup))
        #expect(client.alerts == [.handshakeFailure])
    }

    /// A suite that the version does not have (RFC 5246, Section 1.2).
    @Test(.needsCBC, arguments: [ProtocolVersion.tls10, .tls11]) func suiteOfAnotherVersion(_ version: ProtocolVersion)
        async throws
    {
        let client = ScriptedClient12(version, .ecdheECDSAWithAES128GCMSHA256)
        var configuration = Case12(version, .ecdheECDSAWithAES128CBCSHA).server
        configuration.versions = .tls10 ... .tls12
        configuration.cipherSuites += [.ecdheECDSAWithAES128GCMSHA256]
        var server = try DrivenEndpoint(server: configuration)
        try await client.handshake(with: &server)
        #expect(client.alerts == [.handshakeFailure])
        #expect(server.log.error?.alert == .handshakeFailure)
    }

    @Test func noCommonApplicationProtocol() async throws {
        let client = Case12.usual.scriptedClient()
        client.applicationProtocols = [Array("h3".utf8)]
        var configuration = Case12.usual.server
        configuration.applicationProtocols = ["h2"]
        var server = try DrivenEndpoint(server: configuration)
        try await client.handshake(with: &server)
        #expect(client.alerts == [.noApplicationProtocol])
        #expect(server.log.summary == nil)
    }

    @Test func commonApplicationProtocol() async throws {
        let client = Case12.usual.scriptedClient()
        client.applicationProtocols = [Array("h3".utf8), Array("h2".utf8)]
        var configuration = Case12.usual.server
        configuration.applicationProtocols = ["http/1.1", "h2"]
        var server = try DrivenEndpoint(server: configuration)
        try await client.handshake(with: &server)
        #expect(server.log.summary?.applicationProtocol == "h2")
        #expect(
            try client.serverHello?.extensions.decode(ProtocolNameList.self)?.protocolNameList == [Array("h2".utf8)])
    }

    // MARK: Malformed in its own way

    /// Each of these is well-formed and not allowed.
    @Test func illegalParameters() async throws {
        try await expectServer(.illegalParameter) {
            $0.change(ClientHello.self) {
                $0.extensions.remove(.ecPointFormats)
                $0.extensions.append(RawExtension(type: .ecPointFormats, body: [1, 1]))
            }
        }
        // An extension that comes twice.
        try await expectServer(.illegalParameter) {
            $0.change(ClientHello.self) { $0.extensions.append(ExtendedMainSecret()) }
        }
        // An explicit curve (RFC 8422, Section 5.4).
        let server = Case12.usual.scriptedServer()
        server.rewrite(.serverKeyExchange) { bytes in Array(bytes.prefix(4)) + [1] + bytes.dropFirst(5) }
        var client = try DrivenEndpoint(client: Case12.usual.client)
        try await server.handshake(with: &client)
        #expect(server.alerts == [.illegalParameter])
    }

    private func expectServer(_ alert: AlertDescription, _ script: (ScriptedClient12) -> Void) async throws {
        let client = Case12.usual.scriptedClient()
        script(client)
        var server = try DrivenEndpoint(server: Case12.usual.server)
        try await client.handshake(with: &server)
        #expect(client.alerts == [alert])
        #expect(server.log.error?.alert == alert)
    }

    // MARK: Client certificates

    /// A client that has nothing that the server would take shows nothing.
    @Test func unacceptableRequest() async throws {
        for change in [
            { $0.certificateTypes = [ClientCertificateType(rawValue: 2)] },
            { $0.supportedSignatureAlgorithms = [.mldsa44] },
        ] as [(inout CertificateRequest12) -> Void] {
            let server = Case12.usual.scriptedServer()
            server.requestsCertificate = true
            server.change(CertificateRequest12.self, change)
            var configuration = Case12.usual.client
            configuration.identityProvider = StaticIdentities([StubPKI.identity(.p256)])
            var client = try DrivenEndpoint(client: configuration)
            try await server.handshake(with: &client)
            #expect(client.log.summary?.clientAuthenticated == false)
            #expect(server.peerChain.isEmpty && server.received.contains(.message(.certificate)))
            #expect(!server.received.contains(.message(.certificateVerify)))
            #expect(try await exchangeData(server, &client))
        }
    }

    // MARK: OCSP

    /// The response comes in a message of its own, may be left out, and reaches the verifier (RFC 6066, Section 8).
    @Test(arguments: Case12.few, [true, false]) func stapling(_ test: Case12, isSent: Bool) async throws {
        let server = test.scriptedServer()
        server.ocspResponse = [1, 2, 3]
        if !isSent { server.edit = { $0.remove(.message(.certificateStatus)) } }
        let verifier = RecordingVerifier()
        var configuration = test.client
        configuration.certificateVerifier = verifier
        configuration.requestsOCSPResponse = true
        var client = try DrivenEndpoint(client: configuration)
        try await server.handshake(with: &client)
        #expect(client.log.error == nil && client.log.summary != nil)
        #expect(server.bothHave(.statusRequest))
        #expect(verifier.responses == [isSent ? [1, 2, 3] : nil])
    }

    // MARK: Data that comes early

    /// A client that does not wait for the server's Finished (RFC 7918) is heard after its own.
    @Test(arguments: Case12.few, [true, false]) func falseStart(_ test: Case12, isResumable: Bool) async throws {
        let client = test.scriptedClient()
        client.edit = { if $0.contains(.keys) { $0.append(.data([1, 2, 3])) } }
        var configuration = test.server
        if isResumable { configuration.sessionStore = InMemorySessionStore() }
        var server = try DrivenEndpoint(server: configuration)
        try await client.handshake(with: &server)
        #expect(server.log.error == nil && server.log.received == [1, 2, 3])
        #expect(try await exchangeData(client, &server))
    }

    /// A server that resumes may send data behind its Finished, before the client's.
    @Test(arguments: Case12.few) func dataBeforeTheClientsFinished(_ test: Case12) async throws {
        let first = test.scriptedServer()
        var client = try DrivenEndpoint(client: test.client)
        try await first.handshake(with: &client)
        let session = try #require(client.log.sessions.first)
        let server = test.scriptedServer(session: first.newSession)
        server.edit = { $0.append(.data([1, 2, 3])) }
        client = try DrivenEndpoint(client: test.client, session: session)
        try await server.handshake(with: &client)
        #expect(client.log.error == nil && client.log.received == [1, 2, 3])
        #expect(try await exchangeData(server, &client))
    }
}
