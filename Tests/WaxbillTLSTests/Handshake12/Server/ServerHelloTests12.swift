import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// What a server of TLS 1.2 and before answers to a ClientHello.
@Suite struct ServerHelloTests12 {
    /// RFC 5246, Section 7.4.1.3: nothing is said that was not asked for.
    @Test func withoutExtensions() async throws {
        var probe = ServerProbe12()
        probe.configuration.signatureSchemes.append(.rsaPKCS1SHA1)
        probe.hello.extensions = .absent
        let hello = try await probe.serverHello()
        #expect(!hello.extensions.isPresent)
        #expect(hello.legacyVersion == .tls12)
        #expect(hello.legacyCompressionMethod == 0)
        #expect(hello.legacySessionIDEcho.isEmpty)
    }

    @Test(.needsCBC, arguments: [.tls10, .tls11, .tls12] as [ProtocolVersion]) func version(_ version: ProtocolVersion)
        async throws
    {
        let probe = ServerProbe12(version, suites: [.ecdheRSAWithAES128CBCSHA], upTo: .tls13).saying(
            ServerProbe12.schemes)
        let hello = try await probe.serverHello()
        #expect(hello.legacyVersion == version)
        // RFC 9846, Section 4.2.3
        #expect(DowngradeSentinel.version(in: hello.random) == (version == .tls12 ? .tls12 : .tls11))
    }

