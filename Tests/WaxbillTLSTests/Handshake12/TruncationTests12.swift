import TLSWire
import Testing
import WaxbillTestSupport

@testable import WaxbillTLS

/// Each message of TLS 1.2 and before, cut short at every length, and a byte too long: decode_error, and no trap.
@Suite struct TruncationTests12 {
    /// The messages without an empty body.
    static let serverMessages: [HandshakeType] = [
        .serverHello, .certificate, .certificateStatus, .serverKeyExchange, .certificateRequest, .newSessionTicket,
        .finished,
    ]
    static let clientMessages: [HandshakeType] = [
        .clientHello, .certificate, .clientKeyExchange, .certificateVerify, .finished,
    ]
    static let cases = [
        Case12.usual, Case12(.tls12, .rsaWithAES128GCMSHA256), Case12(.tls10, .ecdheRSAWithAES128CBCSHA),
    ].filter { Case12.all.map(\.suite).contains($0.suite) }

    @Test(arguments: cases, serverMessages) func client(_ test: Case12, _ type: HandshakeType) async throws {
        try await check(type) { change in
            let server = test.scriptedServer()
            server.issuedTicket = [1, 2, 3]
            server.ocspResponse = [1, 2, 3]
            server.requestsCertificate = true
            server.rewrite(type, change)
            var configuration = test.client
            configuration.requestsOCSPResponse = true
            configuration.identityProvider = StaticIdentities([StubPKI.identity(.p256)])
            var client = try DrivenEndpoint(client: configuration)
            try await server.handshake(with: &client)
            return (client.log, server.alerts)
        }
    }

    @Test(arguments: cases, clientMessages) func server(_ test: Case12, _ type: HandshakeType) async throws {
        try await check(type) { change in
            let client = test.scriptedClient(identity: .p256)
            client.rewrite(type, change)
            var configuration = test.server
            configuration.clientAuthentication = .required
            var server = try DrivenEndpoint(server: configuration)
            try await client.handshake(with: &server)
            return (server.log, client.alerts)
        }
    }

    private func check(
        _ type: HandshakeType,
        _ run: (_ change: @escaping ([UInt8]) throws -> [UInt8]) async throws -> (EndpointLog, [AlertDescription])
    ) async throws {
        var missing = 1
        var bodyCount = Int.max
        while missing <= bodyCount {
            let count = missing
            let sent = Sent()
            let (log, alerts) = try await run { bytes in
                sent.message = Self.resized(bytes, Array(bytes.dropFirst(4).dropLast(count)))
                return sent.message
            }
            // With RSA key transport there is no ServerKeyExchange.
            guard !sent.message.isEmpty else {
                #expect(type == .serverKeyExchange)
                return
            }
            bodyCount = min(sent.message.count - 4 + count, bodyCount)
            // A hello may end before its extensions: an old peer's.
            if sent.isHelloWithoutExtensions {
                #expect(log.error?.alert != .decodeError)
            } else {
                #expect(log.error?.alert == (type == .finished ? .decryptError : .decodeError), "-\(count)")
                #expect(alerts == [log.error?.alert])
                #expect(log.summary == nil)
            }
            missing += 1
        }
        let (log, alerts) = try await run { bytes in Self.resized(bytes, bytes.dropFirst(4) + [0]) }
        #expect(log.error?.alert == (type == .finished ? .decryptError : .decodeError))
        #expect(alerts == [log.error?.alert])
    }

    /// The message as it was sent.
    private final class Sent {
        var message: [UInt8] = []

        var isHelloWithoutExtensions: Bool {
            let message = message
            let decoded = try? HandshakeMessage12(decoding: message.span.bytes)
            return switch decoded {
            case .clientHello(let hello)?: !hello.extensions.isPresent
            case .serverHello(let hello)?: !hello.extensions.isPresent
            default: false
            }
        }
    }

    /// The message with another body.
    private static func resized(_ bytes: [UInt8], _ body: [UInt8]) -> [UInt8] {
        [bytes[0], UInt8(body.count >> 16), UInt8(body.count >> 8 & 0xff), UInt8(body.count & 0xff)] + body
    }
}
