import Foundation
import Testing
import WaxbillX509

/// `waxbill files serve`, asked by curl.
@Suite(.enabled(if: Programs.curl != nil, "\(Programs.missingCurl)"))
struct FilesServeTests {
    private let scene: FilesScene

    init() throws {
        scene = try FilesScene()
        for folder in ["served/in", "served/sub/deep"] {
            try FileManager.default.createDirectory(
                atPath: scene.scratch.file(folder), withIntermediateDirectories: true)
        }
        _ = try scene.scratch.write("hello world\n", to: "served/hello.txt")
        _ = try scene.scratch.write("<script>1</script>", to: "served/page.html")
        _ = try scene.scratch.write("deep", to: "served/sub/deep/ü.txt")
    }

    // MARK: Reading

    @Test(arguments: ["--http1.1", "--http2"])
    func reading(version: String) async throws {
        let (server, port) = try await scene.serve(rights: "*=/:rl")
        let whole = try await scene.curl("/hello.txt", port: port, [version])
        #expect(whole.status == 200 && whole.text == "hello world\n" && whole.field("content-length") == "12")
        #expect(whole.field("content-type") == "text/plain; charset=utf-8" && whole.field("accept-ranges") == "bytes")
        let tag = try #require(whole.field("etag"))
        let head = try await scene.curl("/hello.txt", port: port, [version, "-I"])
        #expect(head.status == 200 && head.field("content-length") == "12" && head.field("etag") == tag)
        let part = try await scene.curl("/hello.txt", port: port, [version, "-r", "-6"])
        #expect(part.status == 206 && part.text == "world\n" && part.field("content-range") == "bytes 6-11/12")
        let outside = try await scene.curl("/hello.txt", port: port, [version, "-r", "12-"])
        #expect(outside.status == 416 && outside.code == "range_not_satisfiable")
        #expect(outside.field("content-range") == "bytes */12")
        let several = try await scene.curl("/hello.txt", port: port, [version, "-r", "0-0,3-4"])
        #expect(several.status == 200 && several.text == "hello world\n")
        let known = try await scene.curl("/hello.txt", port: port, [version, "-H", "If-None-Match: \(tag)"])
        #expect(known.status == 304 && known.body.isEmpty && known.field("etag") == tag)
        let other = try await scene.curl("/hello.txt", port: port, [version, "-H", "If-Match: \"x\""])
        #expect(other.status == 412 && other.code == "precondition_failed")
        let stale = ["-r", "0-4", "-H", "If-Range: \"x\""]
        #expect(try await scene.curl("/hello.txt", port: port, [version] + stale).text == "hello world\n")
        let named = try await scene.curl("/sub/deep/%C3%BC.txt", port: port, [version])
        #expect(named.status == 200 && named.text == "deep")
        withExtendedLifetime(server) {}
    }

    /// More than a chunk, so that it is streamed.
    @Test(arguments: ["--http1.1", "--http2"])
    func large(version: String) async throws {
        let (server, port) = try await scene.serve(rights: "*=/:rl")
        let data = try scene.writeFile("served/large", size: 5_000_001, seed: 7)
        let whole = try await scene.curl("/large", port: port, [version])
        #expect(whole.status == 200 && whole.body == data)
        let part = try await scene.curl("/large", port: port, [version, "-r", "1000000-4999999"])
        #expect(part.status == 206 && part.body == data[1_000_000..<5_000_000])
        withExtendedLifetime(server) {}
    }

    @Test func whatGoesAlong() async throws {
        let (server, port) = try await scene.serve(rights: "*=/:rl")
        let page = try await scene.curl("/page.html", port: port)
        #expect(page.field("content-security-policy")?.hasPrefix("sandbox; default-src 'none'") == true)
        #expect(page.field("x-content-type-options") == "nosniff")
        #expect(page.field("cache-control") == "private, no-cache")
        #expect(page.field("date")?.hasSuffix(" GMT") == true)
        withExtendedLifetime(server) {}
    }

