import TLSWire
import Testing
import WaxbillTLS

@testable import waxbill

/// The messages of TLS 1.2 and before in words: every value of the handshake.
@Suite struct MessageNarration12Tests {
    /// Tells messages behind a ServerHello of a version and suite.
    private func facts(
        of message: HandshakeMessage12, _ version: ProtocolVersion = .tls12,
        _ suite: CipherSuite = .ecdheRSAWithAES128GCMSHA256
    ) throws -> [String] {
        var context = MessageContext()
        let hello = ServerHello(
            legacyVersion: version, random: [UInt8](repeating: 7, count: 32), legacySessionIDEcho: [1, 2],
            cipherSuite: suite, extensions: ExtensionBlock())
        guard case .told = MessageNarration(hello.encoded(), &context), context.isOld else {
            throw TestFailure("the ServerHello settled no old version")
        }
        guard case .told(let name, let facts) = MessageNarration(message.encoded(), &context) else {
            throw TestFailure("it was not told")
        }
        #expect(name == message.name)
        return facts.map { "\($0.name): \($0.value)" }
    }

    @Test func hellos() throws {
        var offer = ExtensionBlock()
        offer.append(ECPointFormatList())
        offer.append(ExtendedMainSecret())
        offer.append(EncryptThenMAC())
        offer.append(SessionTicket(ticket: [1, 2, 3]))
        offer.append(RenegotiationInfo())
        offer.append(StatusRequest.ocsp(responderIDList: [], requestExtensions: []))
        let client = ClientHello(
            legacyVersion: .tls12, random: [UInt8](repeating: 7, count: 32), legacySessionID: [0xab],
            cipherSuites: [.rsaWithAES128CBCSHA, .fallbackSCSV], legacyCompressionMethods: [0], extensions: offer)
        let offered = try facts(of: .clientHello(client))
        for fact in [
            "version: TLSv1.2", "session ID: ab", "point formats: uncompressed", "extended main secret: offered",
            "encrypt-then-MAC: offered", "session ticket: 3 bytes", "renegotiation info: of a first handshake",
            "OCSP response: wanted", "cipher suites: TLS_RSA_WITH_AES_128_CBC_SHA, TLS_FALLBACK_SCSV",
        ] { #expect(offered.contains(fact), "\(fact): \(offered)") }

        var answer = ExtensionBlock()
        answer.append(ExtendedMainSecret())
        answer.append(SessionTicketAcknowledgement())
        answer.append(ProtocolNameList(protocolNameList: [Array("h2".utf8)]))
        let server = ServerHello(
            legacyVersion: .tls11, random: [UInt8](repeating: 7, count: 32), legacySessionIDEcho: [0xcd],
            cipherSuite: .rsaWithAES128CBCSHA, extensions: answer)
        var context = MessageContext()
        guard case .told(_, let told) = MessageNarration(server.encoded(), &context) else {
            throw TestFailure("it was not told")
        }
        let answered = told.map { "\($0.name): \($0.value)" }
        for fact in [
            "version: TLSv1.1", "session ID: cd", "extended main secret: yes", "session ticket: will come",
            "ALPN: \"h2\"", "cipher suite: TLS_RSA_WITH_AES_128_CBC_SHA",
        ] { #expect(answered.contains(fact), "\(fact): \(answered)") }
    }

    @Test(arguments: [ProtocolVersion.tls12, .tls11]) func serverKeyExchange(version: ProtocolVersion) throws {
        let scheme: SignatureScheme? = version == .tls12 ? .rsaPSSRSAESHA256 : nil
        let message = ServerKeyExchange(
            params: ServerECDHParams(namedCurve: .x25519, publicPoint: [0xaa, 0xbb]),
            signedParams: DigitallySigned(algorithm: scheme, signature: [1, 2, 3]))
        let facts = try facts(of: .serverKeyExchange(Undecoded(message)), version)
        #expect(facts.prefix(2) == ["curve: x25519", "public value: aabb"])
        #expect(facts.last == "signature: 3 bytes")
        #expect(
            facts[2].hasPrefix(
                version == .tls12 ? "signature scheme: rsa_pss_rsae_sha256" : "signature scheme: of the key's type"))
    }

    @Test func clientKeyExchange() throws {
        let point = ClientKeyExchange(ClientECDiffieHellmanPublic(publicPoint: [4, 5]))
        #expect(try facts(of: .clientKeyExchange(point)) == ["public value: 0405"])
        let secret = ClientKeyExchange(EncryptedPreMasterSecret(preMasterSecret: [6, 7]))
        #expect(
            try facts(of: .clientKeyExchange(secret), .tls12, .rsaWithAES128GCMSHA256)
                == ["encrypted premaster secret: 0607"])
    }

    @Test func certificates() throws {
        let request = CertificateRequest12(
            certificateTypes: [.rsaSign, .ecdsaSign], supportedSignatureAlgorithms: [.rsaPKCS1SHA256])
        #expect(
            try facts(of: .certificateRequest(Undecoded(request)))
                == ["certificate types: rsa_sign, ecdsa_sign", "signature schemes: rsa_pkcs1_sha256"])
        let proof = CertificateVerify12(signedMessages: DigitallySigned(algorithm: .ecdsaSHA1, signature: [1]))
        #expect(
            try facts(of: .certificateVerify(Undecoded(proof))) == [
                "signature scheme: ecdsa_sha1", "signature: 1 bytes",
            ])
        #expect(try facts(of: .certificate(Certificate12(certificateList: []))) == ["certificates: none"])
        #expect(
            try facts(of: .certificate(Certificate12(certificateList: [[1]])))
                == ["certificate 0: 1 bytes", "  content: cannot be read"])
        #expect(try facts(of: .certificateStatus(CertificateStatus(response: [1, 2]))) == ["OCSP response: 2 bytes"])
    }

    @Test func theRest() throws {
        #expect(
            try facts(of: .newSessionTicket(NewSessionTicket12(ticketLifetimeHint: 0, ticket: [1])))
                == ["ticket: 1 bytes", "lifetime: unspecified"])
        #expect(
            try facts(of: .newSessionTicket(NewSessionTicket12(ticketLifetimeHint: 60, ticket: [])))
                == ["ticket: none after all", "lifetime: 60 s"])
        #expect(try facts(of: .helloRequest(HelloRequest())).isEmpty)
        #expect(try facts(of: .serverHelloDone(ServerHelloDone())).isEmpty)
        #expect(try facts(of: .finished(Finished(verifyData: [1, 2]))) == ["verify_data: 0102"])
    }

    /// A message in the form of another version is told as malformed, not as something else.
    @Test func formOfAnotherVersion() throws {
        var context = MessageContext()
        let hello = ServerHello(
            legacyVersion: .tls12, random: [UInt8](repeating: 7, count: 32), legacySessionIDEcho: [],
            cipherSuite: .ecdheRSAWithAES128GCMSHA256, extensions: ExtensionBlock())
        _ = MessageNarration(hello.encoded(), &context)
        guard case .malformed = MessageNarration([12, 0, 0, 1, 9], &context) else {
            throw TestFailure("a ServerKeyExchange of one byte was told")
        }
    }
}
