import TLSWire
import Testing
import WaxbillTLS
import WaxbillTestSupport

/// The engine with a scripted peer that keeps to the rules: what it derives, signs and seals is what the RFCs say, and not
/// only what its other half believes.
@Suite struct HonestPeerTests12 {
    @Test(arguments: Case12.all, [false, true]) func client(_ test: Case12, isModern: Bool) async throws {
        let server = test.scriptedServer()
        server.requestsCertificate = isModern
        server.wantsExtendedMainSecret = isModern
        var configuration = test.client
        configuration.encryptsThenMACs = isModern
        configuration.identityProvider = StaticIdentities([StubPKI.identity(isModern ? .p256 : .rsa2048)])
        var client = try DrivenEndpoint(client: configuration)
        try await server.handshake(with: &client)
        #expect(client.log.error == nil)
        #expect(server.complaint == nil && server.received.contains(.message(.finished)))
        #expect(server.received.contains(.message(.certificateVerify)) == isModern)
        try expect(client.log.summary, test, isModern)
        #expect(try await exchangeData(server, &client))
        for context in [nil, [], [1, 2, 3]] as [[UInt8]?] {
            #expect(
                try client.endpoint.exportKeyingMaterial(label: "EXPERIMENTAL", context: context, length: 70)
                    == server.exportKeyingMaterial(label: "EXPERIMENTAL", context: context, length: 70))
        }
    }

    @Test(arguments: Case12.all, [false, true]) func server(_ test: Case12, isModern: Bool) async throws {
        let client = test.scriptedClient(identity: isModern ? .rsa2048 : .p384)
        client.wantsExtendedMainSecret = isModern
        client.wantsEncryptThenMAC = isModern
        var configuration = test.server
        configuration.clientAuthentication = isModern ? .required : .none
        var server = try DrivenEndpoint(server: configuration)
        try await client.handshake(with: &server)
        #expect(server.log.error == nil)
        #expect(client.complaint == nil && client.received.contains(.message(.finished)))
        #expect(client.received.contains(.message(.certificateRequest)) == isModern)
        try expect(server.log.summary, test, isModern)
        #expect(try await exchangeData(client, &server))
        for context in [nil, [], [1, 2, 3]] as [[UInt8]?] {
            #expect(
                try server.endpoint.exportKeyingMaterial(label: "EXPERIMENTAL", context: context, length: 70)
                    == client.exportKeyingMaterial(label: "EXPERIMENTAL", context: context, length: 70))
        }
    }

    private func expect(_ summary: ConnectionSummary?, _ test: Case12, _ isModern: Bool) throws {
        let summary = try #require(summary)
        #expect(summary.version == test.version && summary.cipherSuite == test.suite)
        #expect(summary.extendedMainSecret == isModern)
        #expect(summary.encryptThenMAC == (test.hasCBC ? isModern : nil))
        #expect(summary.keyExchange == test.facts?.keyExchange)
        #expect(!summary.resumed)
        #expect((summary.group == nil) == test.isKeyTransport)
    }

    /// The groups that there are, by the peer's choice and the engine's.
    @Test(arguments: [NamedGroup.x25519, .secp256r1, .secp384r1, .secp521r1])
    func groups(_ group: NamedGroup) async throws {
        let scriptedServer = Case12.usual.scriptedServer()
        scriptedServer.group = group
        var client = try DrivenEndpoint(client: Case12.usual.client)
        try await scriptedServer.handshake(with: &client)
        #expect(client.log.summary?.group == group)
        #expect(try await exchangeData(scriptedServer, &client))

        let scriptedClient = Case12.usual.scriptedClient()
        scriptedClient.groups = [group, .secp256r1]
        var configuration = Case12.usual.server
        configuration.groups = [group]
        var server = try DrivenEndpoint(server: configuration)
        try await scriptedClient.handshake(with: &server)
        #expect(server.log.summary?.group == group)
        #expect(try await exchangeData(scriptedClient, &server))
    }

    /// The schemes that keys can sign with, from both sides.
    @Test(arguments: [
        (StubPKI.KeyType.p256, [SignatureScheme.ecdsaSecp256r1SHA256, .ecdsaSecp384r1SHA384, .ecdsaSHA1]),
        (.p384, [.ecdsaSecp384r1SHA384, .ecdsaSecp521r1SHA512]), (.p521, [.ecdsaSecp521r1SHA512]),
        (.ed25519, [.ed25519]),
        (
            .rsa2048,
            [
                .rsaPSSRSAESHA256, .rsaPSSRSAESHA384, .rsaPSSRSAESHA512, .rsaPKCS1SHA256, .rsaPKCS1SHA384,
                .rsaPKCS1SHA512, .rsaPKCS1SHA1,
            ]
        ),
    ])
    func schemes(_ key: StubPKI.KeyType, _ schemes: [SignatureScheme]) async throws {
        let suite: CipherSuite = key == .rsa2048 ? .ecdheRSAWithAES128GCMSHA256 : .ecdheECDSAWithAES128GCMSHA256
        let test = Case12(.tls12, suite, key: key)
        for scheme in schemes {
            let scriptedServer = test.scriptedServer()
            scriptedServer.signatureScheme = scheme
            scriptedServer.requestsCertificate = true
            scriptedServer.signatureSchemes = [scheme]
            var configuration = test.client
            configuration.identityProvider = StaticIdentities([StubPKI.identity(key)])
            var client = try DrivenEndpoint(client: configuration)
            try await scriptedServer.handshake(with: &client)
            #expect(client.log.summary?.signatureScheme == scheme)
            #expect(scriptedServer.complaint == nil)
            #expect(scriptedServer.received.contains(.message(.certificateVerify)))

            let scriptedClient = test.scriptedClient(identity: key)
            scriptedClient.signatureSchemes = [scheme]
            scriptedClient.signatureScheme = scheme
            var serverConfiguration = test.server
            serverConfiguration.clientAuthentication = .required
            var server = try DrivenEndpoint(server: serverConfiguration)
            try await scriptedClient.handshake(with: &server)
            #expect(server.log.error == nil && scriptedClient.complaint == nil, "\(scheme)")
            #expect(server.log.summary?.clientAuthenticated == true)
        }
    }

    /// Bytes that come one by one or few by few, and messages in records of all sizes.
    @Test(
        arguments: Case12.few,
        [(1, HandshakePacking.separate), (1, .together), (2, .split(1)), (7, .split(5)), (64, .together)])
    func shapes(_ test: Case12, shape: (chunk: Int, packing: HandshakePacking)) async throws {
        let scriptedServer = test.scriptedServer()
        scriptedServer.requestsCertificate = true
        let scriptedClient = test.scriptedClient(identity: .p256)
        for peer in [scriptedServer, scriptedClient] as [ScriptedPeer] {
            peer.chunk = shape.chunk
            peer.packing = shape.packing
            peer.records.fragmentLength = 100
        }
        var client = try DrivenEndpoint(client: test.client)
        client.usesOwnBuffers = shape.chunk == 7
        try await scriptedServer.handshake(with: &client)
        #expect(client.log.error == nil)
        #expect(try await exchangeData(scriptedServer, &client))
        var configuration = test.server
        configuration.clientAuthentication = .required
        var server = try DrivenEndpoint(server: configuration)
        server.usesOwnBuffers = shape.chunk == 7
        try await scriptedClient.handshake(with: &server)
        #expect(server.log.error == nil)
        #expect(try await exchangeData(scriptedClient, &server))
    }
}
