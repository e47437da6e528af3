import Foundation
import Testing
import WaxbillX509

/// `waxbill files get`, `put`, `ls`, `rm` and `verify` as programs.
@Suite struct FilesClientCommandTests {
    private let scratch: Scratch
    private let authority: TestAuthority

    init() throws {
        scratch = try Scratch()
        authority = try TestAuthority(in: scratch)
        for folder in ["served/docs/sub", "received"] {
            try FileManager.default.createDirectory(atPath: scratch.file(folder), withIntermediateDirectories: true)
        }
    }

    /// Starts a server in which alice may do everything below /in and read the rest.
    private func serve() async throws -> (Program, String) {
        let arguments = [
            "files", "serve", scratch.file("served"), "--client-ca", authority.root, "--listen", "127.0.0.1:0",
            "--rights", "alice=/in:rwld,/:rl",
        ]
        let server = try Program.waxbill(arguments + (try authority.server().options))
        let address = try await server.errorLine("listening on ")
        return (server, address)
    }

    private func environment(_ client: IssuedFiles) -> [String: String] {
        ["WAXBILL_CA": authority.root, "WAXBILL_CERT": client.certificate, "WAXBILL_KEY": client.key]
    }

    private func run(_ arguments: [String], _ environment: [String: String]) async throws -> Program.Ending {
        try await Program.runWaxbill(["files"] + arguments, environment: environment)
    }

    private func block(_ count: Int) -> Data {
        Data((0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) })
    }

    @Test func filesGoThereAndBack() async throws {
        let (server, host) = try await serve()
        let known = environment(try authority.client())
        let content = block(3 << 20)
        try content.write(to: URL(fileURLWithPath: scratch.file("local.bin")))
        let put = try await run(["put", host, scratch.file("local.bin"), "--to", "/in", "--json"], known)
        #expect(put.status == 0, "\(put.error)")
        #expect(try put.object()["verified"] as? Bool == true)
        #expect(put.error.contains("issued by CN=Test ca, until "))

        let list = try await run(["ls", host, "/in", "-l", "--quiet"], known)
        #expect(list.output.contains("3145728") && list.output.contains("local.bin"))
        #expect(list.error.isEmpty)

        let to = scratch.file("received")
        let get = try await run(["get", host, "/in/local.bin", "--to", to, "--json"], known)
        #expect(get.status == 0, "\(get.error)")
        let report = try get.object()
        #expect(report["file"] as? String == "\(to)/local.bin")
        #expect(report["bytesReceived"] as? Int == 3 << 20)
        #expect(report["signer"] as? String == "CN=localhost")
        #expect(FileManager.default.contents(atPath: "\(to)/local.bin") == content)

        let verify = ["verify", "\(to)/local.bin", "--ca", authority.root, "--name", "127.0.0.1", "--json"]
        let good = try await run(verify, [:])
        #expect(good.status == 0, "\(good.error)")
        var wrong = content
        wrong[2 << 20] ^= 1
        try wrong.write(to: URL(fileURLWithPath: "\(to)/local.bin"))
        let bad = try await run(verify, [:])
        #expect(bad.status == 1)
        #expect((try bad.object()["firstWrongBlock"] as? [String: any Sendable])?["index"] as? Int == 2)

        let removed = try await run(["rm", host, "/in/local.bin"], known)
        #expect(removed.status == 0, "\(removed.error)")
        #expect(!FileManager.default.fileExists(atPath: scratch.file("served/in/local.bin")))
        server.interrupt(with: SIGTERM)
    }

    @Test func failuresHaveTheirStatuses() async throws {
        let (server, host) = try await serve()
        let known = environment(try authority.client())
        _ = try scratch.write("a", to: "served/docs/a.txt")
        _ = try scratch.write("b", to: "served/docs/sub/a.txt")
        let to = ["--to", scratch.file("received")]
        let missing = try await run(["get", host, "/nothing", "--json"] + to, known)
        #expect(missing.status == 66)
        #expect(((try missing.object()["error"]) as? [String: any Sendable])?["code"] as? String == "not_found")
        #expect(try await run(["get", host, "/docs/a.txt", "/docs/sub/a.txt"] + to, known).status == 73)
        #expect(try await run(["put", host, authority.root, "--to", "/docs"], known).status == 77)
        #expect(try await run(["get", host, "/docs/../a"] + to, known).status == 65)
        #expect(try await run(["get", host, "/docs/"] + to, known).status == 0)
        let again = try await run(["get", host, "/docs/"] + to, known)
        #expect(again.status == 73)
        #expect(again.error.contains("--overwrite replaces it"))
        #expect(try await run(["get", host, "/docs/", "--skip"] + to, known).status == 0)
        #expect(try await run(["get", host, "/", "--insecure"] + to, known).status == 64)
        server.interrupt(with: SIGTERM)
    }

    @Test func strangersAreTurnedAway() async throws {
        let (server, host) = try await serve()
        let stranger = try TestAuthority(in: scratch, folder: "other")
        let unknown = try await run(["ls", host], environment(try stranger.client(folder: "stranger")))
        #expect(unknown.status == 76)
        #expect(unknown.error.contains("unknown_ca"), "\(unknown.error)")
        var untrusting = environment(try authority.client())
        untrusting["WAXBILL_CA"] = stranger.root
        #expect(try await run(["ls", host], untrusting).status == 77)
        let known = environment(try authority.client(folder: "second"))
        #expect(try await run(["ls", host, "--server-name", "other.example"], known).status == 77)
        server.interrupt(with: SIGTERM)
        _ = try await server.ending()
        #expect(try await run(["ls", host], known).status == 69)
    }
}
