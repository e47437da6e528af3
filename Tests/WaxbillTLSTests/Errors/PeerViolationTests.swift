import Foundation
import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// Every violation is provoked by a peer that commits it, and answered with its alert, which that peer reads.
@Suite struct PeerViolationTests {
    @Test(arguments: ViolationCase.all)
    func provoked(_ violation: ViolationCase) async throws {
        let (honest, hostile) = try await violation.provoke()
        #expect(honest.error?.fault == .peerViolation(violation.violation))
        #expect(honest.error?.alert == violation.alert)
        #expect(hostile.error?.fault == .alertReceived(violation.alert))
        #expect(honest.observed.alerts(.sent).last == violation.alert)
    }

    /// A violation that nobody can commit would be dead code.
    @Test func completeness() throws {
        let file = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/WaxbillTLS/Errors/PeerViolation.swift")
        let source = try String(contentsOf: file, encoding: .utf8)
        let body = try #require(
            source.components(separatedBy: "enum PeerViolation").last?.components(separatedBy: "\n}").first)
        let cases = body.split(separator: "\n").compactMap { line -> String? in
            let words = line.split(separator: " ")
            guard words.first == "case", words.count > 1 else { return nil }
            return String(words[1].prefix { $0 != "(" })
        }
        let provoked = ViolationCase.all.map(\.name)
        #expect(cases.count > 40)
        let impossible: Set<String> = Case12.hasCBC ? [] : ["encryptThenMACWithoutCBC", "certificateDoesNotFitVersion"]
        #expect(Set(cases) == Set(provoked).union(impossible))
    }

    // MARK: Not violations, but no common ground

    @Test func clientWithoutTLS13() async throws {
        let versions = SupportedVersions(versions: [.tls12, .tls11])
        var server = ServerConfiguration.stub()
        server.versions = .tls13 ... .tls13
        var pair = try EndpointPair(hostile: .stub, server, .clientHello { $0.extensions.replace(versions) })
        await pair.run()
        #expect(
            pair.serverLog.error?.fault == .peerIncompatibility(.noCommonVersion(offered: [.tls12, .tls11])))
        #expect(pair.clientLog.error?.fault == .alertReceived(.protocolVersion))
    }

    @Test func serverWithoutTLS13() async throws {
        var pair = try EndpointPair(
            .stub, hostile: .stub(), .serverHello { $0.extensions.remove(.supportedVersions) })
        await pair.run()
        #expect(pair.clientLog.error?.fault == .peerIncompatibility(.serverVersion(.tls12)))
        #expect(pair.serverLog.error?.fault == .alertReceived(.protocolVersion))
    }

    // MARK: Malformed messages

    @Test(
        arguments: [
            (.encryptedExtensions, [8, 0, 0, 3, 0, 2, 0], .truncated, .decodeError),
            (.encryptedExtensions, [8, 0, 0, 3, 0, 0, 0], .trailingBytes, .decodeError),
            (
                .encryptedExtensions, [8, 0, 0, 10, 0, 8, 0xfa, 0xfa, 0, 0, 0xfa, 0xfa, 0, 0],
                .duplicateExtension(ExtensionType(rawValue: 0xfafa)), .illegalParameter
            ),
            (.encryptedExtensions, [77, 0, 0, 0], .unknownMessage(HandshakeType(rawValue: 77)), .unexpectedMessage),
            (.encryptedExtensions, [8, 1, 0, 1], .messageTooLong(.encryptedExtensions), .decodeError),
            (.certificate, [11, 0, 0, 9, 0, 0, 0, 5, 0, 0, 0, 0, 0], .lengthOutOfRange, .decodeError),
        ] as [(HandshakeType, [UInt8], DecodingFailure.Kind, AlertDescription)])
    func malformed(
        type: HandshakeType, bytes: [UInt8], kind: DecodingFailure.Kind, alert: AlertDescription
    ) async throws {
        var pair = try EndpointPair(.stub, hostile: .stub(), .rewriting(type) { _ in bytes })
        await pair.run()
        guard case .malformedMessage(let failure)? = pair.clientLog.error?.fault else {
            Issue.record("\(String(describing: pair.clientLog.error))")
            return
        }
        #expect(failure.kind == kind)
        #expect(pair.serverLog.error?.fault == .alertReceived(alert))
    }

    @Test func keyUpdateWithAnUnknownRequest() async throws {
        var pair = try EndpointPair(.stub, hostile: .stub())
        await pair.run()
        try pair.server.inject(.handshake, [24, 0, 0, 1, 2])
        await pair.run()
        #expect(pair.serverLog.error?.fault == .alertReceived(.illegalParameter))
    }

    /// RFC 9846, Section 6: any other alert ends the connection, unknown ones too.
    @Test(arguments: [[2, 40], [1, 40], [2, 250], [1, 112]] as [[UInt8]]) func alerts(alert: [UInt8]) async throws {
        var pair = try EndpointPair(.stub, hostile: .stub())
        await pair.run()
        let before = pair.clientLog.written.count
        try pair.server.inject(.alert, alert)
        await pair.run()
        #expect(pair.clientLog.error?.fault == .alertReceived(AlertDescription(rawValue: alert[1])))
        // No alert answers an alert.
        #expect(pair.clientLog.written.count == before)
    }
}

