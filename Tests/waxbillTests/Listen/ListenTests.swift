import Foundation
import Testing
import WaxbillX509

@testable import waxbill

/// `waxbill listen` with clients of others and our own.
@Suite struct ListenTests {
    let scratch: Scratch
    let authority: TestAuthority

    init() throws {
        scratch = try Scratch()
        authority = try TestAuthority(in: scratch)
    }

    private func listen(_ arguments: [String] = [], identity: [String]? = nil) async throws -> (Program, port: Int) {
        try await Program.listen(try (identity ?? authority.server().options) + arguments)
    }

    @Test(.enabled(if: Programs.curl != nil, "\(Programs.missingCurl)"))
    func servesCurl() async throws {
        let (server, port) = try await listen()
        let curl = try #require(Programs.curl)
        let ending = try await Program(
            curl, ["-sS", "--cacert", authority.root, "https://localhost:\(port)/some/path?x=1"]
        ).ending()
        #expect(ending.status == 0, "\(ending.error)")
        #expect(ending.output.contains("GET /some/path?x=1"))
        #expect(ending.output.contains("TLSv1.3"))
        withExtendedLifetime(server) {}
    }

    @Test(.enabled(if: Programs.openSSL != nil, "\(Programs.missingOpenSSL)"))
    func echoesToOpenSSL() async throws {
        let (server, port) = try await listen(["--echo", "--once", "--json"])
        let client = try Program.openSSLClient(
            port, ["-CAfile", authority.root, "-verify_return_error", "-servername", "localhost"], input: nil)
        client.send("wax and bill\n")
        _ = try await client.outputLine("wax and bill")
        client.send("", ends: true)
        #expect(try await client.ending().status == 0)
        let ending = try await server.ending()
        #expect(ending.status == 0, "\(ending.error)")
        let report = try ending.object()
        #expect(report["role"] as? String == "server")
        #expect(report["serverName"] as? String == "localhost")
        #expect(report["bytesRead"] as? Int == 13)
        #expect(report["bytesWritten"] as? Int == 13)
    }

    @Test func servesOurOwnClient() async throws {
        let (server, port) = try await listen(["--once"])
        let client = try await Program.runWaxbill([
            "connect", "localhost:\(port)", "--ca", authority.root, "--get", "/", "--timeout", "30",
        ])
        #expect(client.status == 0, "\(client.error)")
        #expect(client.output.contains("X25519MLKEM768"))
        #expect(try await server.ending().status == 0)
    }

    @Test func resumesOurOwnClient() async throws {
        let (server, port) = try await listen(["--json"])
        let client = try await Program.runWaxbill([
            "connect", "localhost:\(port)", "--ca", authority.root, "--get", "/", "--resume", "2", "--timeout", "30",
        ])
        #expect(client.status == 0, "\(client.error)")
        server.interrupt(with: SIGTERM)
        let ending = try await server.ending()
        // A connection of which the client has seen the end may be reported after the next.
        let resumed = try ending.objects().map { $0["resumed"] as? Bool }
        #expect(resumed.count == 3 && resumed.count { $0 == true } == 2 && resumed.contains(false))
    }

    @Test func givesNoTicketsWhereNoneAreWanted() async throws {
        let (server, port) = try await listen(["--tickets", "0"])
        let client = try await Program.runWaxbill([
            "connect", "localhost:\(port)", "--ca", authority.root, "--get", "/", "--resume", "1", "--timeout", "30",
        ])
        #expect(client.status == 1)
        #expect(client.error.contains("no session ticket"))
        withExtendedLifetime(server) {}
    }

    @Test func choosesTheIdentityByName() async throws {
        let first = try authority.server(["one.test"], folder: "one")
        let second = try authority.server(["two.test"], key: .ed25519, folder: "two")
        let (server, port) = try await listen(identity: first.options + second.options)
        for (name, scheme) in [("one.test", "ecdsa_secp256r1_sha256"), ("two.test", "ed25519")] {
            let client = try await Program.runWaxbill([
                "connect", "localhost:\(port)", "--ca", authority.root, "--server-name", name, "--json", "--get", "/",
                "--timeout", "30",
            ])
            #expect(try client.object()["signatureScheme"] as? String == scheme, "\(client.error)")
        }
        withExtendedLifetime(server) {}
    }

