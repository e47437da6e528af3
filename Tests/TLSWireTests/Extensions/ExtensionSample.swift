import Testing

@testable import TLSWire

/// An extension, its bytes as written by hand, and how to decode and encode such bytes in this form.
struct ExtensionSample: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var type: ExtensionType
    var body: [UInt8]

    /// Whether bytes behind the body belong to it.
    var takesAllBytes: Bool

    /// The body that our value of the extension encodes to.
    var encoded: [UInt8]

    /// Decodes a body as this form and encodes it again.
    var recode: @Sendable ([UInt8]) throws -> [UInt8]

    init<Extension: TLSExtension>(_ value: Extension, _ hex: String, takesAllBytes: Bool = false) {
        self.testDescription = "\(Extension.self) \(hex)"
        self.type = Extension.type
        self.body = [UInt8](hex: hex)
        self.takesAllBytes = takesAllBytes
        var writer = WireWriter()
        value.encode(to: &writer)
        let encoded = writer.bytes
        self.encoded = encoded
        self.recode = { bytes in
            var block = ExtensionBlock()
            block.append(RawExtension(type: Extension.type, body: bytes))
            let decoded = try #require(try block.decode(Extension.self))
            if bytes == encoded { #expect(decoded == value) }
            var again = WireWriter()
            decoded.encode(to: &again)
            return again.bytes
        }
    }

    static let all: [ExtensionSample] = names + negotiation + keys + certificates + ofTLS12

    private static let names: [ExtensionSample] = [
        ExtensionSample(ServerNameList(hostName: [0x61, 0x2e, 0x62]), "0006 00 0003 612e62"),
        ExtensionSample(
            ServerNameList(serverNameList: [
                .init(nameType: NameType(rawValue: 9), name: [1]), .init(nameType: .hostName, name: [0x61]),
            ]), "0008 09 0001 01 00 0001 61"),
        ExtensionSample(ServerNameAcknowledgement(), ""),
        ExtensionSample(ProtocolNameList(protocolNameList: [[0x68, 0x32], [0x68]]), "0005 02 6832 01 68"),
    ]

    private static let negotiation: [ExtensionSample] = [
        ExtensionSample(SupportedVersions(versions: [.tls13, .tls12]), "04 0304 0303"),
        ExtensionSample(SelectedVersion(selectedVersion: .tls13), "0304"),
        ExtensionSample(SupportedGroups(namedGroupList: [.x25519MLKEM768, .x25519]), "0004 11ec 001d"),
        ExtensionSample(
            SignatureAlgorithms(supportedSignatureAlgorithms: [.ed25519, .rsaPSSRSAESHA256]), "0004 0807 0804"),
        ExtensionSample(SignatureAlgorithmsCert(supportedSignatureAlgorithms: [.rsaPKCS1SHA256]), "0002 0401"),
        ExtensionSample(RecordSizeLimit(recordSizeLimit: 64), "0040"),
        ExtensionSample(RecordSizeLimit(recordSizeLimit: 0x4001), "4001"),
        ExtensionSample(Padding(count: 3), "000000", takesAllBytes: true),
        ExtensionSample(Padding(count: 0), "", takesAllBytes: true),
        ExtensionSample(PostHandshakeAuth(), ""),
    ]

    private static let keys: [ExtensionSample] = [
        ExtensionSample(KeyShareClientHello(clientShares: []), "0000"),
        ExtensionSample(
            KeyShareClientHello(clientShares: [
                KeyShareEntry(group: .x25519, keyExchange: [1, 2]), KeyShareEntry(group: .secp256r1, keyExchange: [3]),
            ]), "000b 001d 0002 0102 0017 0001 03"),
        ExtensionSample(KeyShareHelloRetryRequest(selectedGroup: .secp384r1), "0018"),
        ExtensionSample(
            KeyShareServerHello(serverShare: KeyShareEntry(group: .x25519, keyExchange: [4, 5])), "001d 0002 0405"),
        ExtensionSample(PskKeyExchangeModes(keModes: [.pskDHEKE, .pskKE]), "02 01 00"),
        ExtensionSample(
            OfferedPsks(
                identities: [
                    PskIdentity(identity: [7], obfuscatedTicketAge: 0x0102_0304),
                    PskIdentity(identity: [8, 9], obfuscatedTicketAge: 5),
                ],
                binders: [[UInt8](repeating: 0xaa, count: 32), [UInt8](repeating: 0xbb, count: 48)]
            ),
            "000f 0001 07 01020304 0002 0809 00000005 0052 20 \(String(repeating: "aa", count: 32))"
                + "30 \(String(repeating: "bb", count: 48))"),
        ExtensionSample(SelectedIdentity(selectedIdentity: 1), "0001"),
        ExtensionSample(Cookie(cookie: [1, 2, 3]), "0003 010203"),
        ExtensionSample(EarlyDataIndication(), ""),
        ExtensionSample(EarlyDataIndicationNewSessionTicket(maxEarlyDataSize: 0x4000), "00004000"),
    ]

    private static let certificates: [ExtensionSample] = [
        ExtensionSample(CertificateAuthorities(authorities: [[0x30, 0], [5]]), "0007 0002 3000 0001 05"),
        ExtensionSample(StatusRequest.ocsp(responderIDList: [], requestExtensions: []), "01 0000 0000"),
        ExtensionSample(
            StatusRequest.ocsp(responderIDList: [[1], [2, 3]], requestExtensions: [4]),
            "01 0007 0001 01 0002 0203 0001 04"),
        ExtensionSample(
            StatusRequest.unknown(CertificateStatusType(rawValue: 2), request: [9]), "02 09", takesAllBytes: true),
        ExtensionSample(StatusRequestCertificateRequest(), ""),
        ExtensionSample(CertificateStatus(response: [1, 2]), "01 000002 0102"),
        ExtensionSample(
            OIDFilters(filters: [
                .init(certificateExtensionOID: [0x55], certificateExtensionValues: []),
                .init(certificateExtensionOID: [1, 2], certificateExtensionValues: [3]),
            ]), "000a 01 55 0000 02 0102 0001 03"),
        ExtensionSample(SignedCertificateTimestampList(sctList: [[1, 2]]), "0004 0002 0102"),
        ExtensionSample(SignedCertificateTimestampRequest(), ""),
    ]

    private static let ofTLS12: [ExtensionSample] = [
        ExtensionSample(RenegotiationInfo(), "00"),
        ExtensionSample(RenegotiationInfo(renegotiatedConnection: [1, 2, 3]), "03 010203"),
        ExtensionSample(SessionTicket(), "", takesAllBytes: true),
        ExtensionSample(SessionTicket(ticket: [1, 2]), "0102", takesAllBytes: true),
        ExtensionSample(SessionTicketAcknowledgement(), ""),
        ExtensionSample(ECPointFormatList(), "01 00"),
        ExtensionSample(
            ECPointFormatList(ecPointFormatList: [ECPointFormat(rawValue: 1), .uncompressed]), "02 01 00"),
        ExtensionSample(ExtendedMainSecret(), ""),
        ExtensionSample(EncryptThenMAC(), ""),
        ExtensionSample(StatusRequestAcknowledgement(), ""),
        ExtensionSample(MaxFragmentLength.bytes512, "01"),
        ExtensionSample(MaxFragmentLength.bytes4096, "04"),
    ]
}
