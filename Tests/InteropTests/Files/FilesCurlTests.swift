import Foundation
import Testing

extension Interop {
    /// curl and `waxbill files serve`.
    @Suite(.needs(.curl)) struct FilesWithCurl {
        private static let text = String(repeating: "Wax bills are small birds. ", count: 1000)

        /// Serves a folder with a text, and gives all rights below /in.
        private static func scene(_ bench: Bench) async throws -> HTTPSProgram {
            try bench.makeFolder("served/in")
            try bench.makeFolder("served/birds")
            try bench.write("served/text", text)
            try bench.write("served/birds/wax <bill> & ü", "a bird")
            return try await WaxbillProgram.serveFiles(bench, rights: "alice=/in:rwld,/:rl")
        }

        @Test(arguments: CurlVersion.allCases) func listings(_ version: CurlVersion) async throws {
            try await cell(.curl, .server, .files) { bench in
                let server = try await Self.scene(bench)
                let json = try await bench.curl(server, "/", ["-H", "Accept: application/json"], version: version)
                try #require(json.status == 200 && json.version == version.rawValue)
                try #require(json.headers["content-type"]?.hasPrefix("application/json") == true)
                let entries = try #require(json.object?["entries"] as? [[String: Any]])
                try #require(entries.compactMap { $0["name"] as? String }.sorted() == ["birds", "in", "text"])
                let text = try #require(entries.first { $0["name"] as? String == "text" })
                try #require(text["kind"] as? String == "file" && text["size"] as? Int == Self.text.utf8.count)
                let page = try await bench.curl(server, "/birds/", ["-H", "Accept: text/html"], version: version)
                try #require(page.status == 200 && page.headers["content-type"]?.hasPrefix("text/html") == true)
                try #require(page.body.contains("wax &lt;bill&gt; &amp; ü") && !page.body.contains("<bill>"))
                let all = try await bench.curl(server, "/?recursive", version: version)
                let names = all.body.split(separator: "\n").compactMap { line in
                    (try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["name"] as? String
                }
                try #require(all.status == 200)
                try #require(names.sorted() == ["birds", "birds/wax <bill> & ü", "in", "text"])
            }
        }

        @Test(arguments: CurlVersion.allCases) func content(_ version: CurlVersion) async throws {
            try await cell(.curl, .server, .files) { bench in
                let server = try await Self.scene(bench)
                let whole = try await bench.curl(server, "/text", version: version)
                try #require(whole.status == 200 && whole.body == Self.text && whole.version == version.rawValue)
                try #require(whole.headers["etag"]?.hasPrefix("\"") == true && whole.headers["last-modified"] != nil)
                let head = try await bench.curl(server, "/text", ["--head"], version: version)
                try #require(head.status == 200 && head.headers["etag"] == whole.headers["etag"])
                try #require(head.headers["content-length"] == "\(Self.text.utf8.count)")
                let escaped = try await bench.curl(server, "/birds/wax%20%3Cbill%3E%20%26%20%C3%BC", version: version)
                try #require(escaped.status == 200 && escaped.body == "a bird")
                let missing = try await bench.curl(server, "/nothing", version: version)
                try #require(missing.status == 404 && missing.problem == "not_found")
            }
        }

        @Test(arguments: CurlVersion.allCases) func ranges(_ version: CurlVersion) async throws {
            try await cell(.curl, .server, .files) { bench in
                let server = try await Self.scene(bench)
                let size = Self.text.utf8.count
                let middle = try await bench.curl(server, "/text", ["--range", "100-199"], version: version)
                try #require(middle.status == 206 && middle.body == Self.text.dropFirst(100).prefix(100))
                try #require(middle.headers["content-range"] == "bytes 100-199/\(size)")
                let end = try await bench.curl(server, "/text", ["--range", "-50"], version: version)
                try #require(end.status == 206 && end.body == Self.text.suffix(50))
                let beyond = try await bench.curl(server, "/text", ["--range", "\(size)-"], version: version)
                try #require(beyond.status == 416 && beyond.headers["content-range"] == "bytes */\(size)")
                try bench.write("got", String(Self.text.prefix(10_000)))
                let rest = try await bench.curl(
                    server, "/text", ["--continue-at", "-"], version: version, output: "got")
                try #require(rest.exit == 0 && rest.status == 206)
                try #require(try bench.contents("got") == Self.text)
            }
        }

        @Test func conditions() async throws {
            try await cell(.curl, .server, .files) { bench in
                let server = try await Self.scene(bench)
                let tag = try #require(try await bench.curl(server, "/text").headers["etag"])
                func status(_ field: String, _ path: String = "/text", _ more: [String] = []) async throws -> Int {
                    try await bench.curl(server, path, ["-H", field] + more).status
                }
                try #require(try await status("If-None-Match: \(tag)") == 304)
                try #require(try await status("If-None-Match: \"other\"") == 200)
                try #require(try await status("If-Match: \(tag)") == 200)
                try #require(try await status("If-Match: \"other\"") == 412)
                try #require(try await status("If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT") == 304)
                try #require(try await status("If-Unmodified-Since: Sat, 01 Jan 2000 00:00:00 GMT") == 412)
                try #require(try await status("If-Range: \(tag)", "/text", ["--range", "0-9"]) == 206)
                try #require(try await status("If-Range: \"other\"", "/text", ["--range", "0-9"]) == 200)
                let upload = ["--upload-file", bench.path("served/text")]
                try #require(try await status("If-None-Match: *", "/in/new", upload) == 201)
                try #require(try await status("If-None-Match: *", "/in/new", upload) == 412)
                try #require(try await status("If-Match: \"other\"", "/in/new", upload) == 412)
            }
        }

        @Test(arguments: CurlVersion.allCases, ["Expect: 100-continue", "Expect:"])
        func writing(_ version: CurlVersion, _ expectation: String) async throws {
            try await cell(.curl, .server, .files) { bench in
                let server = try await Self.scene(bench)
                try bench.write("mine", String(repeating: Self.text, count: 100))
                let upload = ["--upload-file", bench.path("mine"), "-H", expectation]
                let first = try await bench.curl(server, "/in/deep/down/file", upload, version: version)
                try #require(first.exit == 0 && first.status == 201)
                let second = try await bench.curl(server, "/in/deep/down/file", upload, version: version)
                try #require(second.exit == 0 && second.status == 204)
                try #require(try bench.contents("served/in/deep/down/file") == bench.contents("mine"))
                let folder = bench.path("served/in/deep/down")
                try #require(try FileManager.default.contentsOfDirectory(atPath: folder) == ["file"])
                let refused = try await bench.curl(server, "/text", upload, version: version)
                // Over HTTP/2, curl 7 does not read the content of a refusal that comes before it has sent all.
                try #require(refused.status == 403 && (refused.problem == "forbidden" || version == .http2))
                try #require(try bench.contents("served/text") == Self.text)
            }
        }

        @Test(arguments: CurlVersion.allCases) func deleting(_ version: CurlVersion) async throws {
            try await cell(.curl, .server, .files) { bench in
                let server = try await Self.scene(bench)
                try bench.makeFolder("served/in/folder")
                try bench.write("served/in/folder/file", "x")
                func delete(_ path: String) async throws -> CurlAnswer {
                    try await bench.curl(server, path, ["--request", "DELETE"], version: version)
                }
                let full = try await delete("/in/folder/")
                try #require(full.status == 409 && full.problem == "not_empty")
                try #require(try await delete("/in/folder/file").status == 204)
                try #require(try await delete("/in/folder/file").status == 404)
                try #require(try await delete("/in/folder/").status == 204)
                try #require(!FileManager.default.fileExists(atPath: bench.path("served/in/folder")))
                let refused = try await delete("/text")
                try #require(refused.status == 403 && refused.problem == "forbidden")
            }
        }

        @Test(arguments: [
            "/../text", "/birds/../text", "/./text", "/%2e%2e/text", "/birds%2f..%2ftext", "/a%00b", "/%ff", "//text",
            "/.waxbill/", "/%2ewaxbill/manifests",
        ])
        func wrongPath(_ path: String) async throws {
            try await cell(.curl, .server, .files) { bench in
                let server = try await Self.scene(bench)
                for version in CurlVersion.allCases {
                    let answer = try await bench.curl(server, path, version: version)
                    try #require(answer.status == 400 && answer.problem == "bad_path")
                }
            }
        }

        @Test func clientsThatNobodyKnows() async throws {
            try await cell(.curl, .server, .refusedClient) { bench in
                let server = try await Self.scene(bench)
                for stranger in [nil, InteropFiles.impostorClient, try InteropFiles.expiredClient()] {
                    let answer = try await bench.curl(server, "/text", credentials: .some(stranger))
                    try #require(answer.exit != 0 && answer.status == 0 && answer.body.isEmpty)
                }
                try #require(try await bench.curl(server, "/text").status == 200)
            }
        }
    }
}
