import TLSWire
import Testing
import WaxbillTLS

@testable import waxbill

/// The facts of messages that our own peers do not send.
@Suite struct MessageNarrationTests {
    private func facts(of message: HandshakeMessage) throws -> [String] {
        var context = MessageContext()
        guard case .told(_, let facts) = MessageNarration(message.encoded(), &context) else {
            throw TestFailure("it was not told")
        }
        return facts.map { "\($0.name): \($0.value)" }
    }

    private func clientHello(_ extensions: [any TLSExtension], suites: [CipherSuite] = []) -> HandshakeMessage {
        var block = ExtensionBlock()
        for body in extensions { block.append(body) }
        return .clientHello(
            ClientHello(
                legacyVersion: .tls12, random: [UInt8](repeating: 7, count: 32), legacySessionID: [],
                cipherSuites: suites.isEmpty ? [.aes128GCMSHA256] : suites, legacyCompressionMethods: [0],
                extensions: block))
    }

    @Test func escapesWhatPeersWrite() throws {
        let facts = try facts(
            of: clientHello([
                ServerNameList(hostName: Array("a\u{1b}[2Jb".utf8)),
                ProtocolNameList(protocolNameList: [Array("\u{9b}31m".utf8), [0xff, 0x0a]]),
            ]))
        #expect(facts.contains("server name: \"a\\u{1b}[2Jb\""), "\(facts)")
        #expect(facts.contains("ALPN: \"\\u{9b}31m\", \"\u{fffd}\\n\""), "\(facts)")
        #expect(facts.allSatisfy { $0.unicodeScalars.allSatisfy(\.isPrintable) })
    }

    @Test func cutsEndlessLists() throws {
        let suites = (0..<30_000).map { CipherSuite(rawValue: UInt16($0)) }
        let facts = try facts(of: clientHello([], suites: suites))
        let line = try #require(facts.first { $0.hasPrefix("cipher suites: ") })
        #expect(line.hasSuffix("(30000 in all)"))
        #expect(line.count < 10_000)
    }

    @Test func namesUnknownAndReservedValues() throws {
        let facts = try facts(
            of: clientHello(
                [SupportedGroups(namedGroupList: [NamedGroup(rawValue: 0x0a0a), NamedGroup(rawValue: 0xfefe)])],
                suites: [CipherSuite(rawValue: 0x1a1a)]))
        #expect(facts.contains("cipher suites: GREASE (0x1a1a)"))
        #expect(facts.contains("groups: GREASE (0x0a0a), 0xfefe"))
        // Without supported_versions, the old field counts.
        #expect(facts.contains("version: TLSv1.2"))
    }

    @Test func tellsKeyUpdatesAndTickets() throws {
        #expect(try facts(of: .keyUpdate(KeyUpdate(requestUpdate: .updateRequested))) == ["request: update_requested"])
        let ticket = NewSessionTicket(
            ticketLifetime: 60, ticketAgeAdd: 1, ticketNonce: [0], ticket: [1, 2, 3], extensions: ExtensionBlock())
        #expect(try facts(of: .newSessionTicket(ticket)) == ["ticket: 3 bytes", "lifetime: 60 s"])
    }

    @Test func tellsCertificatesThatCannotBeRead() throws {
        let message = Certificate(certificateList: [CertificateEntry(certificateData: [1, 2, 3])])
        #expect(
            try facts(of: .certificate(message)) == ["certificate 0: 3 bytes", "  content: cannot be read"])
        #expect(try facts(of: .certificate(Certificate(certificateList: []))) == ["certificates: none"])
    }

    @Test(arguments: [[1, 0, 0, 1, 0], [2, 0, 0, 0], [99, 0, 0, 0], [1], []] as [[UInt8]])
    func saysThatAMessageIsMalformed(bytes: [UInt8]) {
        var context = MessageContext()
        guard case .malformed = MessageNarration(bytes, &context) else {
            Issue.record("it was told as a message")
            return
        }
    }
}