    @Test func requiresClientCertificates() async throws {
        let (server, port) = try await listen(["--client-ca", authority.root, "--json", "--once"])
        let client = try await Program.runWaxbill([
            "connect", "localhost:\(port)", "--ca", authority.root, "--get", "/", "--timeout", "30",
        ])
        #expect(client.status == 76)
        #expect(client.error.contains("certificate_required"))
        let ending = try await server.ending()
        #expect(ending.status == 76)
        #expect(try ending.object()["alertSent"] as? String == "certificate_required")
    }

    @Test func letsInClientsWithACertificate() async throws {
        let (server, port) = try await listen(["--client-ca", authority.root])
        let files = try authority.client("alice")
        let client = try await Program.runWaxbill(
            ["connect", "localhost:\(port)", "--ca", authority.root, "--get", "/", "--timeout", "30"] + files.options)
        #expect(client.status == 0, "\(client.error)")
        #expect(client.output.contains("client authenticated: yes"))
        #expect(client.output.contains("alice"))
        withExtendedLifetime(server) {}
    }

    @Test func refusesClientsOfAnotherAuthority() async throws {
        let (server, port) = try await listen(["--client-ca", authority.root, "--once"])
        let stranger = try TestAuthority(in: scratch, folder: "other").client("mallory", folder: "mallory")
        let client = try await Program.runWaxbill(
            ["connect", "localhost:\(port)", "--ca", authority.root, "--get", "/", "--timeout", "30"] + stranger.options
        )
        #expect(client.status == 76, "\(client.error)")
        #expect(client.error.contains("unknown_ca"))
        #expect(try await server.ending().status == 77)
    }

    @Test func asksForCertificatesWithoutRequiringThem() async throws {
        let (server, port) = try await listen(["--client-ca", authority.root, "--client-auth", "request"])
        let client = try await Program.runWaxbill([
            "connect", "localhost:\(port)", "--ca", authority.root, "--get", "/", "--timeout", "30",
        ])
        #expect(client.status == 0, "\(client.error)")
        #expect(client.output.contains("client authenticated: no"))
        withExtendedLifetime(server) {}
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func endsOnASignal(signal: Int32) async throws {
        let (server, _) = try await listen()
        server.interrupt(with: signal)
        #expect(try await server.ending().status == 0)
    }

    @Test(arguments: [
        (["listen", "0"], 64), (["listen", "localhost"], 64), (["listen", "0", "--cert", "a"], 64),
        (["listen", "0", "--cert", "/no/such", "--key", "/no/such"], 66),
        (["listen", "0", "--cert", "a", "--key", "b", "--client-auth", "require"], 64),
        (["listen", "0", "--cert", "a", "--key", "b", "--www", "--echo"], 64),
        (["listen", "0", "--cert", "a", "--key", "b", "--tickets", "17"], 64),
    ])
    func exitsWith(arguments: [String], status: Int) async throws {
        let ending = try await Program.runWaxbill(arguments)
        #expect(Int(ending.status) == status, "\(ending.error)")
    }

    @Test func servesOneOfManyOnce() async throws {
        let (server, port) = try await listen(["--once", "--json"])
        let root = authority.root
        let statuses = try await withThrowingTaskGroup(of: Int32.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    try await Program.runWaxbill([
                        "connect", "localhost:\(port)", "--ca", root, "--get", "/", "--timeout", "30",
                    ]).status
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.count { $0 == 0 } == 1)
        let ending = try await server.ending()
        #expect(ending.status == 0, "\(ending.error)")
        #expect(try ending.objects().count == 1)
    }

    @Test func endsWithClientsInside() async throws {
        let (server, port) = try await listen(["--echo"])
        let client = try Program.waxbill(
            ["connect", "localhost:\(port)", "--ca", authority.root, "--timeout", "30"], input: nil)
        client.send("hello\n")
        _ = try await client.outputLine("hello")
        let idle = try IdleClient(port: port)
        server.interrupt(with: SIGTERM)
        #expect(try await server.ending().status == 0)
        #expect(try await client.ending().status == 0)
        withExtendedLifetime(idle) {}
    }

    @Test func saysThatAPortIsTaken() async throws {
        let (server, port) = try await listen()
        let ending = try await Program.runWaxbill(["listen", "\(port)"] + authority.server(folder: "again").options)
        #expect(ending.status == 69)
        withExtendedLifetime(server) {}
    }
}