    /// Each answer's extension, and that of a client that asks for everything.
    @Test(.needsCBC) func extensions() async throws {
        var probe = ServerProbe12(suites: [.ecdheRSAWithAES128CBCSHA]).saying(
            ServerProbe12.schemes, ServerProbe12.groups, ServerNameList(hostName: Array("server.test".utf8)),
            ExtendedMainSecret(), EncryptThenMAC(), RenegotiationInfo(), ECPointFormatList(), SessionTicket(),
            ProtocolNameList(protocolNameList: [Array("h2".utf8)]), RecordSizeLimit(recordSizeLimit: 100),
            StatusRequest.ocsp(responderIDList: [], requestExtensions: []),
            MaxFragmentLength.bytes512)
        probe.configuration.applicationProtocols = ["h2"]
        probe.configuration.sessionStore = TicketProtector()
        var identity = StubPKI.identity(.rsa2048)
        identity.ocspResponse = [1, 2, 3]
        probe.configuration.identityProvider = StaticIdentities([identity])
        let log = try await probe.run()
        #expect(
            log.observed.messages(.sent) == [
                .serverHello, .certificate, .certificateStatus, .serverKeyExchange, .serverHelloDone,
            ])
        let hello = try await probe.serverHello()
        #expect(
            Set(hello.extensions.types) == [
                .serverName, .extendedMainSecret, .encryptThenMAC, .renegotiationInfo, .ecPointFormats, .sessionTicket,
                .applicationLayerProtocolNegotiation, .recordSizeLimit, .statusRequest,
            ])
        #expect(hello.extensions.firstMisplacedInServerHello12 == nil)
        // RFC 8449, Section 4: no content type counts.
        #expect(try hello.extensions.decode(RecordSizeLimit.self)?.recordSizeLimit == 16_384)
        for record in WireRecord.all(in: log.written) { #expect(record.fragment.count <= 100) }
    }

    /// RFC 5746, Section 3.6: by the signalling suite as well.
    @Test func renegotiationSCSV() async throws {
        var probe = ServerProbe12().saying(ServerProbe12.schemes)
        probe.hello.cipherSuites.append(.emptyRenegotiationInfoSCSV)
        let hello = try await probe.serverHello()
        #expect(hello.extensions.types == [.renegotiationInfo])
        #expect(try hello.extensions.decode(RenegotiationInfo.self)?.renegotiatedConnection == [])
    }

    /// RFC 7366, Section 3: about CBC only.
    @Test(
        .needsCBC,
        arguments: [
            (.ecdheRSAWithAES128CBCSHA256, true, true), (.ecdheRSAWithAES128CBCSHA256, false, false),
            (.ecdheRSAWithAES128GCMSHA256, true, false),
        ] as [(CipherSuite, Bool, Bool)])
    func encryptThenMAC(suite: CipherSuite, isConfigured: Bool, isAnswered: Bool) async throws {
        var probe = ServerProbe12(suites: [suite]).saying(ServerProbe12.schemes, EncryptThenMAC())
        probe.configuration.encryptsThenMACs = isConfigured
        #expect(try await probe.serverHello().extensions.contains(.encryptThenMAC) == isAnswered)
    }

    /// RFC 7627, Section 5.3: what cannot be resumed is not promised.
    @Test(arguments: [false, true]) func promises(isExtended: Bool) async throws {
        var probe = ServerProbe12().saying(ServerProbe12.schemes)
        if isExtended { probe = probe.saying(ExtendedMainSecret()) }
        probe.configuration.sessionStore = InMemorySessionStore()
        #expect(try await probe.serverHello().legacySessionIDEcho.count == (isExtended ? 32 : 0))
        probe = probe.saying(SessionTicket())
        let hello = try await probe.serverHello()
        #expect(hello.legacySessionIDEcho.isEmpty)
        #expect(hello.extensions.contains(.sessionTicket) == isExtended)
        probe.configuration.ticketCount = 0
        #expect(try await probe.serverHello().legacySessionIDEcho.count == (isExtended ? 32 : 0))
        // A store of tickets finds no session by its ID.
        probe.configuration.sessionStore = TicketProtector()
        #expect(try await probe.serverHello().legacySessionIDEcho.isEmpty)
    }

    /// RFC 8422, Section 4: a client that names no groups takes any.
    @Test func withoutGroups() async throws {
        let log = try await ServerProbe12().saying(ServerProbe12.schemes).run()
        #expect(log.error == nil)
        #expect(
            log.observed.contains { if case .negotiated(.group(.secp256r1)) = $0 { true } else { false } })
    }

    /// With an RSA suite, there is no ServerKeyExchange (RFC 5246, Section 7.4.3).
    @Test func keyTransport() async throws {
        var probe = ServerProbe12(suites: [.rsaWithAES128GCMSHA256])
        #expect(try await probe.run().observed.messages(.sent) == [.serverHello, .certificate, .serverHelloDone])
        probe.configuration.clientAuthentication = .requested
        #expect(
            try await probe.run().observed.messages(.sent)
                == [.serverHello, .certificate, .certificateRequest, .serverHelloDone])
    }

    // MARK: Refusals

    private func expectRefusal(
        _ probe: ServerProbe12, _ fault: TLSError, _ alert: AlertDescription, line: Int = #line
    ) async throws {
        let log = try await probe.run()
        let location = SourceLocation(fileID: #fileID, filePath: #filePath, line: line, column: 1)
        #expect(log.error?.fault == fault.fault, sourceLocation: location)
        #expect(log.observed.alerts(.sent) == [alert], sourceLocation: location)
    }

    @Test func refusals() async throws {
        let probe = ServerProbe12().saying(ServerProbe12.schemes)
        var hello = probe
        // RFC 5246, Section 7.4.1.2: other methods are passed over, but null has to be there.
        hello.hello.legacyCompressionMethods = [1]
        try await expectRefusal(hello, .violation(.compressionOffered), .illegalParameter)
        hello.hello.legacyCompressionMethods = [1, 0]
        #expect(try await hello.run().error == nil)

        // RFC 5746, Section 3.6
        try await expectRefusal(
            probe.saying(RenegotiationInfo(renegotiatedConnection: [1])), .violation(.renegotiationInfoInvalid),
            .handshakeFailure)

        hello = ServerProbe12(upTo: .tls13).saying(ServerProbe12.schemes)
        hello.hello.cipherSuites.append(.fallbackSCSV)
        try await expectRefusal(hello, .violation(.inappropriateFallback(.tls12)), .inappropriateFallback)

        hello = probe
        hello.configuration.requiresExtendedMainSecret = true
        try await expectRefusal(hello, .violation(.extendedMainSecretMissing), .handshakeFailure)

        hello = probe
        hello.hello.legacyVersion = .ssl30
        try await expectRefusal(hello, .incompatible(.noCommonVersion(offered: [.ssl30])), .protocolVersion)

        try await expectRefusal(
            probe.saying(SupportedGroups(namedGroupList: [.x25519MLKEM768, .x448])), .incompatible(.noCommonGroup),
            .handshakeFailure)
    }

    /// RFC 8422, Section 5.1.1: the certificate's curve is one of the client's groups.
    @Test func curveOfTheCertificate() async throws {
        let suites: [CipherSuite] = [.ecdheECDSAWithAES128GCMSHA256]
        let probe = ServerProbe12(key: .p384, suites: suites).saying(ServerProbe12.schemes, ServerProbe12.groups)
        try await expectRefusal(probe, .incompatible(.noIdentity), .handshakeFailure)
    }
}
