import Foundation
import Testing
import WaxbillX509

@testable import waxbill

/// `waxbill listen` reads its files again while it runs.
@Suite struct ReloadTests {
    private let scratch: Scratch
    private let authority: TestAuthority

    init() throws {
        scratch = try Scratch()
        authority = try TestAuthority(in: scratch)
    }

    /// The serial number of the certificate that a new client sees.
    private func serial(_ port: Int) async throws -> String? {
        let ending = try await Program.runWaxbill([
            "connect", "localhost:\(port)", "--ca", authority.root, "--json", "--get", "/", "--timeout", "30",
        ])
        let certificates = try ending.object()["peerCertificates"] as? [[String: any Sendable]]
        return certificates?.first?["serial"] as? String
    }

    /// Puts the files of one identity in the place of another's.
    private func replace(_ old: IssuedFiles, by new: IssuedFiles) throws {
        for (old, new) in [(old.certificate, new.certificate), (old.key, new.key)] {
            try FileManager.default.copyItem(atPath: new, toPath: old + ".new")
            guard rename(old + ".new", old) == 0 else { throw TestFailure("cannot rename \(old).new") }
        }
    }

    /// On SIGHUP all is read, changed or not.
    @Test func onASignal() async throws {
        let files = try authority.server()
        let (server, port) = try await Program.listen(
            files.options + ["--client-ca", authority.root, "--client-auth", "request"])
        server.interrupt(with: SIGHUP)
        let rest = try await server.errorLine("waxbill: reloaded \(files.certificate)")
        #expect(rest == ", \(files.key)")
        #expect(try await server.errorLine("waxbill: reloaded \(authority.root)").isEmpty)
        #expect(try await serial(port) != nil)
        server.interrupt(with: SIGTERM)
        #expect(try await server.ending().status == 0)
    }

    @Test func whenFilesChange() async throws {
        let files = try authority.server()
        let (server, port) = try await Program.listen(files.options)
        let before = try await serial(port)
        try replace(files, by: authority.server(folder: "newer"))
        _ = try await server.errorLine("waxbill: reloaded \(files.certificate)")
        let after = try await serial(port)
        #expect(before != nil && after != nil && before != after)
        withExtendedLifetime(server) {}
    }

    @Test func connectionsGoOn() async throws {
        let files = try authority.server()
        let (server, port) = try await Program.listen(files.options + ["--echo"])
        let client = try Program.waxbill(
            ["connect", "localhost:\(port)", "--ca", authority.root, "--timeout", "30"], input: nil)
        client.send("before\n")
        _ = try await client.outputLine("before")
        try replace(files, by: authority.server(folder: "newer"))
        server.interrupt(with: SIGHUP)
        _ = try await server.errorLine("waxbill: reloaded \(files.certificate)")
        client.send("after\n", ends: true)
        _ = try await client.outputLine("after")
        #expect(try await client.ending().status == 0)
        withExtendedLifetime(server) {}
    }

    @Test func brokenFiles() async throws {
        let files = try authority.server()
        let (server, port) = try await Program.listen(files.options)
        let before = try await serial(port)
        try "nothing".write(toFile: files.key, atomically: true, encoding: .utf8)
        let reason = try await server.errorLine("waxbill: kept the old content of \(files.certificate)")
        #expect(reason.contains("\(files.key) holds no private key"))
        #expect(try await serial(port) == before)
        withExtendedLifetime(server) {}
    }

    // MARK: Revocation

    @Test(.enabled(if: Programs.openSSL != nil, "\(Programs.missingOpenSSL)"))
    func revokedClient() async throws {
        let revocation = try await RevocationAuthority(of: authority)
        let (server, port) = try await Program.listen(
            authority.server().options + ["--client-ca", authority.root, "--crl", revocation.list])
        let alice = try authority.client("alice", folder: "alice")
        let bob = try authority.client("bob", folder: "bob")
        #expect(try await connect(port, as: alice).status == 0)
        try await revocation.revoke(alice.certificate)
        _ = try await server.errorLine("waxbill: reloaded \(revocation.list)")
        let refused = try await connect(port, as: alice)
        #expect(refused.status == 76 && refused.error.contains("certificate_revoked"), "\(refused.error)")
        #expect(try await connect(port, as: bob).status == 0)
        // A CRL that is no good does not let Alice in again.
        try "nothing".write(toFile: revocation.list, atomically: true, encoding: .utf8)
        _ = try await server.errorLine("waxbill: kept the old content of \(revocation.list)")
        #expect(try await connect(port, as: alice).status == 76)
        #expect(try await connect(port, as: bob).status == 0)
    }

    private func connect(_ port: Int, as client: IssuedFiles) async throws -> Program.Ending {
        try await Program.runWaxbill(
            ["connect", "localhost:\(port)", "--ca", authority.root, "--get", "/", "--timeout", "30"] + client.options)
    }

    /// A session from before the revocation does not help.
    @Test(
        .enabled(if: Programs.openSSL != nil, "\(Programs.missingOpenSSL)"),
        arguments: [["-tls1_3"], ["-tls1_2"], ["-tls1_2", "-no_ticket"]])
    func revokedClientWithASession(options: [String]) async throws {
        let revocation = try await RevocationAuthority(of: authority)
        let (server, port) = try await Program.listen(
            authority.server().options + ["--client-ca", authority.root, "--crl", revocation.list])
        let alice = try authority.client("alice")
        let session = scratch.file("session.pem")
        let first = try await resume(port, alice, options + ["-sess_out", session])
        #expect(first.output.contains("New, TLSv1"), "\(first.output)")
        let second = try await resume(port, alice, options + ["-sess_in", session, "-sess_out", session])
        #expect(second.output.contains("Reused, TLSv1"), "\(second.output)")
        #expect(second.output.contains("client authenticated: yes"))
        try await revocation.revoke(alice.certificate)
        _ = try await server.errorLine("waxbill: reloaded \(revocation.list)")
        let third = try await resume(port, alice, options + ["-sess_in", session])
        #expect(!third.output.contains("Reused, TLSv1"))
        #expect(!third.output.contains("client authenticated"))
        #expect(third.error.contains("alert number 44"), "\(third.error)")
    }

    /// Gets a page with `openssl s_client`.
    private func resume(_ port: Int, _ client: IssuedFiles, _ options: [String]) async throws -> Program.Ending {
        guard let openSSL = Programs.openSSL else { throw TestFailure(Programs.missingOpenSSL) }
        return try await Program(
            openSSL,
            ["s_client", "-connect", "127.0.0.1:\(port)", "-CAfile", authority.root, "-ign_eof"]
                + client.options.map {
                    ["--cert": "-cert", "--key": "-key"][$0] ?? $0
                } + options,
            input: "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
        ).ending()
    }
}
