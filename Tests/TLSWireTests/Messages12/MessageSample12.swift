import Testing

@testable import TLSWire

/// A message of TLS 1.2 or before, its bytes as written by hand, and how to decode and encode such a body in this form.
struct MessageSample12: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var message: HandshakeMessage12
    var bytes: [UInt8]

    /// The message that our value encodes to.
    var encoded: [UInt8]

    /// Whether bytes behind the body belong to it.
    var takesAllBytes: Bool

    /// Decodes a body as this form, to the last field, and encodes it again.
    var recode: @Sendable ([UInt8]) throws -> [UInt8]

    var body: [UInt8] { [UInt8](self.bytes.dropFirst(HandshakeMessage.headerCount)) }

    /// A message that is decoded by itself.
    init<Body: HandshakeBody>(
        _ wrap: (Body) -> HandshakeMessage12, _ body: Body, _ hex: String, takesAllBytes: Bool = false
    ) {
        self.init(wrap(body), body.encoded(), hex, takesAllBytes) { bytes in
            let decoded = try unsafe Body(decoding: bytes.span.bytes)
            if bytes[...] == body.encoded().dropFirst(HandshakeMessage.headerCount) { #expect(decoded == body) }
            return decoded.encoded()
        }
    }

    /// A message that the version has to be known for.
    init<Body: VersionedHandshakeBody>(
        _ wrap: (Undecoded<Body>) -> HandshakeMessage12, _ version: ProtocolVersion, _ body: Body, _ hex: String
    ) {
        self.init(wrap(Undecoded(body)), body.encoded(), hex, false) { bytes in
            let undecoded = try unsafe Undecoded<Body>(decoding: bytes.span.bytes)
            let decoded = try undecoded.decode(version: version)
            if bytes[...] == body.encoded().dropFirst(HandshakeMessage.headerCount) { #expect(decoded == body) }
            return decoded.encoded()
        }
        self.testDescription += " of \(version)"
    }

    /// A ClientKeyExchange, which the key exchange has to be known for.
    init<Keys: ExchangeKeys>(_ keys: Keys, _ hex: String) {
        let message = ClientKeyExchange(keys)
        self.init(.clientKeyExchange(message), message.encoded(), hex, false) { bytes in
            let decoded = try unsafe ClientKeyExchange(decoding: bytes.span.bytes).decode(Keys.self)
            if bytes == message.exchangeKeys { #expect(decoded == keys) }
            return ClientKeyExchange(decoded).encoded()
        }
        self.testDescription += " with \(Keys.self)"
    }

    private init(
        _ message: HandshakeMessage12, _ encoded: [UInt8], _ hex: String, _ takesAllBytes: Bool,
        recode: @escaping @Sendable ([UInt8]) throws -> [UInt8]
    ) {
        self.testDescription = message.name
        self.message = message
        self.bytes = [UInt8](hex: hex)
        self.encoded = encoded
        self.takesAllBytes = takesAllBytes
        self.recode = { [UInt8](try recode($0).dropFirst(HandshakeMessage.headerCount)) }
    }

    static let all: [MessageSample12] = hellos + ofServers + ofClients

    private static let hellos: [MessageSample12] = [
        MessageSample12(HandshakeMessage12.helloRequest, HelloRequest(), "00 000000"),
        MessageSample12(
            HandshakeMessage12.clientHello,
            ClientHello(
                legacyVersion: .tls11, random: MessageSample.random, legacySessionID: [1],
                cipherSuites: [.rsaWithAES128CBCSHA, .emptyRenegotiationInfoSCSV], extensions: ExtensionBlock()),
            "01 00002e 0302 \(MessageSample.random.hex) 01 01 0004 002f 00ff 01 00 0000"),
        MessageSample12(
            HandshakeMessage12.serverHello,
            ServerHello(
                random: MessageSample.random, legacySessionIDEcho: [1, 2],
                cipherSuite: .ecdheRSAWithAES256CBCSHA384, extensions: ExtensionBlock()),
            "02 00002a 0303 \(MessageSample.random.hex) 02 0102 c028 00 0000"),
    ]

    private static let ofServers: [MessageSample12] = [
        MessageSample12(HandshakeMessage12.certificate, Certificate12(certificateList: []), "0b 000003 000000"),
        MessageSample12(
            HandshakeMessage12.certificate, Certificate12(certificateList: [[0x30, 0x00], [0x31]]),
            "0b 00000c 000009 000002 3000 000001 31"),
        MessageSample12(
            HandshakeMessage12.certificateStatus, CertificateStatus(response: [7, 8]), "16 000006 01 000002 0708"),
        MessageSample12(
            HandshakeMessage12.serverKeyExchange, .tls12,
            ServerKeyExchange(
                params: ServerECDHParams(namedCurve: .x25519, publicPoint: [0xaa, 0xbb, 0xcc]),
                signedParams: DigitallySigned(algorithm: .ecdsaSecp256r1SHA256, signature: [1, 2])),
            "0c 00000d 03 001d 03 aabbcc 0403 0002 0102"),
        MessageSample12(
            HandshakeMessage12.serverKeyExchange, .tls11,
            ServerKeyExchange(
                params: ServerECDHParams(namedCurve: .secp256r1, publicPoint: [4]),
                signedParams: DigitallySigned(algorithm: nil, signature: [])),
            "0c 000007 03 0017 01 04 0000"),
        MessageSample12(
            HandshakeMessage12.certificateRequest, .tls12,
            CertificateRequest12(
                certificateTypes: [.rsaSign, .ecdsaSign],
                supportedSignatureAlgorithms: [.rsaPSSRSAESHA256, .rsaPKCS1SHA1],
                certificateAuthorities: [[0x30, 0], [5]]),
            "0d 000012 02 0140 0004 0804 0201 0007 0002 3000 0001 05"),
        MessageSample12(
            HandshakeMessage12.certificateRequest, .tls12,
            CertificateRequest12(certificateTypes: [.ecdsaSign], supportedSignatureAlgorithms: [.ed25519]),
            "0d 000008 01 40 0002 0807 0000"),
        MessageSample12(
            HandshakeMessage12.certificateRequest, .tls10,
            CertificateRequest12(
                certificateTypes: [.rsaSign], supportedSignatureAlgorithms: nil, certificateAuthorities: [[6]]),
            "0d 000007 01 01 0003 0001 06"),
        MessageSample12(HandshakeMessage12.serverHelloDone, ServerHelloDone(), "0e 000000"),
        MessageSample12(
            HandshakeMessage12.newSessionTicket, NewSessionTicket12(ticketLifetimeHint: 7200, ticket: [5, 6, 7]),
            "04 000009 00001c20 0003 050607"),
        MessageSample12(
            HandshakeMessage12.newSessionTicket, NewSessionTicket12(ticketLifetimeHint: 0, ticket: []),
            "04 000006 00000000 0000"),
    ]

    private static let ofClients: [MessageSample12] = [
        MessageSample12(ClientECDiffieHellmanPublic(publicPoint: [4, 1, 2]), "10 000004 03 040102"),
        MessageSample12(EncryptedPreMasterSecret(preMasterSecret: [9, 8, 7]), "10 000005 0003 090807"),
        MessageSample12(EncryptedPreMasterSecret(preMasterSecret: []), "10 000002 0000"),
        MessageSample12(
            HandshakeMessage12.certificateVerify, .tls12,
            CertificateVerify12(signedMessages: DigitallySigned(algorithm: .rsaPKCS1SHA512, signature: [1])),
            "0f 000005 0601 0001 01"),
        MessageSample12(
            HandshakeMessage12.certificateVerify, .tls10,
            CertificateVerify12(signedMessages: DigitallySigned(algorithm: nil, signature: [1, 2])),
            "0f 000004 0002 0102"),
        MessageSample12(
            HandshakeMessage12.finished, Finished(verifyData: [UInt8](1...12)),
            "14 00000c 0102030405060708090a0b0c", takesAllBytes: true),
    ]
}

/// Decodes a body, the header not included.
func decodeBody12(_ type: HandshakeType, _ body: [UInt8]) throws -> HandshakeMessage12 {
    try unsafe HandshakeMessage12(decoding: type, body: body.span.bytes)
}

/// Decodes a message with its header.
func decodeMessage12(_ bytes: [UInt8]) throws -> HandshakeMessage12 {
    try unsafe HandshakeMessage12(decoding: bytes.span.bytes)
}
