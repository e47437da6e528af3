import ArgumentParser
import Foundation
import Testing
import WaxbillTLS
import WaxbillX509

@testable import waxbill

/// TLS 1.2 by default, and the old versions and weak suites by name, between our own programs.
@Suite struct OldVersionTests {
    let scratch: Scratch
    let authority: TestAuthority

    init() throws {
        scratch = try Scratch()
        authority = try TestAuthority(in: scratch)
    }

    private func connect(_ port: Int, _ arguments: [String]) async throws -> Program.Ending {
        try await Program.runWaxbill(
            ["connect", "localhost:\(port)", "--ca", authority.root, "--get", "/", "--timeout", "30"] + arguments)
    }

    @Test(arguments: [KeyKind.p256, .rsa2048]) func speaksTLS12ByDefault(key: KeyKind) async throws {
        let (server, port) = try await Program.listen(try authority.server(key: key).options)
        let client = try await connect(port, ["--tls", "1.2", "--json"])
        #expect(client.status == 0, "\(client.error)")
        let report = try client.object()
        #expect(report["version"] as? String == "TLSv1.2")
        #expect(report["keyExchange"] as? String == "ECDHE")
        #expect(report["forwardSecret"] as? Bool == true)
        #expect(report["extendedMasterSecret"] as? Bool == true)
        #expect(report["encryptThenMAC"] is NSNull)
        #expect(!client.error.contains("warning"))
        withExtendedLifetime(server) {}
    }

    @Test func resumesTLS12() async throws {
        let (server, port) = try await Program.listen(try authority.server().options)
        let client = try await connect(port, ["--tls", "1.2", "--resume", "2"])
        #expect(client.status == 0, "\(client.error)")
        #expect(client.error.components(separatedBy: "resumed").count == 3, "\(client.error)")
        withExtendedLifetime(server) {}
    }

    @Test func tellsTLS12() async throws {
        let (server, port) = try await Program.listen(try authority.server(key: .rsa2048).options + ["--narrate"])
        let client = try await connect(port, ["--tls", "1.2", "--narrate"])
        for text in [
            "← ServerKeyExchange, ", "curve: x25519", "← ServerHelloDone, ", "→ ClientKeyExchange, ",
            "→ ChangeCipherSpec, from here on we protect records", "← NewSessionTicket, ", "subject: CN=localhost",
            "key exchange: ECDHE", "extended main secret: yes", "secret CLIENT_RANDOM",
        ] { #expect(client.error.contains(text), "\(text): \(client.error)") }
        #expect(client.error.contains("TLSv1.2, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, x25519"))
        #expect(client.error.contains("ECDHE, extended main secret"))
        withExtendedLifetime(server) {}
    }

    /// What is off at the server is refused, and both are told which option would allow it.
    @Test func refusesWhatIsOff() async throws {
        let (server, port) = try await Program.listen(try authority.server(key: .rsa2048).options)
        let transport = try await connect(port, ["-c", "AES128-GCM-SHA256"])
        #expect(transport.status == 76)
        #expect(transport.error.contains("handshake_failure"))
        #expect(
            try await server.errorLine("  hint: ") == "--cipher AES128-GCM-SHA256 would allow RSA key transport")
        withExtendedLifetime(server) {}
    }

    #if BoringSSL
    @Test func refusesOldVersionsThatAreOff() async throws {
        let (server, port) = try await Program.listen(try authority.server().options)
        let old = try await connect(port, ["--tls", "1.1"])
        #expect(old.status == 76)
        #expect(old.error.contains("if the server speaks another version: --tls "))
        #expect(try await server.errorLine("  hint: ") == "--tls 1.1 would allow TLSv1.1")
        withExtendedLifetime(server) {}
    }

