import TLSCrypto
import TLSWire
import WaxbillTestSupport

@testable import WaxbillTLS

extension ViolationCase {
    /// What peers of TLS 1.2 and before can do wrong, as scripted peers do it.
    static let inTLS12 = byServer12 + clientMessages12 + records12

    private static let usual = Case12.usual

    private static let clientMessages12 = [
        // Nothing of the next flight can be there before its answer.
        ViolationCase(.dataAfterFlight, .unexpectedMessage) {
            try await scriptedClient {
                $0.packing = .together
                $0.edit = { $0.append(.unhashed([16, 0])) }
            }
        },
        ViolationCase(.compressionOffered, .illegalParameter) {
            try await scriptedClient { $0.change(ClientHello.self) { $0.legacyCompressionMethods = [1] } }
        },
        ViolationCase(.inappropriateFallback(.tls12), .inappropriateFallback) {
            try await scriptedClient(server: { $0.versions = .tls12 ... .tls13 }) {
                $0.furtherSuites.append(.fallbackSCSV)
            }
        },
        ViolationCase(.renegotiationInfoInvalid, .handshakeFailure) {
            try await scriptedClient {
                $0.change(ClientHello.self) { $0.extensions.append(RenegotiationInfo(renegotiatedConnection: [1])) }
            }
        },
        ViolationCase(.extendedMainSecretMissing, .handshakeFailure) {
            try await scriptedClient(server: { $0.requiresExtendedMainSecret = true }) {
                $0.wantsExtendedMainSecret = false
            }
        },
        ViolationCase(.certificateWithheld, .handshakeFailure) {
            try await scriptedClient(server: { $0.clientAuthentication = .required }) { _ in }
        },
        ViolationCase(.chainTooLong(17), .decodeError) {
            try await scriptedClient(identity: .p256, server: { $0.clientAuthentication = .required }) {
                $0.change(Certificate12.self) {
                    $0.certificateList = Array(repeating: $0.certificateList[0], count: 17)
                }
            }
        },
        ViolationCase(.signatureSchemeNotOffered(.ecdsaSHA1), .illegalParameter) {
            try await scriptedClient(
                identity: .p256,
                server: {
                    $0.clientAuthentication = .required
                    $0.signatureSchemes = [.ecdsaSecp256r1SHA256]
                }
            ) { $0.signatureScheme = .ecdsaSHA1 }
        },
        ViolationCase(.signatureInvalid, .decryptError) {
            try await scriptedClient(identity: .p256, server: { $0.clientAuthentication = .required }) {
                $0.change(CertificateVerify12.self) { $0.signedMessages.signature[9] ^= 1 }
            }
        },
        // Without the proof that the certificate is the client's.
        ViolationCase(.unexpectedContentType(.changeCipherSpec), .unexpectedMessage) {
            try await scriptedClient(identity: .p256, server: { $0.clientAuthentication = .required }) {
                $0.edit = { $0.remove(.message(.certificateVerify)) }
            }
        },
        // A certificate of a type that was not asked for (RFC 5246, Section 7.4.6).
        ViolationCase(.certificateUnusable("it is of no type that was asked for"), .unsupportedCertificate) {
            try await scriptedClient(
                identity: .rsa2048,
                server: {
                    $0.clientAuthentication = .required
                    $0.signatureSchemes = [.ecdsaSecp256r1SHA256]
                }
            ) { $0.signatureScheme = .rsaPSSRSAESHA256 }
        },
        ViolationCase(.invalidShare(.x25519), .illegalParameter) {
            try await scriptedClient {
                $0.change(ClientKeyExchange.self) {
                    $0 = ClientKeyExchange(ClientECDiffieHellmanPublic(publicPoint: [UInt8](repeating: 0, count: 32)))
                }
            }
        },
        ViolationCase(.verifyDataWrong, .decryptError) {
            try await scriptedClient { $0.change(Finished.self) { $0.verifyData[11] ^= 1 } }
        },
        ViolationCase(.tooManyRenegotiationRequests, .noRenegotiation) {
            try await scriptedClient { client in
                client.edit = { [weak client] flight in
                    guard flight.last == .message(.finished), let hello = try? client?.make(.clientHello) else {
                        return
                    }
                    flight += Array(repeating: .unhashed(hello), count: 5)
                }
            }
        },
    ]

