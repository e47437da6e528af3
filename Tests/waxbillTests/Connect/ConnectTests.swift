import Foundation
import Testing
import WaxbillX509

@testable import waxbill

/// `waxbill connect` against OpenSSL's server.
@Suite(.enabled(if: Programs.openSSL != nil, "\(Programs.missingOpenSSL)"))
struct ConnectTests {
    let scratch: Scratch
    let authority: TestAuthority

    init() throws {
        scratch = try Scratch()
        authority = try TestAuthority(in: scratch)
    }

    private func server(_ arguments: [String] = ["-www"]) async throws -> (Program, port: Int) {
        let files = try authority.server()
        return try await Program.openSSLServer(
            ["-cert", files.certificate, "-key", files.key] + arguments)
    }

    @Test func getsAPage() async throws {
        let (server, port) = try await server()
        let ending = try await Program.runWaxbill([
            "connect", "localhost:\(port)", "--ca", authority.root, "--get", "/", "--timeout", "30",
        ])
        #expect(ending.status == 0, "\(ending.error)")
        #expect(ending.output.contains("TLSv1.3"))
        #expect(ending.error.contains("connected to localhost:\(port): TLSv1.3, TLS_AES_"))
        withExtendedLifetime(server) {}
    }

    @Test func pipesBothWays() async throws {
        let (server, port) = try await server(["-rev", "-naccept", "1"])
        let ending = try await Program.runWaxbill(
            ["connect", "localhost:\(port)", "--ca", authority.root, "--timeout", "30"], input: "drow eno\n")
        #expect(ending.output == "one word\n", "\(ending.error)")
        withExtendedLifetime(server) {}
    }

    @Test func reportsAsJSON() async throws {
        let (server, port) = try await server(["-www", "-alpn", "http/1.1"])
        let output = scratch.file("page")
        let ending = try await Program.runWaxbill([
            "connect", "localhost:\(port)", "--ca", authority.root, "--get", "/", "--json", "--alpn", "http/1.1",
            "--groups", "P-256", "--cipher", "TLS_CHACHA20_POLY1305_SHA256", "--output", output, "--timeout", "30",
        ])
        #expect(ending.status == 0, "\(ending.error)")
        let report = try ending.object()
        #expect(report["schema"] as? Int == 1)
        #expect(report["role"] as? String == "client")
        #expect(report["host"] as? String == "localhost")
        #expect(report["port"] as? Int == port)
        #expect(report["version"] as? String == "TLSv1.3")
        #expect(report["cipherSuite"] as? String == "TLS_CHACHA20_POLY1305_SHA256")
        #expect(report["group"] as? String == "secp256r1")
        #expect(report["signatureScheme"] as? String == "ecdsa_secp256r1_sha256")
        #expect(report["alpn"] as? String == "http/1.1")
        #expect(report["serverName"] as? String == "localhost")
        #expect(report["resumed"] as? Bool == false)
        #expect(report["helloRetryRequest"] as? Bool == false)
        #expect(report["clientAuthenticated"] as? Bool == false)
        #expect(report["verified"] as? Bool == true)
        #expect(report["error"] == nil)
        #expect((report["handshakeMicroseconds"] as? Int ?? 0) > 0)
        let body = try scratch.read("page")
        #expect(body.contains("TLSv1.3"))
        #expect((report["bytesRead"] as? Int ?? 0) > body.utf8.count)
        let certificates = try #require(report["peerCertificates"] as? [[String: Any]])
        #expect(certificates.count == 1)
        #expect((certificates.first?["sans"] as? [String])?.isEmpty == false)
        #expect((certificates.first?["sha256"] as? String)?.isEmpty == false)
        withExtendedLifetime(server) {}
    }

    @Test func takesPartInAHelloRetryRequest() async throws {
        let (server, port) = try await server(["-www", "-groups", "P-384"])
        let ending = try await Program.runWaxbill([
            "connect", "localhost:\(port)", "--ca", authority.root, "--json", "--timeout", "30",
        ])
        let report = try ending.object()
        #expect(report["helloRetryRequest"] as? Bool == true, "\(ending.error)")
        #expect(report["group"] as? String == "secp384r1")
        withExtendedLifetime(server) {}
    }

    @Test func resumes() async throws {
        let (server, port) = try await server()
        let ending = try await Program.runWaxbill([
            "connect", "localhost:\(port)", "--ca", authority.root, "--get", "/", "--json", "--resume", "3",
            "--timeout", "30",
        ])
        #expect(ending.status == 0, "\(ending.error)")
        let resumed = try ending.objects().map { $0["resumed"] as? Bool }
        #expect(resumed == [false, true, true, true])
        withExtendedLifetime(server) {}
    }

    @Test func saysWhereNothingCouldBeResumed() async throws {
        let (server, port) = try await server(["-www", "-num_tickets", "0"])
        let ending = try await Program.runWaxbill([
            "connect", "localhost:\(port)", "--ca", authority.root, "--get", "/", "--resume", "1", "--timeout", "30",
        ])
        #expect(ending.status == 1)
        #expect(ending.error.contains("no session ticket"))
        withExtendedLifetime(server) {}
    }

