import Foundation
import Testing
import WaxbillX509

@testable import waxbill

/// `waxbill files serve` as a command: options, logs, signals.
@Suite struct FilesServeCommandTests {
    private let scene: FilesScene

    init() throws {
        scene = try FilesScene()
        _ = try scene.scratch.write("hello world\n", to: "served/hello.txt")
    }

    private func run(_ options: [String], folder: String = "served") async throws -> Program.Ending {
        try await Program.runWaxbill(
            ["files", "serve", scene.scratch.file(folder), "--listen", "0"] + scene.server.options + options)
    }

    @Test func wrongCalls() async throws {
        let authority = ["--client-ca", scene.root]
        let unknown = try await run([])
        #expect(unknown.status == 64 && unknown.error.contains("--client-ca"))
        for options in [
            ["--client-auth", "request"], ["--max-upload", "5X"], ["--idle-timeout", "0"], ["--listen", "x:y"],
        ] {
            #expect(try await run(authority + options).status == 64, "\(options)")
        }
        let rules = try await run(authority + ["--rights", "alice=/:rx"])
        #expect(rules.status == 65 && rules.error.contains("line 1, column 10"), "\(rules.error)")
        let file = try scene.scratch.write("# all\n\nalice\n", to: "rights")
        let inFile = try await run(authority + ["--rights", file])
        #expect(inFile.status == 65 && inFile.error.contains("\(file), line 3, column 1"), "\(inFile.error)")
        #expect(try await run(authority + ["--rights", scene.scratch.file("none")]).status == 66)
        #expect(try await run(authority, folder: "none").status == 66)
        #expect(try await run(authority, folder: "served/hello.txt").status == 66)
    }

    @Test func portInUse() async throws {
        let (server, port) = try await scene.serve()
        let second = try await run(["--client-ca", scene.root, "--listen", "\(port)"])
        #expect(second.status == 69 && second.error.contains("cannot listen on 127.0.0.1:\(port)"), "\(second.error)")
        withExtendedLifetime(server) {}
    }

    @Test(.enabled(if: Programs.curl != nil, "\(Programs.missingCurl)"))
    func logs() async throws {
        let (server, port) = try await scene.serve()
        _ = try await scene.curl("/hello.txt", port: port)
        _ = try await scene.curl("/nothing", port: port)
        server.interrupt(with: SIGTERM)
        let ending = try await server.ending()
        let lines = ending.error.split(separator: "\n").dropFirst()
        #expect(ending.status == 0 && lines.count == 2)
        #expect(lines.first?.contains("Z alice GET /hello.txt 200 12 bytes in 0.") == true, "\(ending.error)")
        #expect(lines.last?.contains("Z alice GET /nothing 404 not_found ") == true)
    }

    @Test(.enabled(if: Programs.curl != nil, "\(Programs.missingCurl)"))
    func logsAsJSON() async throws {
        let (server, port) = try await scene.serve(options: ["--json"])
        _ = try await scene.curl("/hello.txt?%1b", port: port, ["-r", "0-4"])
        _ = try await scene.curl("/new", port: port, ["-X", "PUT", "-d", "abc"])
        server.interrupt(with: SIGTERM)
        let ending = try await server.ending()
        let requests = try ending.objects()
        #expect(requests.count == 2 && ending.error.split(separator: "\n").count == 1)
        #expect(requests.map { $0["method"] as? String } == ["GET", "PUT"])
        #expect(requests.map { $0["path"] as? String } == ["/hello.txt?%1b", "/new"])
        #expect(requests.map { $0["status"] as? Int } == [206, 201])
        #expect(requests.map { $0["bytes"] as? Int } == [5, 3])
        #expect(requests.allSatisfy { $0["identity"] as? String == "alice" && $0["seconds"] is Double })
    }

    /// What was accepted is answered to its end.
    @Test(.enabled(if: Programs.curl != nil, "\(Programs.missingCurl)"), arguments: ["--http1.1", "--http2"])
    func terminationWaits(version: String) async throws {
        let data = try scene.writeFile("served/large", size: 48 << 20, seed: 2)
        let (server, port) = try await scene.serve()
        let client = try await scene.startedCurl("/large", port: port, [version, "--limit-rate", "32M"], output: "got")
        server.interrupt(with: SIGTERM)
        let ending = try await client.ending()
        #expect(ending.status == 0 && scene.data("got") == data, "\(ending.error)")
        #expect(try await server.ending().status == 0)
    }

    /// Credentials are read again while the server runs.
    @Test(.enabled(if: Programs.curl != nil, "\(Programs.missingCurl)"))
    func reloading() async throws {
        let (server, port) = try await scene.serve()
        server.interrupt(with: SIGHUP)
        _ = try await server.errorLine("waxbill: reloaded \(scene.server.certificate)")
        #expect(try await scene.curl("/hello.txt", port: port).status == 200)
        withExtendedLifetime(server) {}
    }

    @Test(arguments: [
        ("0", 0), ("1500", 1500), ("1K", 1024), ("2kb", 2048), ("3MiB", 3 << 20), ("10G", 10 << 30), ("1T", 1 << 40),
    ])
    func sizes(text: String, bytes: Int) throws { #expect(try ByteCount.parse(text).bytes == bytes) }

    @Test(arguments: ["", "K", "-1", "1.5M", "1X", "99999999999999999999", "9999999999T", "1 K", "٣"])
    func noSizes(text: String) { #expect(throws: (any Error).self) { try ByteCount.parse(text) } }
}
