import Foundation
import Testing

@testable import waxbill

/// `waxbill listen` outlives clients that do not do what they should.
@Suite struct HostileClientTests {
    let scratch: Scratch
    let authority: TestAuthority

    init() throws {
        scratch = try Scratch()
        authority = try TestAuthority(in: scratch)
    }

    @Test(arguments: [
        Array("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8),
        [UInt8](repeating: 0xff, count: 4096),
        [UInt8](repeating: 0, count: 4096),
        [0x16, 0x03, 0x01, 0xff, 0xff] + [UInt8](repeating: 1, count: 70_000),
        [0x16, 0x03, 0x01, 0x00, 0x04, 0x01, 0xff, 0xff, 0xff],
        [0x16, 0x03, 0x01, 0x00, 0x05, 0x01, 0x00, 0x00, 0x01, 0x00],
        [0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x28],
    ])
    func outlivesBytesThatAreNoTLS(bytes: [UInt8]) async throws {
        let (server, port) = try await Program.listen(authority.server().options + ["--narrate"])
        let answer = try await RawClient.exchange(bytes, port: port)
        // An alert in the clear, or nothing where the client sent one itself.
        #expect(answer.isEmpty || answer.first == 21)
        let client = try await Program.runWaxbill([
            "connect", "localhost:\(port)", "--ca", authority.root, "--get", "/", "--timeout", "30",
        ])
        #expect(client.status == 0, "\(client.error)")
        server.interrupt(with: SIGTERM)
        let ending = try await server.ending()
        #expect(ending.status == 0)
        #expect(!ending.error.contains("\u{1b}"))
    }

    @Test func endsWith76AfterGarbageOnce() async throws {
        let (server, port) = try await Program.listen(authority.server().options + ["--once", "--json"])
        _ = try await RawClient.exchange(Array("GET / HTTP/1.1\r\n\r\n".utf8), port: port)
        let ending = try await server.ending()
        #expect(ending.status == 76)
        #expect(try ending.object()["error"] is String)
    }

    @Test func refusesEndlessRequestHeads() async throws {
        let (server, port) = try await Program.listen(authority.server().options + ["--once"])
        let head = "GET / HTTP/1.1\r\nX: " + String(repeating: "a", count: 500_000)
        let client = try await Program.runWaxbill(
            ["connect", "localhost:\(port)", "--ca", authority.root, "--timeout", "30"], input: head)
        #expect(client.output.hasPrefix("HTTP/1.1 400"), "\(client.output)\(client.error)")
        #expect(try await server.ending().status == 65)
    }

    @Test func refusesLargeBodies() async throws {
        let (server, port) = try await Program.listen(authority.server().options + ["--once"])
        let size = 3_000_000
        let request =
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(size)\r\n\r\n" + String(repeating: "a", count: size)
        let client = try await Program.runWaxbill(
            ["connect", "localhost:\(port)", "--ca", authority.root, "--timeout", "30"], input: request)
        #expect(client.output.hasPrefix("HTTP/1.1 413"), "\(client.output)\(client.error)")
        _ = try await server.ending()
    }

    @Test func answersOtherMethodsWith405() async throws {
        let (server, port) = try await Program.listen(authority.server().options + ["--once"])
        let client = try await Program.runWaxbill(
            ["connect", "localhost:\(port)", "--ca", authority.root, "--timeout", "30"],
            input: "DELETE / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(client.output.hasPrefix("HTTP/1.1 405"), "\(client.error)")
        _ = try await server.ending()
    }

    @Test func escapesHostileNames() async throws {
        let (server, port) = try await Program.listen(
            authority.server().options + ["--narrate", "--alpn", "http/1.1", "--once"])
        _ = try await Program.runWaxbill([
            "connect", "localhost:\(port)", "--ca", authority.root, "--alpn", "\u{1b}[31mred\u{7},http/1.1",
            "--timeout", "30",
        ])
        let ending = try await server.ending()
        #expect(ending.error.contains("\\u{1b}[31mred\\u{7}"), "\(ending.error)")
        #expect(!ending.error.contains("\u{1b}"))
    }
}
