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
}
