import Foundation
import Testing

@testable import waxbill

/// What `--narrate` tells, on both sides of one connection.
@Suite struct NarrationTests {
    private func narrations(_ arguments: [String] = []) async throws -> (client: String, server: String) {
        let authority = try TestAuthority(in: try Scratch())
        let (server, port) = try await Program.listen(authority.server().options + ["--once", "--narrate"] + arguments)
        let client = try await Program.runWaxbill(
            [
                "connect", "localhost:\(port)", "--ca", authority.root, "--get", "/", "--narrate", "--timeout", "30",
            ] + arguments)
        #expect(client.status == 0, "\(client.error)")
        return (client.error, try await server.ending().error)
    }

    @Test func tellsEachMessageWithDirectionNameAndSize() async throws {
        let (client, server) = try await narrations()
        let flight = [
            ("→", "ClientHello"), ("←", "ServerHello"), ("←", "EncryptedExtensions"), ("←", "Certificate"),
            ("←", "CertificateVerify"), ("←", "Finished"), ("→", "Finished"), ("←", "NewSessionTicket"),
        ]
        for (direction, name) in flight {
            let pattern = try Regex("ms \(direction) \(name), [0-9]+ bytes")
            #expect(client.contains(pattern), "\(direction) \(name): \(client)")
            let mirrored = try Regex("ms \(direction == "→" ? "←" : "→") \(name), [0-9]+ bytes")
            #expect(server.contains(mirrored), "\(direction) \(name): \(server)")
        }
        // In order.
        let positions = flight.map { client.range(of: "\($0.0) \($0.1),")?.lowerBound }
        #expect(positions.allSatisfy { $0 != nil })
        #expect(positions.compactMap(\.self) == positions.compactMap(\.self).sorted())
    }

    @Test(arguments: [
        "· TCP connection to localhost:", "random: ", "cipher suites: TLS_AES_128_GCM_SHA256, ", "versions: TLSv1.3",
        "cipher suite: TLS_AES_",
        "groups: X25519MLKEM768, x25519", "key shares: X25519MLKEM768 (1216 bytes), x25519 (32 bytes)",
        "key share: X25519MLKEM768 (1120 bytes)", "server name: \"localhost\"", "subject: ", "issuer: ", "sha256: ",
        "signature scheme: ecdsa_secp256r1_sha256", "verify_data: ", "ticket: ", "lifetime: ",
        "✓ handshake complete", "request: ", "response: ", "Alert close_notify", "meaning: ",
    ])
    func tellsFacts(fact: String) async throws {
        let (client, _) = try await narrations()
        #expect(client.contains(fact), "\(client)")
    }

    @Test func tellsSecretsByNameOnly() async throws {
        let (client, server) = try await narrations()
        #expect(client.contains("secret CLIENT_HANDSHAKE_TRAFFIC_SECRET"), "\(client)")
        #expect(server.contains("secret CLIENT_HANDSHAKE_TRAFFIC_SECRET"))
        #expect(!client.contains("value: "))
    }

    @Test func tellsSecretsWhereAsked() async throws {
        let (client, _) = try await narrations(["--secrets"])
        #expect(client.contains("value: "))
    }

    @Test func hasColorsWhereAsked() async throws {
        #expect(try await narrations(["--color", "always"]).client.contains("\u{1b}[1m→ ClientHello\u{1b}[0m"))
        #expect(try await !narrations().client.contains("\u{1b}"))
    }
}