    private static let records12 = [
        ViolationCase(.recordVersion(.tls11), .protocolVersion) {
            try await scriptedClient {
                $0.edit = { $0.insert(.bytes([22, 3, 2, 0, 1, 16]), before: .message(.clientKeyExchange)) }
            }
        },
        // What a record announces counts already.
        ViolationCase(.recordVersion(ProtocolVersion(rawValue: 0x0403)), .protocolVersion) {
            try await scriptedServer {
                $0.edit = { $0.insert(.bytes([22, 4, 3, 0, 1]), after: .message(.serverHello)) }
            }
        },
        ViolationCase(.recordOverflow(18_433), .recordOverflow) {
            try await scriptedServer { $0.edit = { $0.insert(.bytes([22, 3, 3, 0x48, 0x01]), after: .keys) } }
        },
        ViolationCase(.recordOverflow(16_385), .recordOverflow) {
            try await scriptedServer {
                $0.edit = { $0.insert(.bytes([22, 3, 3, 0x40, 0x01]), after: .message(.serverHello)) }
            }
        },
        ViolationCase(.malformedChangeCipherSpec, .unexpectedMessage) {
            try await scriptedServer {
                $0.edit = { $0.replace(.changeCipherSpec, with: .record(.changeCipherSpec, [2])) }
            }
        },
        ViolationCase(.malformedChangeCipherSpec, .unexpectedMessage) {
            try await scriptedClient {
                $0.edit = { $0.replace(.changeCipherSpec, with: .record(.changeCipherSpec, [1, 1])) }
            }
        },
        // A Finished that begins before the ChangeCipherSpec (RFC 5246, Section 7.1).
        ViolationCase(.interleavedHandshakeMessage, .unexpectedMessage) {
            try await scriptedClient { $0.edit = { $0.insert(.unhashed([20, 0, 0]), before: .changeCipherSpec) } }
        },
        ViolationCase(.badRecordMAC, .badRecordMAC) {
            try await scriptedClient { $0.edit = { $0.remove(.keys) } }
        },
        ViolationCase(.tooManyEmptyRecords, .unexpectedMessage) {
            try await scriptedServer {
                $0.edit = { if $0.contains(.keys) { $0 += Array(repeating: .data([]), count: 33) } }
            }
        },
        // Alerts between them change nothing.
        ViolationCase(.tooManyEmptyRecords, .unexpectedMessage) {
            try await scriptedServer {
                $0.edit = {
                    guard $0.contains(.keys) else { return }
                    $0 += Array(repeating: .data([]), count: 32) + [.alert(.warning, .userCanceled), .data([])]
                }
            }
        },
        ViolationCase(.emptyHandshakeFragment, .unexpectedMessage) {
            try await scriptedServer { $0.edit = { $0.insert(.record(.handshake, []), before: .message(.finished)) } }
        },
        ViolationCase(.unexpectedContentType(.heartbeat), .unexpectedMessage) {
            try await scriptedServer { $0.edit = { $0.insert(.record(.heartbeat, [1]), before: .message(.finished)) } }
        },
    ]
}

extension ViolationCase {
    /// An honest client meets a scripted server.
    static func scriptedServer(
        _ test: Case12 = .usual, client change: (inout ClientConfiguration) -> Void = { _ in },
        _ script: (ScriptedServer12) -> Void
    ) async throws -> Logs {
        var configuration = test.client
        change(&configuration)
        let server = test.scriptedServer()
        script(server)
        var client = try DrivenEndpoint(client: configuration)
        try await server.handshake(with: &client)
        return (client.log, server.log)
    }

    /// The same with a session from an honest handshake before.
    static func resumingServer(
        _ test: Case12 = .usual, client change: (inout ClientConfiguration) -> Void = { _ in },
        _ script: (ScriptedServer12) -> Void
    ) async throws -> Logs {
        var configuration = test.client
        change(&configuration)
        let first = test.scriptedServer()
        var client = try DrivenEndpoint(client: configuration)
        try await first.handshake(with: &client)
        let server = test.scriptedServer(session: first.newSession)
        script(server)
        client = try DrivenEndpoint(client: configuration, session: client.log.sessions.first)
        try await server.handshake(with: &client)
        return (client.log, server.log)
    }

    /// An honest server meets a scripted client.
    static func scriptedClient(
        _ test: Case12 = .usual, identity: StubPKI.KeyType? = nil,
        server change: (inout ServerConfiguration) -> Void = { _ in },
        _ script: (ScriptedClient12) -> Void
    ) async throws -> Logs {
        var configuration = test.server
        change(&configuration)
        let client = test.scriptedClient(identity: identity)
        script(client)
        var server = try DrivenEndpoint(server: configuration)
        try await client.handshake(with: &server)
        return (server.log, client.log)
    }

    /// The same with a session from an honest handshake before.
    static func resumingClient(_ script: (ScriptedClient12) -> Void) async throws -> Logs {
        var configuration = usual.server
        configuration.sessionStore = TicketProtector()
        let first = usual.scriptedClient()
        var server = try DrivenEndpoint(server: configuration)
        try await first.handshake(with: &server)
        let client = usual.scriptedClient(session: first.newSession)
        script(client)
        server = try DrivenEndpoint(server: configuration)
        try await client.handshake(with: &server)
        return (server.log, client.log)
    }
}

extension ScriptedPeer {
    /// What the peer saw, in the form of an endpoint's log.
    fileprivate var log: EndpointLog {
        var log = EndpointLog()
        log.error = alerts.last.map { TLSError(.alertReceived($0)) }
        return log
    }
}
