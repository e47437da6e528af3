import TLSCrypto
import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// What an attacker learns from is the same whatever is wrong: one alert, one error, at one place.
@Suite struct BadInputTests12 {
    // MARK: Records

    static let cbcCases = Case12.all.filter(\.hasCBC)

    /// Wrong padding and wrong MACs (Vaudenay, Lucky 13, POODLE).
    @Test(arguments: cbcCases, [true, false]) func cbcRecords(_ test: Case12, encryptThenMAC: Bool) async throws {
        let flaws: [RecordFlaw] = [
            .wrongMAC, .wrongPadding(0), .wrongPadding(14), .wrongPadding(100), .endlessPadding, .cut(1), .cut(16),
        ]
        for flaw in flaws {
            // With encrypt-then-MAC, nobody looks at the padding of a record that is not the sender's.
            if encryptThenMAC, flaw == .wrongPadding(0) || flaw == .endlessPadding { continue }
            try await expectBadRecordMAC(test, encryptThenMAC, flaw)
        }
    }

    @Test(arguments: Case12.few.filter { !$0.hasCBC }) func aeadRecords(_ test: Case12) async throws {
        for flaw in [RecordFlaw.wrongMAC, .cut(1), .cut(20)] { try await expectBadRecordMAC(test, false, flaw) }
    }

    /// Records that are too short to be any.
    @Test(arguments: Case12.few) func shortRecords(_ test: Case12) async throws {
        for length in [0, 1, 15, 16, 17, 31, 32, 33, 48] {
            let client = test.scriptedClient()
            var server = try DrivenEndpoint(server: test.server)
            try await client.handshake(with: &server)
            try client.send(.plaintext(.applicationData, [UInt8](repeating: 0, count: length)))
            try await client.exchange(with: &server)
            #expect(server.log.error?.fault == .peerViolation(.badRecordMAC), "\(length)")
            #expect(client.alerts == [.badRecordMAC])
        }
    }

    /// More padding than needed is allowed (RFC 5246, Section 6.2.3.2).
    @Test(arguments: cbcCases, [true, false]) func longPadding(_ test: Case12, encryptThenMAC: Bool) async throws {
        let client = test.scriptedClient()
        client.wantsEncryptThenMAC = encryptThenMAC
        var server = try DrivenEndpoint(server: test.server)
        try await client.handshake(with: &server)
        for blocks in [1, 7, 15] {
            client.records.flaw = .extraPadding(blocks: blocks)
            #expect(try await exchangeData(client, &server))
        }
    }

    private func expectBadRecordMAC(_ test: Case12, _ encryptThenMAC: Bool, _ flaw: RecordFlaw) async throws {
        let client = test.scriptedClient()
        client.wantsEncryptThenMAC = encryptThenMAC
        var server = try DrivenEndpoint(server: test.server)
        try await client.handshake(with: &server)
        client.records.flaw = flaw
        try client.send(text: "something to be refused")
        try await client.exchange(with: &server)
        #expect(server.log.error?.fault == .peerViolation(.badRecordMAC), "\(flaw)")
        #expect(client.alerts == [.badRecordMAC], "\(flaw)")
        #expect(server.log.received.isEmpty)
    }

    // MARK: RSA key transport

    /// Ciphertexts that are none, and premaster secrets that are not as they should be (Bleichenbacher, ROBOT; RFC 5246,
    /// Section 7.4.7.1): the handshake goes on as with a good one, until the client cannot know the keys.
    @Test(arguments: Case12.all.filter(\.isKeyTransport)) func premasterSecrets(_ test: Case12) async throws {
        let modulus = try Self.modulus()
        let zeros = [UInt8](repeating: 0, count: modulus.count)
        let minusOne = Array(modulus.dropLast()) + [(modulus.last ?? 1) - 1]
        let ciphertexts: [[UInt8]?] = [
            zeros, Array(zeros.dropLast()) + [1], minusOne, modulus, [UInt8](repeating: 0xff, count: modulus.count),
            [UInt8](repeating: 0x55, count: modulus.count), [], [0], Array(zeros.dropLast()), zeros + [0], nil,
        ]
        var honest: [String]?
        for ciphertext in ciphertexts {
            let client = test.scriptedClient()
            if let ciphertext {
                client.change(ClientKeyExchange.self) {
                    $0 = ClientKeyExchange(EncryptedPreMasterSecret(preMasterSecret: ciphertext))
                }
            } else {
                // A good ciphertext with another version than the ClientHello's.
                client.premasterVersion = .ssl30
            }
            var server = try DrivenEndpoint(server: test.server)
            try await client.handshake(with: &server)
            #expect(server.log.error?.fault == .peerViolation(.badRecordMAC))
            #expect(server.log.error?.state == "WAIT_FINISHED")
            #expect(client.alerts == [.badRecordMAC])
            #expect(server.log.summary == nil)
            // Everything that an observer sees before is the same too.
            let seen = server.log.observed.map(Self.outline)
            #expect(honest == nil || honest == seen)
            honest = seen
        }
    }

    /// An event without what is random.
    private static func outline(_ event: HandshakeEvent) -> String {
        switch event {
        case .message(let direction, let type, _): "\(direction) \(type)"
        case .secret(let label, _): label
        case .record(let direction, let type, _, _, let isProtected): "\(direction) \(type) \(isProtected)"
        default: "\(event)"
        }
    }

    /// The modulus of the server's key: the first number in RSAPublicKey.
    private static func modulus() throws -> [UInt8] {
        let chain = StubPKI.identity(.rsa2048).certificateChain
        let leaf = try #require(chain.first)
        // INTEGER of 257 bytes, with a zero in front (RFC 8017, Appendix A.1.1).
        let header: [UInt8] = [0x02, 0x82, 0x01, 0x01, 0x00]
        let start = try #require(
            leaf.indices.first { leaf[$0...].starts(with: header) }, "the key is not as it was expected")
        return Array(leaf[(start + 5)..<(start + 5 + 256)])
    }

    // MARK: ECDHE

    /// Points that are none.
    @Test(arguments: [NamedGroup.x25519, .secp256r1, .secp384r1, .secp521r1])
    func points(_ group: NamedGroup) async throws {
        let lengths: [NamedGroup: Int] = [.x25519: 32, .secp256r1: 65, .secp384r1: 97, .secp521r1: 133]
        let length = try #require(lengths[group])
        let points = [length - 1, length, length + 1].flatMap { count in
            [[UInt8](repeating: 0, count: count), [4] + [UInt8](repeating: 1, count: count - 1), [2]]
        }
        for point in points where group != .x25519 || point.count != length || point[0] == 0 {
            let client = Case12.usual.scriptedClient()
            client.groups = [group, .secp256r1]
            client.change(ClientKeyExchange.self) {
                $0 = ClientKeyExchange(ClientECDiffieHellmanPublic(publicPoint: point))
            }
            var configuration = Case12.usual.server
            configuration.groups = [group]
            var server = try DrivenEndpoint(server: configuration)
            try await client.handshake(with: &server)
            #expect(server.log.error?.fault == .peerViolation(.invalidShare(group)), "\(point)")
            #expect(client.alerts == [.illegalParameter])

            let scripted = Case12.usual.scriptedServer()
            scripted.group = group
            scripted.rewriteKeyExchange { $0.publicPoint = point }
            var honest = try DrivenEndpoint(client: Case12.usual.client)
            try await scripted.handshake(with: &honest)
            #expect(honest.log.error?.fault == .peerViolation(.invalidShare(group)), "\(point)")
            #expect(scripted.alerts == [.illegalParameter])
        }
    }
}
