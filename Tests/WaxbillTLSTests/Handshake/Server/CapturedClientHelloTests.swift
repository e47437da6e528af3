import TLSCrypto
import TLSWire
import Testing
import WaxbillTLS
import WaxbillTestSupport

/// What browsers and other clients have really sent: answered, or refused with an alert, and nothing trapped.
@Suite(.enabled(if: SharedVectors.exist, SharedVectors.missing))
struct CapturedClientHelloTests {
    /// The order in which the server prefers groups.
    private static let groups: [NamedGroup] = [.x25519MLKEM768, .x25519, .secp256r1, .secp384r1, .secp521r1]

    @Test(arguments: SharedVectors.exist ? try SharedVectors.clientHellos() : [], [nil, 1])
    func answers(record: SharedVectors.CapturedRecord, chunk: Int?) async throws {
        let hello = try #require(try clientHello(record.bytes))
        let written = try await answer(to: record.bytes, chunk: chunk)
        guard try hello.extensions.decode(SupportedVersions.self)?.versions.contains(.tls13) == true else {
            guard hello.legacyVersion >= .tls12 else {
                // RFC 8996: nobody has named TLS 1.0.
                #expect(written.error?.alert == .protocolVersion)
                #expect(written.bytes == [21, 3, 3, 0, 2, 2, AlertDescription.protocolVersion.rawValue])
                return
            }
            #expect(written.error == nil)
            try expectTLS12(written.bytes, hello)
            return
        }
        let (isRetry, suite, group) = try expected(hello)
        #expect(written.error == nil)
        let content = try handshakeContent(written.bytes)
        let message = try HandshakeMessage(decoding: content.span.bytes)
        switch message {
        case .serverHello(let answer):
            #expect(!isRetry)
            #expect(answer.cipherSuite == suite)
            #expect(answer.legacySessionIDEcho == hello.legacySessionID)
            #expect(try answer.extensions.decode(KeyShareServerHello.self)?.serverShare.group == group)
        case .helloRetryRequest(let answer):
            #expect(isRetry)
            #expect(answer.cipherSuite == suite)
            #expect(answer.legacySessionIDEcho == hello.legacySessionID)
            #expect(try answer.extensions.decode(KeyShareHelloRetryRequest.self)?.selectedGroup == group)
        default: Issue.record("answered with \(message.name)")
        }
    }

    /// The whole first flight of TLS 1.2, with a suite that the client offers and the mark of a server that could do more.
    private func expectTLS12(_ bytes: [UInt8], _ hello: ClientHello) throws {
        var content = try handshakeContent(bytes)[...]
        var types: [HandshakeType] = []
        while content.count >= 4 {
            let length = content.dropFirst().prefix(3).reduce(0) { $0 << 8 | Int($1) }
            let message = try HandshakeMessage12(decoding: Array(content.prefix(4 + length)).span.bytes)
            types.append(message.type)
            if case .serverHello(let answer) = message {
                #expect(answer.legacyVersion == .tls12)
                #expect(hello.cipherSuites.contains(answer.cipherSuite))
                #expect(DefaultPreferences.cipherSuites.contains(answer.cipherSuite))
                // RFC 9846, Section 4.2.3
                #expect(answer.random.suffix(8) == [0x44, 0x4f, 0x57, 0x4e, 0x47, 0x52, 0x44, 1])
            }
            content = content.dropFirst(4 + length)
        }
        #expect(types == [.serverHello, .certificate, .serverKeyExchange, .serverHelloDone])
    }

    /// The captures hold clients of both kinds, so that neither branch above is empty.
    @Test func captures() throws {
        let hellos = try SharedVectors.clientHellos()
        let modern = try hellos.filter {
            try clientHello($0.bytes)?.extensions.decode(SupportedVersions.self)?.versions.contains(.tls13) == true
        }
        #expect(hellos.count == 86)
        #expect(modern.count == 80)
    }

    /// Damaged at random places, each hello is refused with an alert, or answered, or waits for more; nothing traps.
    @Test(arguments: SharedVectors.exist ? try SharedVectors.clientHellos() : [])
    func damaged(record: SharedVectors.CapturedRecord) async throws {
        let random = SeededRandomSource(seed: UInt64(record.bytes.count))
        for _ in 0..<8 {
            var bytes = record.bytes
            for place in stride(from: 0, to: 8, by: 2) {
                let numbers = random.bytes(4).map(Int.init)
                let index = 9 + (numbers[0] << 8 | numbers[1]) % (bytes.count - 9)
                bytes[index] = place == 0 ? bytes[index] ^ UInt8(1 << (numbers[2] % 8)) : UInt8(numbers[3])
                if numbers[2] % 4 == 0 { break }
            }
            let (written, error) = try await answer(to: bytes, chunk: nil)
            if let error {
                #expect(error.alert != nil)
                #expect(written.suffix(2) == [2, try #require(error.alert).rawValue])
            }
        }
    }

    /// What the server has to choose.
    private func expected(_ hello: ClientHello) throws -> (isRetry: Bool, CipherSuite, NamedGroup) {
        let groups = try hello.extensions.decode(SupportedGroups.self)?.namedGroupList ?? []
        let shares = try hello.extensions.decode(KeyShareClientHello.self)?.clientShares.map(\.group) ?? []
        let common = Self.groups.filter { groups.contains($0) }
        let best = try #require(common.first)
        let suites: [CipherSuite] = [.aes128GCMSHA256, .aes256GCMSHA384, .chaCha20Poly1305SHA256]
        let suite = try #require(suites.first { hello.cipherSuites.contains($0) })
        if best == .x25519MLKEM768, !shares.contains(best) { return (true, suite, best) }
        if let group = common.first(where: { shares.contains($0) }) { return (false, suite, group) }
        return (true, suite, best)
    }

    private func answer(to bytes: [UInt8], chunk: Int?) async throws -> (bytes: [UInt8], error: TLSError?) {
        let configuration = ServerConfiguration(
            identityProvider: StaticIdentities(StubPKI.KeyType.allCases.map(StubPKI.identity)))
        var server = DrivenEndpoint(try TLSServer(configuration), configuration)
        server.receive(bytes, chunk: chunk)
        return (await server.drain(), server.log.error)
    }

    private func clientHello(_ record: [UInt8]) throws -> ClientHello? {
        let message = Array(record.dropFirst(5))
        guard case .clientHello(let hello) = try HandshakeMessage(decoding: message.span.bytes) else { return nil }
        return hello
    }

    /// The content of the first record.
    private func handshakeContent(_ bytes: [UInt8]) throws -> [UInt8] {
        let parsed = RecordHeader(bytes.span.bytes)
        let header = try #require(parsed)
        #expect(header.contentType == .handshake)
        #expect(header.legacyRecordVersion == .tls12)
        return Array(bytes.dropFirst(5).prefix(header.length))
    }
}