    @Test(arguments: [
        (["-c", "AES256-SHA", "--tls", "1.1"], "TLSv1.1", "RSA", true), (["-c", "AES256-SHA"], "TLSv1.2", "RSA", true),
        (["--tls", "1.0"], "TLSv1.0", "ECDHE", true),
        (["-c", "ECDHE-RSA-AES256-SHA384", "--no-encrypt-then-mac"], "TLSv1.2", "ECDHE", false),
    ])
    func speaksWhatIsNamed(arguments: [String], version: String, keyExchange: String, encryptThenMAC: Bool) async throws
    {
        let suites = PreferenceList<CipherSuite>.supported.map { $0.openSSLName ?? "" }.joined(separator: ":")
        let (server, port) = try await Program.listen(
            try authority.server(key: .rsa2048).options + ["--tls", "1.0-1.3", "-c", suites])
        let client = try await connect(port, arguments + ["--json"])
        #expect(client.status == 0, "\(client.error)")
        let report = try client.object()
        #expect(report["version"] as? String == version)
        #expect(report["keyExchange"] as? String == keyExchange)
        #expect(report["forwardSecret"] as? Bool == (keyExchange == "ECDHE"))
        #expect(report["encryptThenMAC"] as? Bool == encryptThenMAC)
        #expect(client.error.contains("waxbill: warning: "))
        // The server has everything on, and warns of each.
        #expect(try await server.errorLine("waxbill: warning: TLS 1.0 ").contains("RFC 8996"))
        withExtendedLifetime(server) {}
    }

    /// Certificates of clients, with keys that sign otherwise in each version.
    @Test(arguments: [KeyKind.p256, .rsa2048], ["1.0", "1.1", "1.2", "1.3"])
    func showsACertificate(key: KeyKind, version: String) async throws {
        let (server, port) = try await Program.listen(
            try authority.server().options + ["--tls", "1.0-1.3", "--client-ca", authority.root])
        let client = try await connect(
            port, ["--tls", version, "--json"] + authority.client(key: key).options)
        #expect(client.status == 0, "\(client.error)")
        #expect(try client.object()["clientAuthenticated"] as? Bool == true)
        withExtendedLifetime(server) {}
    }
    #endif

    @Test func fallsBackOnlyWhereThereIsNeed() async throws {
        let (server, port) = try await Program.listen(try authority.server().options)
        let client = try await connect(port, ["--tls", "1.2", "--fallback-scsv"])
        #expect(client.status == 76)
        #expect(client.error.contains("inappropriate_fallback"))
        #expect(client.error.contains("leave out --fallback-scsv"))
        withExtendedLifetime(server) {}
    }

    /// In TLS 1.2 it is a message of its own, in TLS 1.3 a part of the Certificate. This one is none.
    @Test(arguments: ["1.2", "1.3"])
    func asksForAnOCSPResponse(version: String) async throws {
        let response = try scratch.write("response", to: "response-\(version).der")
        let (server, port) = try await Program.listen(try authority.server().options + ["--ocsp", response])
        let asking = try await connect(port, ["--tls", version, "--status", "--narrate"])
        #expect(asking.status == 77, "\(asking.error)")
        #expect(asking.error.contains("OCSP response: 8 bytes"))
        let silent = try await connect(port, ["--tls", version, "--narrate"])
        #expect(silent.status == 0, "\(silent.error)")
        #expect(!silent.error.contains("OCSP response"))
        withExtendedLifetime(server) {}
    }

    @Test func takesTheClientsFirstSuiteIfTold() async throws {
        let identity = try authority.server().options
        for (options, suite) in [([], "AES_128_GCM"), (["--prefer-client-ciphers"], "CHACHA20")] {
            let (server, port) = try await Program.listen(identity + options)
            for (version, suites) in [
                ("1.2", "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-GCM-SHA256"),
                ("1.3", "TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256"),
            ] {
                let client = try await connect(port, ["--tls", version, "-c", suites, "--json"])
                #expect(try (client.object()["cipherSuite"] as? String)?.contains(suite) == true)
            }
            withExtendedLifetime(server) {}
        }
    }

    @Test func staplesOCSPResponses() async throws {
        let files = try authority.server()
        let response = try scratch.write("response", to: "response.der")
        let options = try ServerIdentityOptions.parse(files.options + ["--ocsp", response])
        let request = IdentityRequest(
            role: .server, version: .tls12, serverName: nil, signatureSchemes: [.ecdsaSecp256r1SHA256],
            acceptsKeyTransport: false, certificateAuthorities: [], applicationProtocols: [])
        let identity = try #require(try options.credentials().identities.identity(for: request))
        #expect(identity.ocspResponse == Array("response".utf8))
        for arguments in [["--ocsp", response, "--ocsp", response], ["--ocsp", "/dev/null"], ["--ocsp", "/no/such"]] {
            let ending = try await Program.runWaxbill(["listen", "0"] + files.options + arguments)
            #expect([64, 65, 66].contains(ending.status), "\(ending.error)")
        }
    }
}