    // MARK: Listing

    @Test func listing() async throws {
        let (server, port) = try await scene.serve(rights: "alice=/:rl,/sub/deep:")
        let page = try await scene.curl("/", port: port)
        #expect(page.status == 200 && page.field("content-type") == "text/html; charset=utf-8")
        #expect(page.text.contains("href=\"./hello.txt\"") && page.text.contains("href=\"./sub/\""))
        let json = try await scene.curl("/", port: port, ["-H", "Accept: application/json, text/html;q=0.5"])
        #expect(
            json.field("content-type") == "application/json" && json.text.hasPrefix("{\"path\":\"/\",\"entries\":["))
        let tree = try await scene.curl("/?recursive", port: port)
        #expect(tree.field("content-type") == "application/jsonl")
        let names = try tree.text.split(separator: "\n").map { line in
            let entry = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return "\(entry?["name"] ?? "")\(entry?["denied"] as? Bool == true ? " denied" : "")"
        }
        // What is in a folder that may not be listed is not told.
        #expect(Set(names) == ["hello.txt", "page.html", "in", "sub", "sub/deep denied"])
        let bare = try await scene.curl("/sub", port: port)
        #expect(bare.status == 409 && bare.code == "is_a_folder")
        let browser = try await scene.curl("/sub", port: port, ["-H", "Accept: text/html,*/*;q=0.8"])
        #expect(browser.status == 301 && browser.field("location") == "/sub/")
        let slash = try await scene.curl("/hello.txt/", port: port)
        #expect(slash.status == 409 && slash.code == "not_a_folder")
        withExtendedLifetime(server) {}
    }

    // MARK: Writing

    @Test(arguments: ["--http1.1", "--http2"])
    func writing(version: String) async throws {
        let (server, port) = try await scene.serve()
        let data = try scene.writeFile("big", size: 3_000_000, seed: 3)
        let upload = [version, "-T", scene.scratch.file("big")]
        let new = try await scene.curl("/in/a/b/big", port: port, upload)
        #expect(new.status == 201 && new.field("location") == "/in/a/b/big", "\(new.error)")
        #expect(scene.data("served/in/a/b/big") == data)
        let read = try await scene.curl("/in/a/b/big", port: port, [version])
        #expect(read.body == data && read.field("etag") == new.field("etag"))
        let again = try await scene.curl("/in/a/b/big", port: port, upload + ["-H", "If-None-Match: *"])
        #expect(again.status == 412 && again.code == "precondition_failed")
        let replaced = try await scene.curl("/in/a/b/big", port: port, upload + ["-H", "Transfer-Encoding: chunked"])
        #expect(replaced.status == 204 && scene.data("served/in/a/b/big") == data)
        #expect(try await scene.curl("/in/a/b/", port: port, [version, "-X", "DELETE"]).code == "not_empty")
        #expect(try await scene.curl("/in/a/b/big", port: port, [version, "-X", "DELETE"]).status == 204)
        #expect(try await scene.curl("/in/a/b/big", port: port, [version]).code == "not_found")
        #expect(try await scene.curl("/in/a/b/", port: port, [version, "-X", "DELETE"]).status == 204)
        #expect(try await scene.curl("/in/new/", port: port, [version, "-X", "PUT"]).status == 201)
        #expect(try await scene.curl("/in/new/", port: port, [version, "-X", "PUT"]).status == 204)
        let ranged = try await scene.curl("/in/x", port: port, upload + ["-H", "Content-Range: bytes 0-1/3000000"])
        #expect(ranged.status == 400 && ranged.code == "bad_request" && scene.data("served/in/x") == nil)
        #expect(try scene.names(in: "served/in").sorted() == ["a", "new"])
        withExtendedLifetime(server) {}
    }

    /// Other sites' pages use the browser's certificate, and must not change anything with it.
    @Test(arguments: [
        ("Origin: https://evil.example", 403), ("Origin: null", 403), ("Sec-Fetch-Site: cross-site", 403),
        ("Sec-Fetch-Site: same-site", 403), ("Sec-Fetch-Site: same-origin", 201), ("Sec-Fetch-Site: none", 201),
    ])
    func crossSite(field: String, status: Int) async throws {
        let (server, port) = try await scene.serve()
        let put = try await scene.curl("/x", port: port, ["-X", "PUT", "-d", "x", "-H", field])
        #expect(put.status == status && (put.code == "forbidden") == (status == 403))
        #expect((scene.data("served/x") != nil) == (status == 201))
        let delete = try await scene.curl("/hello.txt", port: port, ["-X", "DELETE", "-H", field])
        #expect((delete.status == 204) == (status == 201))
        let own = ["-X", "PUT", "-d", "x", "-H", "Origin: https://localhost:\(port)"]
        #expect(try await scene.curl("/y", port: port, own).status == 201)
        withExtendedLifetime(server) {}
    }

    // MARK: Uploads that are continued

    private func hexadecimal(_ bytes: Data) -> String {
        var text = ""
        for byte in bytes { text += (byte < 16 ? "0" : "") + String(byte, radix: 16) }
        return text
    }

    @Test(arguments: ["--http1.1", "--http2"])
    func continuedUpload(version: String) async throws {
        let (server, port) = try await scene.serve()
        let data = try scene.writeFile("whole", size: 2_500_000, seed: 5)
        try data[..<1_300_000].write(to: URL(fileURLWithPath: scene.scratch.file("first")))
        try data[1_300_000...].write(to: URL(fileURLWithPath: scene.scratch.file("second")))
        // A plain upload tells the root, in its manifest.
        let plain = try await scene.curl(
            "/plain", port: port, ["-T", scene.scratch.file("whole"), "-H", "Want-Manifest: ?1"])
        let field = try #require(plain.field("manifest"))
        let manifest = try #require(Data(base64Encoded: String(field.dropFirst().dropLast())))
        // Behind magic, version, block size, size and three leaves: a length, the path and its length, and numbers.
        let prefix = 17 + 3 * 32 + 2 + 2 + "/plain".utf8.count + 24
        let root = hexadecimal(manifest.dropFirst(prefix).prefix(32))
        let target = "/in/file?upload=\(root)"
        func offset() async throws -> String? {
            try await scene.curl(target, port: port, [version, "-I"]).field("upload-offset")
        }
        func put(_ name: String, _ range: String) async throws -> CurlReply {
            try await scene.curl(
                target, port: port,
                [version, "-T", scene.scratch.file(name), "-H", "Content-Range: bytes \(range)/2500000"])
        }
        #expect(try await offset() == "0")
        #expect(try await put("second", "1300000-2499999").code == "wrong_offset")
        #expect(try await put("first", "0-1299998").code == "bad_request")
        let first = try await put("first", "0-1299999")
        #expect(first.status == 204 && first.field("upload-offset") == "1300000", "\(first)")
        #expect(scene.data("served/in/file") == nil)
        #expect(try await offset() == "1300000")
        let second = try await put("second", "1300000-2499999")
        #expect(second.status == 201 && second.field("etag") != nil, "\(second)")
        #expect(scene.data("served/in/file") == data)
        #expect(try await offset() == "0")
        #expect(try await put("whole", "0-9/10").code == "bad_request")
        let wrong = try await scene.curl(
            "/in/other?upload=\(String(repeating: "0", count: 64))", port: port,
            [version, "-T", scene.scratch.file("first"), "-H", "Content-Range: bytes 0-1299999/1300000"])
        #expect(wrong.status == 422 && wrong.code == "content_mismatch" && scene.data("served/in/other") == nil)
        withExtendedLifetime(server) {}
    }
}
