import Testing

@testable import TLSWire

@Suite struct HandshakeMessage12Tests {
    @Test(arguments: MessageSample12.all)
    func encodesAndDecodes(sample: MessageSample12) throws {
        #expect(sample.encoded.hex == sample.bytes.hex)
        #expect(sample.message.encoded().hex == sample.bytes.hex)
        #expect(try decodeMessage12(sample.bytes) == sample.message)
        #expect(try decodeBody12(sample.message.type, sample.body) == sample.message)
        #expect(try sample.recode(sample.body) == sample.body)
        #expect(sample.message.type.rawValue == sample.bytes[0])
        #expect(sample.message.name == sample.message.type.messageName)
    }

    @Test(arguments: MessageSample12.all)
    func decodesWhatWasPutTogether(sample: MessageSample12) throws {
        let raw = RawHandshakeMessage(type: sample.message.type, bytes: sample.bytes)
        #expect(try raw.decoded12() == sample.message)
    }

    @Test(arguments: MessageSample12.all)
    func refusesEveryTruncation(sample: MessageSample12) throws {
        for count in 0..<sample.body.count where !sample.takesAllBytes {
            let body = [UInt8](sample.body.prefix(count))
            if sample.endsBeforeExtensions(count) {
                #expect(try sample.recode(body) == body)
            } else {
                let failure = #expect(throws: DecodingFailure.self, "of \(count) bytes") { try sample.recode(body) }
                #expect(failure?.kind == .truncated)
            }
        }
    }

    @Test(arguments: MessageSample12.all)
    func refusesATrailingByte(sample: MessageSample12) throws {
        guard !sample.takesAllBytes else {
            #expect(try sample.recode(sample.body + [0]) == sample.body + [0])
            return
        }
        let failure = #expect(throws: DecodingFailure.self) { try sample.recode(sample.body + [0]) }
        #expect(failure?.kind == .trailingBytes)
    }

    @Test(arguments: MessageSample12.all)
    func checksTheLengthInTheHeader(sample: MessageSample12) throws {
        #expect(throws: DecodingFailure(.trailingBytes, path: "Handshake")) { try decodeMessage12(sample.bytes + [0]) }
        #expect(throws: DecodingFailure.self) { try decodeMessage12([UInt8](sample.bytes.dropLast())) }
    }

