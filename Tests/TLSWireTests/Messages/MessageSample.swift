import Testing

@testable import TLSWire

/// A message and its bytes as written by hand.
struct MessageSample: Sendable, CustomTestStringConvertible {
    var testDescription: String { self.message.name }
    var message: HandshakeMessage
    var bytes: [UInt8]

    /// How many bytes of the body are a message by themselves.
    var wholePrefixes: Set<Int>

    /// Whether bytes behind the body belong to it.
    var takesAllBytes: Bool

    var body: [UInt8] { [UInt8](self.bytes.dropFirst(HandshakeMessage.headerCount)) }

    init(_ message: HandshakeMessage, _ hex: String, wholePrefixes: Set<Int> = [], takesAllBytes: Bool = false) {
        self.message = message
        self.bytes = [UInt8](hex: hex)
        self.wholePrefixes = wholePrefixes
        self.takesAllBytes = takesAllBytes
    }

    static let all: [MessageSample] = hellos + others

    static let random: [UInt8] = [UInt8](0x20..<0x40)

    private static func block(_ extensions: RawExtension...) -> ExtensionBlock {
        var block = ExtensionBlock()
        for raw in extensions { block.append(raw) }
        return block
    }

    private static let versions = RawExtension(type: .supportedVersions, body: [2, 3, 4])
    private static let selected = RawExtension(type: .supportedVersions, body: [3, 4])
    private static let unknown = RawExtension(type: ExtensionType(rawValue: 0xabcd), body: [1])

    private static let hellos: [MessageSample] = [
        MessageSample(
            .clientHello(
                ClientHello(
                    random: random, legacySessionID: [1, 2, 3], cipherSuites: [.aes128GCMSHA256, .aes256GCMSHA384],
                    extensions: block(versions, unknown))),
            "01 00003c 0303 \(random.hex) 03 010203 0004 1301 1302 01 00 000c 002b 0003 020304 abcd 0001 01",
            wholePrefixes: [46]),
        MessageSample(
            .clientHello(
                ClientHello(
                    legacyVersion: .tls10, random: random, legacySessionID: [], cipherSuites: [.fallbackSCSV],
                    legacyCompressionMethods: [1, 0], extensions: .absent)),
            "01 00002a 0301 \(random.hex) 00 0002 5600 02 0100"),
        MessageSample(
            .serverHello(
                ServerHello(
                    random: random, legacySessionIDEcho: [9], cipherSuite: .chaCha20Poly1305SHA256,
                    extensions: block(selected))),
            "02 00002f 0303 \(random.hex) 01 09 1303 00 0006 002b 0002 0304", wholePrefixes: [39]),
        MessageSample(
            .helloRetryRequest(
                HelloRetryRequest(
                    legacySessionIDEcho: [], cipherSuite: .aes128GCMSHA256,
                    extensions: block(selected, RawExtension(type: .keyShare, body: [0, 0x17])))),
            """
            02 000034 0303 cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c 00 1301 00
            000c 002b 0002 0304 0033 0002 0017
            """,
            wholePrefixes: [38]),
    ]

    private static let others: [MessageSample] = [
        MessageSample(.encryptedExtensions(EncryptedExtensions(extensions: ExtensionBlock())), "08 000002 0000"),
        MessageSample(
            .encryptedExtensions(EncryptedExtensions(extensions: block(unknown))), "08 000007 0005 abcd 0001 01"),
        MessageSample(
            .certificateRequest(CertificateRequest(certificateRequestContext: [7], extensions: block(unknown))),
            "0d 000009 01 07 0005 abcd 0001 01"),
        MessageSample(.certificate(Certificate(certificateList: [])), "0b 000004 00 000000"),
        MessageSample(
            .certificate(
                Certificate(
                    certificateRequestContext: [7, 8],
                    certificateList: [
                        CertificateEntry(certificateData: [0x30, 0x00], extensions: block(unknown)),
                        CertificateEntry(certificateData: [0x31]),
                    ])),
            "0b 000018 02 0708 000012 000002 3000 0005 abcd 0001 01 000001 31 0000"),
        MessageSample(
            .certificateVerify(CertificateVerify(algorithm: .ed25519, signature: [1, 2])), "0f 000006 0807 0002 0102"),
        MessageSample(.finished(Finished(verifyData: [1, 2, 3])), "14 000003 010203", takesAllBytes: true),
        MessageSample(
            .newSessionTicket(
                NewSessionTicket(
                    ticketLifetime: 7200, ticketAgeAdd: 0x0102_0304, ticketNonce: [0, 1], ticket: [5, 6, 7],
                    extensions: block(RawExtension(type: .earlyData, body: [0, 0, 0x40, 0])))),
            "04 00001a 00001c20 01020304 02 0001 0003 050607 0008 002a 0004 00004000"),
        MessageSample(.keyUpdate(KeyUpdate(requestUpdate: .updateNotRequested)), "18 000001 00"),
        MessageSample(.keyUpdate(KeyUpdate(requestUpdate: .updateRequested)), "18 000001 01"),
        MessageSample(.endOfEarlyData(EndOfEarlyData()), "05 000000"),
    ]
}

/// Decodes a body, the header not included.
func decodeBody(_ type: HandshakeType, _ body: [UInt8]) throws -> HandshakeMessage {
    try unsafe HandshakeMessage(decoding: type, body: body.span.bytes)
}

/// Decodes a message with its header.
func decodeMessage(_ bytes: [UInt8]) throws -> HandshakeMessage {
    try unsafe HandshakeMessage(decoding: bytes.span.bytes)
}