    @Test func renewsKeys() async throws {
        let (server, port) = try await server(["-rev", "-naccept", "1"])
        let ending = try await Program.runWaxbill(
            ["connect", "localhost:\(port)", "--ca", authority.root, "--key-update", "--narrate", "--timeout", "30"],
            input: "drow\n")
        #expect(ending.output == "word\n", "\(ending.error)")
        #expect(ending.error.contains("→ KeyUpdate"))
        #expect(ending.error.contains("← KeyUpdate"))
        withExtendedLifetime(server) {}
    }

    @Test func showsACertificate() async throws {
        let (server, port) = try await server([
            "-www", "-Verify", "1", "-CAfile", authority.root, "-verify_return_error",
        ])
        let files = try authority.client()
        let ending = try await Program.runWaxbill(
            ["connect", "localhost:\(port)", "--ca", authority.root, "--get", "/", "--json", "--timeout", "30"]
                + files.options)
        #expect(ending.status == 0, "\(ending.error)")
        #expect(try ending.object()["clientAuthenticated"] as? Bool == true)
        withExtendedLifetime(server) {}
    }

    @Test func namesTheAlertThatItReceives() async throws {
        let (server, port) = try await server([
            "-www", "-Verify", "1", "-CAfile", authority.root, "-verify_return_error",
        ])
        let ending = try await Program.runWaxbill([
            "connect", "localhost:\(port)", "--ca", authority.root, "--get", "/", "--json", "--timeout", "30",
        ])
        #expect(ending.status == 76)
        let report = try ending.object()
        #expect(report["alertReceived"] as? String == "certificate_required", "\(ending.error)")
        #expect((report["error"] as? String)?.contains("certificate_required") == true)
        withExtendedLifetime(server) {}
    }

    @Test func refusesAnUnknownAuthority() async throws {
        let (server, port) = try await server()
        let other = try TestAuthority(in: scratch, folder: "other")
        let ending = try await Program.runWaxbill([
            "connect", "localhost:\(port)", "--ca", other.root, "--json", "--timeout", "30",
        ])
        #expect(ending.status == 77)
        let report = try ending.object()
        #expect(report["alertSent"] as? String == "unknown_ca", "\(ending.error)")
        #expect(report["verified"] as? Bool == false)
        #expect((report["peerCertificates"] as? [Any])?.count == 1)
        #expect(ending.error.contains("--ca FILE"))
        withExtendedLifetime(server) {}
    }

    @Test func refusesAnotherName() async throws {
        let (server, port) = try await server()
        let ending = try await Program.runWaxbill([
            "connect", "localhost:\(port)", "--ca", authority.root, "--server-name", "other.test", "--json",
            "--timeout", "30",
        ])
        #expect(ending.status == 77)
        #expect(try ending.object()["alertSent"] as? String == "bad_certificate")
        withExtendedLifetime(server) {}
    }

    @Test func insecureSaysSo() async throws {
        let (server, port) = try await server()
        let ending = try await Program.runWaxbill([
            "connect", "localhost:\(port)", "--insecure", "--get", "/", "--json", "--timeout", "30",
        ])
        #expect(ending.status == 0)
        #expect(ending.error.contains("WARNING"))
        #expect(ending.error.contains("NOT verified"))
        #expect(try ending.object()["verified"] as? Bool == false)
        withExtendedLifetime(server) {}
    }

    @Test func readsHostsFromStandardInput() async throws {
        let (server, port) = try await server()
        let ending = try await Program.runWaxbill(
            ["connect", "-", "--ca", authority.root, "--json", "--timeout", "30"],
            input: "# two names of one server\nlocalhost:\(port)\n\n127.0.0.1:\(port)\n")
        #expect(ending.status == 0, "\(ending.error)")
        #expect(try ending.objects().map { $0["host"] as? String } == ["localhost", "127.0.0.1"])
        withExtendedLifetime(server) {}
    }

    @Test(arguments: [true, false])
    func writesAKeyLog(byOption: Bool) async throws {
        let (server, port) = try await server()
        let log = scratch.file("keys.log")
        let ending = try await Program.runWaxbill(
            ["connect", "localhost:\(port)", "--ca", authority.root, "--timeout", "30"]
                + (byOption ? ["--keylog", log] : []), environment: byOption ? [:] : ["SSLKEYLOGFILE": log])
        #expect(ending.status == 0, "\(ending.error)")
        let labels = try scratch.read("keys.log").split(separator: "\n").map { $0.prefix { $0 != " " } }
        for label in [
            "CLIENT_HANDSHAKE_TRAFFIC_SECRET", "SERVER_HANDSHAKE_TRAFFIC_SECRET", "CLIENT_TRAFFIC_SECRET_0",
            "SERVER_TRAFFIC_SECRET_0",
        ] { #expect(labels.contains { $0 == label }, "\(labels)") }
        withExtendedLifetime(server) {}
    }
}