    @Test(
        arguments: [
            .encryptedExtensions, .endOfEarlyData, .keyUpdate, .compressedCertificate, .messageHash,
            HandshakeType(rawValue: 77),
        ] as [HandshakeType])
    func knowsNoOtherMessages(type: HandshakeType) throws {
        #expect(throws: DecodingFailure(.unknownMessage(type), path: "Handshake.msg_type")) {
            try decodeBody12(type, [])
        }
    }

    /// TLS 1.2 knows no HelloRetryRequest: the random means nothing there.
    @Test func takesEveryServerHelloAsOne() throws {
        let hello = [UInt8](hex: "0303 \(HelloRetryRequest.random.hex) 00 c02f 00")
        guard case .serverHello(let decoded) = try decodeBody12(.serverHello, hello) else {
            Issue.record("not a ServerHello")
            return
        }
        #expect(decoded.random == HelloRetryRequest.random)
    }

    /// Bodies that must not be, with what is said about them.
    struct BadBody: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var failure: DecodingFailure
        var decode: @Sendable () throws -> Void

        init<Body: HandshakeBody>(_: Body.Type, _ hex: String, _ kind: DecodingFailure.Kind, _ field: String) {
            self.testDescription = "\(Body.self) \(hex)"
            self.failure = DecodingFailure(kind, path: "\(Body.name).\(field)")
            self.decode = { _ = try unsafe Body(decoding: [UInt8](hex: hex).span.bytes) }
        }

        init<Body: VersionedHandshakeBody>(
            _: Body.Type, _ version: ProtocolVersion, _ hex: String, _ kind: DecodingFailure.Kind, _ field: String
        ) {
            self.testDescription = "\(Body.self) \(version) \(hex)"
            self.failure = DecodingFailure(kind, path: "\(Body.name).\(field)")
            self.decode = { _ = try unsafe Body(decoding: [UInt8](hex: hex).span.bytes, version: version) }
        }

        init<Keys: ExchangeKeys>(keys: Keys.Type, _ hex: String, _ kind: DecodingFailure.Kind, _ field: String) {
            self.testDescription = "\(Keys.self) \(hex)"
            self.failure = DecodingFailure(kind, path: "ClientKeyExchange.exchange_keys.\(field)")
            self.decode = {
                _ = try unsafe ClientKeyExchange(decoding: [UInt8](hex: hex).span.bytes).decode(Keys.self)
            }
        }

        static let all: [BadBody] = [
            BadBody(Certificate12.self, "000003 000000", .lengthOutOfRange, "certificate_list.ASN.1Cert"),
            BadBody(Certificate12.self, "000005 000001 30 00", .truncated, "certificate_list.ASN.1Cert"),
            BadBody(CertificateStatus.self, "02 000001 00", .invalidValue, "status_type"),
            BadBody(CertificateStatus.self, "01 000000", .lengthOutOfRange, "response"),
            BadBody(ServerKeyExchange.self, .tls12, "01 0017 01 04 0403 0000", .invalidValue, "curve_type"),
            BadBody(ServerKeyExchange.self, .tls10, "03 0017 00 0000", .lengthOutOfRange, "public"),
            BadBody(ServerKeyExchange.self, .tls12, "03 0017 01 04 0403 0001", .truncated, "signature"),
            BadBody(CertificateRequest12.self, .tls10, "00 0000", .lengthOutOfRange, "certificate_types"),
            BadBody(
                CertificateRequest12.self, .tls12, "01 01 0000 0000", .lengthOutOfRange,
                "supported_signature_algorithms"),
            BadBody(
                CertificateRequest12.self, .tls12, "01 01 0003 040104 0000", .lengthOutOfRange,
                "supported_signature_algorithms"),
            BadBody(
                CertificateRequest12.self, .tls11, "01 01 0002 0000", .lengthOutOfRange,
                "certificate_authorities.DistinguishedName"),
            BadBody(keys: ClientECDiffieHellmanPublic.self, "00", .lengthOutOfRange, "ecdh_Yc"),
            BadBody(keys: EncryptedPreMasterSecret.self, "0002 01", .truncated, "pre_master_secret"),
        ]
    }

    @Test(arguments: BadBody.all)
    func refusesWhatTheDefinitionDoesNotAllow(body: BadBody) throws {
        let failure = #expect(throws: DecodingFailure.self) { try body.decode() }
        #expect(failure == body.failure)
    }

    @Test(arguments: [ProtocolVersion.tls10, .tls11, .tls12])
    func namesSignatureAlgorithmsFromTLS12On(version: ProtocolVersion) throws {
        let bytes = [UInt8](hex: "0401 0002 0102")
        if version == .tls12 {
            let verify = try unsafe CertificateVerify12(decoding: bytes.span.bytes, version: version)
            #expect(verify.signedMessages == DigitallySigned(algorithm: .rsaPKCS1SHA256, signature: [1, 2]))
        } else {
            #expect(throws: DecodingFailure(.truncated, path: "CertificateVerify.signature")) {
                try unsafe CertificateVerify12(decoding: bytes.span.bytes, version: version)
            }
        }
    }

    @Test func signsRandomsAndParameters() {
        let params = ServerECDHParams(namedCurve: .secp384r1, publicPoint: [4, 5])
        #expect(params.signedContent(clientRandom: [1, 1], serverRandom: [2]).hex == "010102" + "030018020405")
    }
}

extension MessageSample12 {
    /// Whether `count` bytes are all of a hello but its extensions.
    func endsBeforeExtensions(_ count: Int) -> Bool {
        (self.message.type == .clientHello || self.message.type == .serverHello) && count == self.body.count - 2
    }
}
