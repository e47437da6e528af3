import Testing

@testable import TLSWire

@Suite struct HandshakeMessageTests {
    @Test(arguments: MessageSample.all)
    func encodesAndDecodes(sample: MessageSample) throws {
        #expect(sample.message.encoded().hex == sample.bytes.hex)
        #expect(try decodeMessage(sample.bytes) == sample.message)
        #expect(try decodeBody(sample.message.type, sample.body) == sample.message)
        #expect(sample.message.type.rawValue == sample.bytes[0])
    }

    @Test(arguments: MessageSample.all)
    func refusesEveryTruncation(sample: MessageSample) throws {
        for count in 0..<sample.body.count where !sample.takesAllBytes {
            let body = [UInt8](sample.body.prefix(count))
            if sample.wholePrefixes.contains(count) {
                // A hello without extensions.
                #expect(try decodeBody(sample.message.type, body).encoded().dropFirst(4) == body[...])
            } else {
                let failure = #expect(throws: DecodingFailure.self, "of \(count) bytes") {
                    try decodeBody(sample.message.type, body)
                }
                #expect(failure?.kind == .truncated)
            }
        }
    }

    @Test(arguments: MessageSample.all)
    func refusesATrailingByte(sample: MessageSample) throws {
        guard !sample.takesAllBytes else { return }
        let isHelloWithoutExtensions = sample.message.type == .clientHello && sample.body.count == 42
        let failure = #expect(throws: DecodingFailure.self) {
            try decodeBody(sample.message.type, sample.body + [0])
        }
        // Behind a hello without extensions a byte is half the length of a block.
        #expect(failure?.kind == (isHelloWithoutExtensions ? .truncated : .trailingBytes))
    }

    @Test(arguments: MessageSample.all)
    func checksTheLengthInTheHeader(sample: MessageSample) throws {
        #expect(throws: DecodingFailure(.trailingBytes, path: "Handshake")) { try decodeMessage(sample.bytes + [0]) }
        #expect(throws: DecodingFailure(.truncated, path: "Handshake.length")) {
            try decodeMessage([UInt8](sample.bytes.dropLast()))
        }
    }

    @Test(
        arguments: [
            // A session ID of 33 bytes.
            (
                .clientHello,
                "0303 \(MessageSample.random.hex) 21 \(String(repeating: "00", count: 33)) 0002 1301 01 00",
                .lengthOutOfRange, "ClientHello.legacy_session_id"
            ),
            (
                .clientHello, "0303 \(MessageSample.random.hex) 00 0000 01 00", .lengthOutOfRange,
                "ClientHello.cipher_suites"
            ),
            (
                .clientHello, "0303 \(MessageSample.random.hex) 00 0003 130113 01 00", .lengthOutOfRange,
                "ClientHello.cipher_suites"
            ),
            (
                .clientHello, "0303 \(MessageSample.random.hex) 00 0002 1301 00", .lengthOutOfRange,
                "ClientHello.legacy_compression_methods"
            ),
            (
                .clientHello, "0303 \(MessageSample.random.hex) 00 0002 1301 01 00 0008 00310000 00310000",
                .duplicateExtension(.postHandshakeAuth), "ClientHello.extensions"
            ),
            (
                .serverHello, "0303 \(MessageSample.random.hex) 21 \(String(repeating: "00", count: 33)) 1301 00",
                .lengthOutOfRange, "ServerHello.legacy_session_id_echo"
            ),
            (.encryptedExtensions, "0005 0000 0000 00", .truncated, "EncryptedExtensions.extensions.extension_type"),
            (.certificate, "00 000005 000000 0000", .lengthOutOfRange, "Certificate.certificate_list.cert_data"),
            (.certificate, "00 000007 000001 30 0000 00", .truncated, "Certificate.certificate_list.cert_data"),
            (
                .certificate, "00 00000e 000001 30 0008 00050000 00050000", .duplicateExtension(.statusRequest),
                "Certificate.certificate_list.extensions"
            ),
            (.newSessionTicket, "00000000 00000000 00 0000 0000", .lengthOutOfRange, "NewSessionTicket.ticket"),
            (.keyUpdate, "02", .invalidValue, "KeyUpdate.request_update"),
            (.messageHash, "", .unknownMessage(.messageHash), "Handshake.msg_type"),
            (HandshakeType(rawValue: 77), "00", .unknownMessage(HandshakeType(rawValue: 77)), "Handshake.msg_type"),
        ] as [(HandshakeType, String, DecodingFailure.Kind, String)])
    func refusesWhatTheDefinitionDoesNotAllow(
        type: HandshakeType, hex: String, kind: DecodingFailure.Kind, path: String
    ) throws {
        let failure = #expect(throws: DecodingFailure.self) { try decodeBody(type, [UInt8](hex: hex)) }
        #expect(failure?.kind == kind)
        #expect(failure?.path == path)
    }

    @Test func namesTheMessageOfABadExtension() throws {
        let hello = "0303 \(HelloRetryRequest.random.hex) 00 1301 00 0005 0033 0001 00"
        guard case .helloRetryRequest(let request) = try decodeBody(.serverHello, [UInt8](hex: hello)) else {
            Issue.record("not a HelloRetryRequest")
            return
        }
        #expect(throws: DecodingFailure(.truncated, path: "HelloRetryRequest.extensions.key_share.selected_group")) {
            try request.extensions.decode(KeyShareHelloRetryRequest.self)
        }
    }
}
