import Testing

@testable import TLSWire

@Suite struct ExtensionTests {
    @Test(arguments: ExtensionSample.all)
    func encodesAndDecodes(sample: ExtensionSample) throws {
        #expect(sample.encoded == sample.body)
        #expect(try sample.recode(sample.body) == sample.body)
    }

    @Test(arguments: ExtensionSample.all)
    func refusesEveryTruncation(sample: ExtensionSample) throws {
        for count in 0..<sample.body.count where !sample.takesAllBytes {
            let failure = #expect(throws: DecodingFailure.self, "of \(count) bytes") {
                try sample.recode([UInt8](sample.body.prefix(count)))
            }
            #expect(failure?.kind == .truncated)
        }
    }

    @Test(arguments: ExtensionSample.all)
    func refusesATrailingByte(sample: ExtensionSample) throws {
        guard !sample.takesAllBytes else {
            #expect(try sample.recode(sample.body + [0]) == sample.body + [0])
            return
        }
        let failure = #expect(throws: DecodingFailure.self) { try sample.recode(sample.body + [0]) }
        #expect(failure == DecodingFailure(.trailingBytes, path: "extensions.\(sample.type)"))
    }

    /// Bodies that must not be, with what is said about them.
    struct BadBody: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var kind: DecodingFailure.Kind
        var path: String
        var decode: @Sendable () throws -> Void

        init<Extension: TLSExtension>(
            _ form: Extension.Type, _ hex: String, _ kind: DecodingFailure.Kind, _ path: String
        ) {
            self.testDescription = "\(form) \(hex)"
            self.kind = kind
            self.path = "extensions.\(Extension.type)" + (path.isEmpty ? "" : ".\(path)")
            self.decode = {
                var block = ExtensionBlock()
                block.append(RawExtension(type: Extension.type, body: [UInt8](hex: hex)))
                _ = try block.decode(form)
            }
        }

        static let all: [BadBody] = [
            BadBody(ServerNameList.self, "0000", .lengthOutOfRange, "server_name_list"),
            BadBody(ServerNameList.self, "0003 00 0000", .lengthOutOfRange, "server_name_list.name"),
            BadBody(ServerNameList.self, "0005 00 0001 61 09", .truncated, "server_name_list.name"),
            BadBody(ServerNameList.self, "0008 00 0001 61 00 0001 62", .invalidValue, "server_name_list.name_type"),
            BadBody(SupportedVersions.self, "00", .lengthOutOfRange, "versions"),
            BadBody(SupportedVersions.self, "03 0304 03", .lengthOutOfRange, "versions"),
            BadBody(SupportedGroups.self, "0000", .lengthOutOfRange, "named_group_list"),
            BadBody(SignatureAlgorithms.self, "0000", .lengthOutOfRange, "supported_signature_algorithms"),
            BadBody(SignatureAlgorithms.self, "0001 04", .lengthOutOfRange, "supported_signature_algorithms"),
            BadBody(SignatureAlgorithmsCert.self, "0000", .lengthOutOfRange, "supported_signature_algorithms"),
            BadBody(KeyShareClientHello.self, "0004 001d 0000", .lengthOutOfRange, "client_shares.key_exchange"),
            BadBody(KeyShareClientHello.self, "0006 001d 0001 01 00", .truncated, "client_shares.group"),
            BadBody(KeyShareClientHello.self, "0005 001d 0002 01 02", .truncated, "client_shares.key_exchange"),
            BadBody(KeyShareServerHello.self, "001d 0000", .lengthOutOfRange, "key_exchange"),
            BadBody(PskKeyExchangeModes.self, "00", .lengthOutOfRange, "ke_modes"),
            BadBody(OfferedPsks.self, "0000", .lengthOutOfRange, "identities"),
            BadBody(OfferedPsks.self, "0007 0000 00000000 00", .lengthOutOfRange, "identities.identity"),
            BadBody(OfferedPsks.self, "0007 0001 01 00000000 0000", .lengthOutOfRange, "binders"),
            BadBody(
                OfferedPsks.self, "0007 0001 01 00000000 0021 1f \(String(repeating: "00", count: 32))",
                .lengthOutOfRange, "binders.PskBinderEntry"),
            BadBody(
                OfferedPsks.self,
                "000e 0001 01 00000000 0001 02 00000000 0021 20 \(String(repeating: "00", count: 32))",
                .invalidValue, "binders"),
            BadBody(Cookie.self, "0000", .lengthOutOfRange, "cookie"),
            BadBody(ProtocolNameList.self, "0000", .lengthOutOfRange, "protocol_name_list"),
            BadBody(ProtocolNameList.self, "0003 00 0161", .lengthOutOfRange, "protocol_name_list.ProtocolName"),
            BadBody(ProtocolNameList.self, "0003 0161 01", .truncated, "protocol_name_list.ProtocolName"),
            BadBody(CertificateAuthorities.self, "0000", .lengthOutOfRange, "authorities"),
            BadBody(CertificateAuthorities.self, "0004 0000 0000", .lengthOutOfRange, "authorities.DistinguishedName"),
            BadBody(RecordSizeLimit.self, "003f", .invalidValue, "RecordSizeLimit"),
            BadBody(StatusRequest.self, "01 0002 0000 0000", .lengthOutOfRange, "responder_id_list.ResponderID"),
            BadBody(CertificateStatus.self, "01 000000", .lengthOutOfRange, "response"),
            BadBody(CertificateStatus.self, "02 000001 00", .invalidValue, "status_type"),
            BadBody(OIDFilters.self, "0003 00 0000", .lengthOutOfRange, "filters.certificate_extension_oid"),
            BadBody(SignedCertificateTimestampList.self, "0000", .lengthOutOfRange, "sct_list"),
            BadBody(SignedCertificateTimestampList.self, "0002 0000", .lengthOutOfRange, "sct_list.SerializedSCT"),
            BadBody(Padding.self, "0001", .invalidValue, ""),
            BadBody(ECPointFormatList.self, "00", .lengthOutOfRange, "ec_point_format_list"),
            BadBody(ECPointFormatList.self, "02 01 02", .invalidValue, "ec_point_format_list"),
            BadBody(MaxFragmentLength.self, "00", .invalidValue, "MaxFragmentLength"),
            BadBody(MaxFragmentLength.self, "05", .invalidValue, "MaxFragmentLength"),
        ]
    }

    @Test(arguments: BadBody.all)
    func refusesWhatTheDefinitionDoesNotAllow(body: BadBody) throws {
        let failure = #expect(throws: DecodingFailure.self) { try body.decode() }
        #expect(failure == DecodingFailure(body.kind, path: body.path))
    }

    @Test func countsTheBytesOfFragments() {
        let lengths: [MaxFragmentLength] = [.bytes512, .bytes1024, .bytes2048, .bytes4096]
        #expect(lengths.map(\.byteCount) == [512, 1024, 2048, 4096])
    }

    @Test func countsTheBytesThatBindersCover() throws {
        let psks = OfferedPsks(
            identities: [PskIdentity(identity: [1, 2, 3], obfuscatedTicketAge: 4)],
            binders: [[UInt8](repeating: 0x55, count: 32)])
        var extensions = ExtensionBlock()
        extensions.append(SupportedVersions(versions: [.tls13]))
        extensions.append(psks)
        let hello = ClientHello(
            random: [UInt8](repeating: 0, count: 32), legacySessionID: [], cipherSuites: [.aes128GCMSHA256],
            extensions: extensions
        ).encoded()
        let count = psks.truncatedCount(clientHelloCount: hello.count)
        #expect(hello.count - count == 2 + 1 + 32)
        #expect([UInt8](hello.prefix(count)) + psks.encodedBinders() == hello)
        #expect(psks.truncatedCount(clientHelloCount: 3) == 0)
    }
}
