import ArgumentParser
import Testing
import WaxbillTLS
import WaxbillX509

@testable import waxbill

/// Who refuses what is off is told which option would allow it.
@Suite struct RefusalAdviceTests {
    private func advice(
        _ fault: TLSError.Fault, _ role: Role = .server, _ arguments: [String] = ["--tls", "1.2-1.3"]
    ) throws -> String? {
        var configuration = ClientConfiguration(certificateVerifier: InsecureVerifier())
        try NegotiationOptions.parse(arguments).apply(to: &configuration)
        return RefusalAdvice(preferences: configuration, role: role).sentence(for: .tls(TLSError(fault)))
    }

    @Test(
        arguments: [
            ([.tls10, .tls11], "--tls 1.1 would allow TLSv1.1"), ([.ssl30, .tls10], "--tls 1.0 would allow TLSv1.0"),
            ([.ssl30], nil), ([], nil), ([ProtocolVersion(rawValue: 0x7a7a)], nil), ([.tls12], nil),
        ] as [([ProtocolVersion], String?)])
    func versionsOfClients(offered: [ProtocolVersion], sentence: String?) throws {
        #expect(try advice(.peerIncompatibility(.noCommonVersion(offered: offered))) == sentence)
    }

    @Test(
        arguments: [
            ([.rsaWithAES128GCMSHA256], "--cipher AES128-GCM-SHA256 would allow RSA key transport"),
            (
                [CipherSuite(rawValue: 0x0005), .rsaWithAES256GCMSHA384],
                "--cipher AES256-GCM-SHA384 would allow RSA key transport"
            ),
            // RC4, 3DES and GREASE are not to be had.
            ([CipherSuite(rawValue: 0x0005), CipherSuite(rawValue: 0x000a), CipherSuite(rawValue: 0x1a1a)], nil),
            ([], nil),
            // What is on already is not the reason.
            ([.ecdheRSAWithAES128GCMSHA256], nil),
        ] as [([CipherSuite], String?)])
    func suitesOfClients(offered: [CipherSuite], sentence: String?) throws {
        #expect(try advice(.peerIncompatibility(.noCommonCipherSuite(offered: offered))) == sentence)
    }

    #if BoringSSL
    /// The best that the client offers, with all its weaknesses by name.
    @Test func suitesWithCBC() throws {
        let both: [CipherSuite] = [.rsaWithAES128CBCSHA, .ecdheRSAWithAES128CBCSHA]
        #expect(
            try advice(.peerIncompatibility(.noCommonCipherSuite(offered: both)))
                == "--cipher ECDHE-RSA-AES128-SHA would allow CBC cipher suites")
        #expect(
            try advice(.peerIncompatibility(.noCommonCipherSuite(offered: [.rsaWithAES128CBCSHA])))
                == "--cipher AES128-SHA would allow CBC cipher suites and RSA key transport")
    }
    #endif

    /// A suite that the user left out is not weak.
    @Test func suitesThatWereLeftOut() throws {
        let offered = PeerIncompatibility.noCommonCipherSuite(offered: [.chaCha20Poly1305SHA256])
        #expect(
            try advice(.peerIncompatibility(offered), .server, ["-c", "TLS_AES_128_GCM_SHA256", "--tls", "1.3"])
                == "--cipher TLS_CHACHA20_POLY1305_SHA256 would allow it")
    }

    @Test func serversThatRefuse() throws {
        #expect(
            try advice(.alertReceived(.protocolVersion), .client)
                == "if the server speaks another version: --tls 1.0-1.3 would allow TLSv1.0 and TLSv1.1")
        #expect(
            try advice(.alertReceived(.protocolVersion), .client, ["--tls", "1.3"])?.contains("--tls 1.0-1.3") == true)
        let refusal = try #require(try advice(.alertReceived(.handshakeFailure), .client))
        #expect(refusal.contains("--cipher AES128-GCM-SHA256 would allow RSA key transport"))
        #expect(refusal.contains("--tls 1.0-1.3"))
        #expect(
            try advice(.peerIncompatibility(.serverVersion(.tls11)), .client) == "--tls 1.1 would allow TLSv1.1")
        #expect(try advice(.alertReceived(.inappropriateFallback), .client)?.contains("--fallback-scsv") == true)
        // Nothing is off.
        let everything = [
            "--tls", "1.0-1.3", "-c", PreferenceList<CipherSuite>.supported.map(\.description).joined(separator: ":"),
        ]
        #expect(try advice(.alertReceived(.handshakeFailure), .client, everything) == nil)
        #expect(try advice(.alertReceived(.protocolVersion), .client, everything) == nil)
    }

    @Test func otherFailures() throws {
        #expect(try advice(.alertReceived(.handshakeFailure), .server) == nil)
        #expect(try advice(.alertReceived(.certificateRequired), .client)?.contains("--cert") == true)
        #expect(try advice(.peerViolation(.badRecordMAC)) == nil)
        #expect(try advice(.certificate(CertificateRefusal(.unknownAuthority, "x")), .client)?.contains("--ca") == true)
    }
}
