import Foundation
import NIOCore
import NIOHTTP1
import Testing
import WaxbillProofs
import WaxbillTLS

@testable import WaxbillFiles

/// Servers that have a good certificate and bad intentions: nothing of theirs gets a name.
@Suite struct HostileServerTests {
    typealias Reply = HostileFilesServer.Reply

    private static let mebibyte = 1 << 20

    /// What a server does to the file that it serves.
    enum Attack: String, CaseIterable, Sendable {
        case wrongBytes, wrongLeaf, badSignature, otherKey, otherPath, otherSize, noManifest, malformedField
        case shortBody, noLength, hugeLength, notHTTP, redirect

        /// What the client says.
        var code: String {
            switch self {
            case .wrongBytes, .wrongLeaf: "wrong_block"
            case .badSignature, .otherKey: "bad_signature"
            case .otherPath, .otherSize: "other_file"
            // After a cut the rest is fetched by the manifest, which this server has not.
            case .noManifest, .shortBody: "not_found"
            case .malformedField: "malformed_manifest"
            case .noLength, .hugeLength, .notHTTP: "malformed_answer"
            case .redirect: "http_302"
            }
        }
    }

    @Test(arguments: Attack.allCases)
    func nothingIsKept(attack: Attack) async throws {
        let (pki, stranger, received) = try (FilesPKI(), FilesPKI(), ClientFolder())
        let content = ClientFolder.bytes(3 * Self.mebibyte + 5)
        var wrong = content
        wrong[Self.mebibyte + 3] ^= 1
        let sent = attack == .wrongBytes ? wrong : content
        let signed: FileManifest =
            switch attack {
            case .otherPath: try await .test("/other", content, pki.server)
            case .otherKey: try await .test("/file", content, stranger.server)
            case .wrongLeaf: try await .test("/file", content, pki.server, wrongLeaf: 1)
            case .otherSize: try await .test("/file", Array(content.dropLast()), pki.server)
            default: try await .test("/file", content, pki.server)
            }
        var bytes = signed.bytes
        if attack == .badSignature {
            // In the signature, which stands before the certificates.
            let certificates = signed.signed.certificates.reduce(3) { $0 + 3 + $1.count }
            bytes[bytes.count - certificates - 10] ^= 1
        }
        let field = "Manifest: :\(Data(bytes).base64EncodedString()):"
        let server = try await HostileFilesServer(pki) { method, target, fields in
            guard target == "/file" else { return .answer("404 Not Found", [], Array(#"{"code":"not_found"}"#.utf8)) }
            if method == "HEAD" { return .answer("200 OK", ["Content-Length: \(sent.count)"]) }
            switch attack {
            case .noManifest: return .answer("200 OK", ["ETag: \"1\""], sent)
            case .malformedField: return .answer("200 OK", ["Manifest: :?:"], sent)
            case .shortBody:
                return .answer("200 OK", [field, "Content-Length: \(sent.count)"], sent.dropLast(10)).closing
            case .noLength: return Reply(bytes: Array("HTTP/1.1 200 OK\r\n\(field)\r\n\r\n".utf8) + sent, closes: true)
            case .hugeLength: return .answer("200 OK", [field, "Content-Length: 9223372036854775807"], sent)
            case .notHTTP: return Reply(bytes: Array("SSH-2.0-OpenSSH\r\n\r\n".utf8))
            case .redirect: return .answer("302 Found", ["Location: https://evil.example/file"])
            default: break
            }
            if let range = fields.first(where: { $0.hasPrefix("Range: bytes=") }) {
                let bounds = range.dropFirst(13).split(separator: "-").compactMap { Int($0) }
                let part = Array(sent[bounds[0]...bounds[1]])
                return .answer(
                    "206 Partial Content", ["Content-Range: bytes \(bounds[0])-\(bounds[1])/\(sent.count)"], part)
            }
            return .answer("200 OK", [field, "ETag: \"1\""], sent)
        }
        let client = try pki.client(port: server.port, retries: 1)
        let plan = try await client.plan(["/file"])
        let folder = try ReceivingFolder(path: received.path)
        do {
            _ = try await client.receive(plan.files[0], in: folder)
            Issue.record("\(attack) passed")
        } catch let error as FilesClientError {
            #expect(error.code == attack.code, "\(error)")
            if attack == .wrongBytes, case .contentRefused(.wrongBlock(let block, let first, let last)) = error {
                #expect((block, first, last) == (1, UInt64(Self.mebibyte), UInt64(2 * Self.mebibyte - 1)))
                // The wrong block alone is fetched again.
                #expect(server.requests.filter { $0 == "GET /file HTTP/1.1" }.count == 3)
            }
        }
        #expect(!received.exists("file"))
        #expect(!received.exists(".waxbill/file.manifest"))
        try await server.close()
    }

    /// A block that is wrong once is fetched again, and nothing else is.
    @Test func aWrongBlockIsFetchedAgain() async throws {
        let (pki, received) = try (FilesPKI(), ClientFolder())
        let content = ClientFolder.bytes(4 * Self.mebibyte)
        var wrong = content
        wrong[2 * Self.mebibyte] ^= 0x80
        let (first, field) = (wrong, try await FileManifest.test("/file", content, pki.server).field)
        let server = try await HostileFilesServer(pki) { method, target, fields in
            guard method == "GET" else { return .answer() }
            guard let range = fields.first(where: { $0.hasPrefix("Range: ") }) else {
                return .answer("200 OK", [field, "ETag: \"1\""], first)
            }
            guard range == "Range: bytes=2097152-3145727", fields.contains("If-Match: \"1\"") else {
                return .answer("400 Bad Request")
            }
            let part = Array(content[2 * Self.mebibyte..<3 * Self.mebibyte])
            return .answer("206 Partial Content", ["Content-Range: bytes 2097152-3145727/4194304"], part)
        }
        let client = try pki.client(port: server.port)
        let plan = try await client.plan(["/file"])
        _ = try await client.receive(plan.files[0], in: ReceivingFolder(path: received.path))
        #expect(received.read("file") == content)
        try await server.close()
    }

    @Test(arguments: ["../evil", "/etc/evil", "a/../../evil", "a//b", ".waxbill/x", "a\u{0}b", "", "x/", "."])
    func namesThatLeadElsewhereAreRefused(name: String) async throws {
        let pki = try FilesPKI()
        let quoted = String(decoding: try JSONEncoder().encode(name), as: UTF8.self)
        let line = #"{"name":\#(quoted),"kind":"file","size":1}"# + "\n"
        let server = try await HostileFilesServer(pki) { _, _, _ in
            .answer("200 OK", ["Content-Type: application/jsonl"], Array(line.utf8))
        }
        let client = try pki.client(port: server.port)
        await #expect { try await client.plan(["/folder/"]) } throws: {
            ($0 as? FilesClientError)?.code == "unusable_name"
        }
        try await server.close()
    }

    @Test func endlessFieldsEnd() async throws {
        let pki = try FilesPKI()
        let server = try await HostileFilesServer(pki) { _, _, _ in
            Reply(
                bytes: Array("HTTP/1.1 200 OK\r\n".utf8) + Array("X: \(String(repeating: "y", count: 4096))\r\n".utf8))
        }
        let endless = try await HostileFilesServer(pki) { _, _, _ in
            Reply(bytes: Array(String(repeating: "y", count: 65_536).utf8), isEndless: true)
        }
        let lines = try await HostileFilesServer(pki) { _, _, _ in
            let line = "X: \(String(repeating: "y", count: 1000))\r\n"
            return Reply(bytes: Array(("HTTP/1.1 200 OK\r\n" + String(repeating: line, count: 5000)).utf8))
        }
        for port in [endless.port, lines.port] {
            let client = try pki.client(port: port)
            await #expect { try await client.list("/") } throws: {
                ($0 as? FilesClientError)?.code == "malformed_answer"
            }
        }
        for server in [server, endless, lines] { try await server.close() }
    }

    /// A server that says nothing more is not waited for.
    @Test func aSilentServerIsGivenUp() async throws {
        let pki = try FilesPKI()
        let server = try await HostileFilesServer(pki) { _, _, _ in Reply(bytes: Array("HTTP/1.1 200 OK\r\n".utf8)) }
        var configuration = try pki.client(port: server.port).configuration
        configuration.silenceTimeout = .milliseconds(200)
        let client = FilesClient(configuration)
        await #expect { try await client.list("/") } throws: { ($0 as? FilesClientError)?.code == "timed_out" }
        try await server.close()
    }

    @Test func aListingThatNeverEndsIsNotKept() async throws {
        let pki = try FilesPKI()
        let server = try await HostileFilesServer(pki) { _, _, _ in .answer("404 Not Found", [], []) }
        let client = try pki.client(port: server.port)
        await #expect {
            _ = try await client.request(.GET, "/", limit: 4)
        } throws: { ($0 as? FilesClientError)?.code == "http_404" }
        try await server.close()
    }
}