/// A violation, and how a peer commits it.
struct ViolationCase: Sendable, CustomTestStringConvertible {
    typealias Logs = (honest: EndpointLog, hostile: EndpointLog)

    let violation: PeerViolation
    let alert: AlertDescription
    let provoke: @Sendable () async throws -> Logs

    static let all = byServer + byClient + byRecords + inTLS12

    init(
        _ violation: PeerViolation, _ alert: AlertDescription, _ provoke: @escaping @Sendable () async throws -> Logs
    ) {
        self.violation = violation
        self.alert = alert
        self.provoke = provoke
    }

    /// The case's name.
    var name: String { String("\(violation)".prefix { $0 != "(" }) }
    var testDescription: String { "\(violation)" }

    /// An honest client meets a hostile server.
    static func server(
        _ tampering: Tampering = .none, isResumed: Bool = false,
        client change: @Sendable (inout ClientConfiguration) -> Void = { _ in },
        server changeServer: @Sendable (inout ServerConfiguration) -> Void = { _ in },
        bytes: (@Sendable ([UInt8]) -> [UInt8])? = nil,
        after: @Sendable (inout HostileServer) throws -> Void = { _ in },
        bytesAfter: (@Sendable ([UInt8]) -> [UInt8])? = nil
    ) async throws -> Logs {
        let (client, server) = configurations(change, changeServer)
        let session = isResumed ? try await session(client, server) : nil
        var pair = try EndpointPair(client, hostile: server, tampering, session: session)
        if let bytes { pair.tamper = { role, sent in role == .server ? bytes(sent) : sent } }
        await pair.run()
        if let bytesAfter { pair.tamper = { role, sent in role == .server ? bytesAfter(sent) : sent } }
        try after(&pair.server)
        await pair.run()
        return (pair.clientLog, pair.serverLog)
    }

    /// An honest server meets a hostile client.
    static func client(
        _ tampering: Tampering = .none, isResumed: Bool = false,
        client change: @Sendable (inout ClientConfiguration) -> Void = { _ in },
        server changeServer: @Sendable (inout ServerConfiguration) -> Void = { _ in },
        bytes: (@Sendable ([UInt8]) -> [UInt8])? = nil
    ) async throws -> Logs {
        let (client, server) = configurations(change, changeServer)
        let session = isResumed ? try await session(client, server) : nil
        var pair = try EndpointPair(hostile: client, server, tampering, session: session)
        if let bytes { pair.tamper = { role, sent in role == .client ? bytes(sent) : sent } }
        await pair.run()
        return (pair.serverLog, pair.clientLog)
    }

    private static func configurations(
        _ change: (inout ClientConfiguration) -> Void, _ changeServer: (inout ServerConfiguration) -> Void
    ) -> (ClientConfiguration, ServerConfiguration) {
        var client = ClientConfiguration.stub
        client.groups = [.x25519, .secp256r1, .secp384r1]
        client.cipherSuites = [.aes128GCMSHA256, .aes256GCMSHA384]
        client.applicationProtocols = ["h2"]
        client.recordSizeLimit = 16_385
        client.identityProvider = StaticIdentities([StubPKI.identity(.p256)])
        change(&client)
        var server = ServerConfiguration.stub()
        server.applicationProtocols = ["h2"]
        server.sessionStore = store
        changeServer(&server)
        return (client, server)
    }

    private static let store = TicketProtector()

    private static func session(_ client: ClientConfiguration, _ server: ServerConfiguration) async throws -> Session {
        var client = client
        client.keyShareGroups = nil
        var server = server
        server.clientAuthentication = .none
        var pair = try InMemoryPair(client, server)
        await pair.run()
        return try #require(pair.clientLog.sessions.first)
    }
}
