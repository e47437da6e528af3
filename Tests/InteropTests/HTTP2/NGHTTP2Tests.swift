import Foundation
import Testing

extension Interop {
    /// `waxbill connect --get` from nghttpd, whose HTTP/2 is nghttp2's and whose TLS is OpenSSL's.
    @Suite(.needs(.nghttp2)) struct NGHTTP2 {
        @Test(arguments: [0, 10, 5_000_000]) func file(size: Int) async throws {
            try await cell(.nghttp2, .client, .http) { bench in
                let content = String(repeating: "waxbill ", count: size / 8)
                try bench.makeFolder("files")
                try bench.write("files/file.txt", content)
                let port = try await Self.serve(bench)
                let client = try WaxbillProgram.connect(bench, port: port, ["--get", "/file.txt"])
                let report = try await WaxbillProgram.success(of: client, agreeing: Self.agreement)
                try #require(report.bytesRead > content.utf8.count)
                if size > 8 { try #require(try bench.contents("received") == content) }
            }
        }

        @Test func notFound() async throws {
            try await cell(.nghttp2, .client, .http) { bench in
                try bench.makeFolder("files")
                let target = ["connect", "localhost:\(try await Self.serve(bench))", "--ca", InteropFiles.authority]
                let ending = try await bench.start(WaxbillProgram.path, target + ["--get", "/none"]).ending()
                try #require(ending.status == 0)
                try #require(ending.error.contains("HTTP status 404"))
                try #require(ending.output.contains("404"))
            }
        }

        /// It knows no curve but P-256.
        private static let agreement = Agreement(
            cipherSuite: "TLS_AES_256_GCM_SHA384", group: "secp256r1", helloRetryRequest: true, alpn: "h2")

        /// Starts nghttpd and gives its port.
        private static func serve(_ bench: Bench) async throws -> Int {
            let server = try InteropFiles.server()
            let files = [server.key, server.certificate]
            let process = try bench.start(.nghttp2, ["--htdocs", bench.path("files"), "0"] + files)
            return try await process.listeningPort(["tcp"])
        }
    }
}
