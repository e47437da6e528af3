import Testing

@testable import TLSWire

/// What other people's clients and servers have sent.
@Suite(.enabled(if: SharedVectors.exist, SharedVectors.missing))
struct CapturedMessageTests {
    @Test func decodesCapturedClientHellosAndEncodesThemAlike() throws {
        let captured = try SharedVectors.clientHellos()
        #expect(captured.count == 86)
        for capture in captured {
            let record = capture.bytes
            let header = try #require(unsafe RecordHeader(record.span.bytes))
            #expect(header.contentType == .handshake)
            #expect(header.length == record.count - RecordHeader.byteCount)
            let message = [UInt8](record.dropFirst(RecordHeader.byteCount))
            let decoded = try decodeMessage(message)
            #expect(decoded.encoded() == message, "\(capture.file)")
            guard case .clientHello(let hello) = decoded else {
                Issue.record("\(capture.file): not a ClientHello")
                continue
            }
            #expect(hello.extensions.firstMisplaced(in: .clientHello) == nil)
            try self.recodeExtensions(of: hello, capture.file)
        }
    }

    private func recodeExtensions(of hello: ClientHello, _ file: String) throws {
        var rebuilt = ExtensionBlock()
        for raw in hello.extensions.rawExtensions {
            switch raw.type {
            case .serverName: rebuilt.append(try #require(try hello.extensions.decode(ServerNameList.self)))
            case .supportedVersions: rebuilt.append(try #require(try hello.extensions.decode(SupportedVersions.self)))
            case .supportedGroups: rebuilt.append(try #require(try hello.extensions.decode(SupportedGroups.self)))
            case .signatureAlgorithms:
                rebuilt.append(try #require(try hello.extensions.decode(SignatureAlgorithms.self)))
            case .signatureAlgorithmsCert:
                rebuilt.append(try #require(try hello.extensions.decode(SignatureAlgorithmsCert.self)))
            case .keyShare: rebuilt.append(try #require(try hello.extensions.decode(KeyShareClientHello.self)))
            case .applicationLayerProtocolNegotiation:
                rebuilt.append(try #require(try hello.extensions.decode(ProtocolNameList.self)))
            case .pskKeyExchangeModes:
                rebuilt.append(try #require(try hello.extensions.decode(PskKeyExchangeModes.self)))
            case .preSharedKey: rebuilt.append(try #require(try hello.extensions.decode(OfferedPsks.self)))
            case .statusRequest: rebuilt.append(try #require(try hello.extensions.decode(StatusRequest.self)))
            case .recordSizeLimit: rebuilt.append(try #require(try hello.extensions.decode(RecordSizeLimit.self)))
            case .padding: rebuilt.append(try #require(try hello.extensions.decode(Padding.self)))
            case .ecPointFormats: rebuilt.append(try #require(try hello.extensions.decode(ECPointFormatList.self)))
            case .sessionTicket: rebuilt.append(try #require(try hello.extensions.decode(SessionTicket.self)))
            case .renegotiationInfo: rebuilt.append(try #require(try hello.extensions.decode(RenegotiationInfo.self)))
            case .extendedMainSecret: rebuilt.append(try #require(try hello.extensions.decode(ExtendedMainSecret.self)))
            case .encryptThenMAC: rebuilt.append(try #require(try hello.extensions.decode(EncryptThenMAC.self)))
            default: rebuilt.append(raw)
            }
        }
        if !hello.extensions.isPresent { rebuilt = .absent }
        #expect(rebuilt == hello.extensions, "\(file)")
    }

    @Test func decodesTheMessagesOfRFC8448AndEncodesThemAlike() throws {
        var names: [String: Int] = [:]
        for trace in try SharedVectors.rfc8448() {
            for step in trace.steps where step.action == "send handshake record" {
                let payload = try #require(step.fields["payload"]).bytes
                var reassembler = HandshakeReassembler()
                unsafe reassembler.append(payload.span.bytes)
                var encoded: [UInt8] = []
                while let message = try reassembler.nextMessage(maximumLength: { _ in 1 << 14 }) {
                    let decoded = try message.decoded()
                    #expect(decoded.type == message.type)
                    names[decoded.name, default: 0] += 1
                    encoded += decoded.encoded()
                }
                #expect(reassembler.isEmpty)
                #expect(encoded == payload, "\(trace.title): \(step.action)")
            }
        }
        #expect(
            names == [
                "ClientHello": 6, "ServerHello": 5, "HelloRetryRequest": 1, "EncryptedExtensions": 5,
                "CertificateRequest": 1, "Certificate": 5, "CertificateVerify": 5, "Finished": 10,
                "NewSessionTicket": 1, "EndOfEarlyData": 1,
            ])
    }

    @Test func truncatesTheResumingClientHelloAsRFC8448Does() throws {
        let resumed = try #require(try SharedVectors.rfc8448().first { $0.title == "Resumed 0-RTT Handshake" })
        let prefix = try #require(resumed.steps.compactMap { $0.fields["ClientHello prefix"] }.first).bytes
        let payload = try #require(resumed.steps.compactMap { $0.fields["payload"] }.first).bytes
        guard case .clientHello(let hello) = try decodeMessage(payload) else {
            Issue.record("not a ClientHello")
            return
        }
        #expect(hello.extensions.lastType == .preSharedKey)
        let psks = try #require(try hello.extensions.decode(OfferedPsks.self))
        #expect([UInt8](payload.prefix(psks.truncatedCount(clientHelloCount: payload.count))) == prefix)
    }
}
