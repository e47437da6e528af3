import Foundation
import Testing
import WaxbillX509

/// What a server must not be taken in by, over real connections.
@Suite(.enabled(if: Programs.curl != nil, "\(Programs.missingCurl)"))
struct FilesBadInputTests {
    private let scene: FilesScene

    init() throws {
        scene = try FilesScene()
        _ = try scene.scratch.write("hello world\n", to: "served/hello.txt")
        _ = try scene.scratch.write("secret", to: "outside")
        try FileManager.default.createDirectory(
            atPath: scene.scratch.file("served/in"), withIntermediateDirectories: true)
    }

    // MARK: Paths

    @Test func paths() async throws {
        let (server, port) = try await scene.serve()
        let long = String(repeating: "a", count: 256)
        let bad = [
            "/../outside", "/in/../../outside", "/in/..", "/./hello.txt", "/in/.", "/%2e%2e/outside",
            "/%2E%2E%2Foutside",
            "/..%2Foutside", "/in/%2e%2e/hello.txt", "/in%2F..%2F..%2Foutside", "//hello.txt", "/in//x",
            "/hello.txt%00",
            "/%00", "/\(long)", "/" + Array(repeating: "a", count: 65).joined(separator: "/"), "/%ff",
            "/%C0%AE%C0%AE/outside",
            "/%ED%A0%80", "/%", "/%2", "/%zz", "/.waxbill/uploads/", "/.waxbill", "/in/.waxbill/x", "/.WaxBill/x",
            "/a%0Ab", "/%1B%5B31m",
            "/" + Array(repeating: String(repeating: "b", count: 200), count: 21).joined(separator: "/"),
        ]
        for path in bad {
            for method in ["GET", "PUT", "DELETE"] {
                let content = method == "PUT" ? ["-d", "x"] : []
                let reply = try await scene.curl(path, port: port, ["-X", method] + content)
                #expect(reply.status == 400 && reply.code == "bad_path", "\(method) \(path): \(reply.head)")
            }
        }
        for path in ["/%252e%252e/outside", "/nothing", "/HELLO.TXT", "/hello.txt%20", "/%5C..%5Coutside", "/…/x"] {
            let reply = try await scene.curl(path, port: port)
            #expect(reply.status == 404 && reply.code == "not_found", "\(path): \(reply.head)")
        }
        let encoded = try await scene.curl("/%68ello.txt?x=1", port: port)
        #expect(encoded.status == 200)
        let root = try await scene.curl("/", port: port, ["-X", "DELETE"])
        #expect(root.status == 403 && root.code == "forbidden")
        #expect(scene.data("outside") == Data("secret".utf8))
        #expect(try scene.names(in: "served") == ["hello.txt", "in"])
        withExtendedLifetime(server) {}
    }

    @Test func linksAndSpecialFiles() async throws {
        let links = [
            "out": "../outside", "etc": "/etc", "loop": "loop", "up": "..", "inside": "../served/hello.txt",
            "good": "hello.txt",
        ]
        for (name, target) in links {
            try FileManager.default.createSymbolicLink(
                atPath: scene.scratch.file("served/\(name)"), withDestinationPath: target)
        }
        guard mkfifo(scene.scratch.file("served/fifo"), 0o600) == 0 else { throw TestFailure("no FIFO") }
        let (server, port) = try await scene.serve()
        for path in ["/out", "/etc/passwd", "/etc/", "/loop", "/up/outside", "/inside"] {
            let reply = try await scene.curl(path, port: port)
            #expect(reply.status == 403 && reply.code == "link_leaves_folder", "\(path): \(reply.head)")
        }
        for path in ["/etc/new", "/up/new"] {
            let reply = try await scene.curl(path, port: port, ["-X", "PUT", "-d", "x"])
            #expect(reply.code == "link_leaves_folder", "\(path): \(reply.head)")
        }
        #expect(try await scene.curl("/good", port: port).text == "hello world\n")
        let fifo = try await scene.curl("/fifo", port: port)
        #expect(fifo.status == 403 && fifo.code == "special_file")
        // A link is replaced, and what it leads to stays as it is.
        #expect(try await scene.curl("/out", port: port, ["-X", "PUT", "-d", "new"]).status < 500)
        #expect(scene.data("outside") == Data("secret".utf8))
        withExtendedLifetime(server) {}
    }

    // MARK: Rights

    @Test func rights() async throws {
        let (server, port) = try await scene.serve(rights: "alice=/in:w,/:r *=/in:l")
        for (method, path, status) in [
            ("GET", "/hello.txt", 200), ("GET", "/", 403), ("GET", "/?recursive", 403), ("GET", "/in/x", 403),
            ("PUT", "/in/x", 201), ("PUT", "/x", 403), ("PUT", "/inn/x", 403), ("DELETE", "/in/x", 403),
            ("GET", "/nothing", 404), ("GET", "/in/nothing", 403), ("PUT", "/in/y/", 201), ("PUT", "/y/", 403),
            ("GET", "/in/x?manifest", 403), ("PATCH", "/hello.txt", 405), ("GET", "/hello.txt?upload=x", 400),
            ("POST", "/in/x", 405), ("GET", "/?upload=\(String(repeating: "0", count: 64))", 405),
        ] {
            let content = method == "PUT" && !path.hasSuffix("/") ? ["-d", "x"] : []
            let reply = try await scene.curl(path, port: port, ["-X", method] + content)
            #expect(reply.status == status, "\(method) \(path): \(reply.head)")
            if status == 403 { #expect(reply.code == "forbidden") }
            if status == 405 { #expect(reply.code == "method_not_allowed" && reply.field("allow") != nil) }
        }
        let bob = try scene.authority.client("bob", folder: "bob")
        #expect(try await scene.curl("/in/", port: port, as: bob).status == 200)
        #expect(try await scene.curl("/hello.txt", port: port, as: bob).code == "forbidden")
        let options = try await scene.curl("/hello.txt", port: port, ["-X", "OPTIONS"])
        #expect(options.status == 204 && options.field("allow") == "GET, HEAD, PUT, DELETE, OPTIONS")
        withExtendedLifetime(server) {}
    }

    @Test func certificates() async throws {
        let (server, port) = try await scene.serve()
        let nobody = try await scene.curl("/hello.txt", port: port, isAnonymous: true)
        #expect(nobody.status == 0 && nobody.error.contains("certificate required"), "\(nobody.error)")
        let stranger = try TestAuthority(in: scene.scratch, folder: "other").client("alice", folder: "stranger")
        let refused = try await scene.curl("/hello.txt", port: port, as: stranger)
        #expect(refused.status == 0 && refused.error.contains("alert"), "\(refused.error)")
        let old = try await scene.curl("/hello.txt", port: port, ["--tls-max", "1.2"])
        #expect(old.status == 0 && old.error.contains("protocol version"), "\(old.error)")
        withExtendedLifetime(server) {}
    }

    // MARK: Bodies

    /// Nothing is kept under the final name.
    @Test(arguments: [
        "PUT /short HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhello",
        "PUT /short HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhello",
        "PUT /short HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        "PUT /short HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
        "PUT /short HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 3\r\n\r\nhello",
        "PUT /short HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nhello",
        "PUT /short HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\nhello",
        "PUT /short HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999999\r\n\r\nhello",
    ])
    func brokenBodies(request: String) async throws {
        let (server, port) = try await scene.serve()
        let reply = try await scene.exchange(request, port: port)
        #expect(!reply.contains("HTTP/1.1 20"), "\(reply)")
        server.interrupt(with: SIGTERM)
        #expect(try await server.ending().status == 0)
        #expect(try scene.names(in: "served") == ["hello.txt", "in"])
        let left =
            (try? FileManager.default.contentsOfDirectory(atPath: scene.scratch.file("served/.waxbill/incoming")))
        #expect(left ?? [] == [])
    }

    /// More than was promised is the next request, which is none.
    @Test func longBody() async throws {
        let (server, port) = try await scene.serve()
        let reply = try await scene.exchange(
            "PUT /long HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello world, this is no request\r\n\r\n",
            port: port)
        #expect(reply.hasPrefix("HTTP/1.1 201 ") && reply.contains("HTTP/1.1 400 "), "\(reply)")
        #expect(scene.data("served/long") == Data("hello".utf8))
        withExtendedLifetime(server) {}
    }

    @Test(arguments: ["--http1.1", "--http2"])
    func tooLarge(version: String) async throws {
        try scene.writeSparseFile("big", size: 3 << 20)
        let (server, port) = try await scene.serve(options: ["--max-upload", "1M"])
        let put = [version, "-T", scene.scratch.file("big")]
        let told = try await scene.curl("/big", port: port, put)
        #expect(told.status == 413 && told.code == "too_large", "\(told.error)")
        let found = try await scene.curl("/big", port: port, put + ["-H", "Transfer-Encoding: chunked"])
        #expect(found.status == 413 && found.code == "too_large", "\(found.error)")
        #expect(scene.data("served/big") == nil)
        withExtendedLifetime(server) {}
    }

    /// A file system with 1 MiB, where there are the rights to mount one.
    @Test(arguments: ["--http1.1", "--http2"])
    func diskFull(version: String) async throws {
        let small = scene.scratch.file("served/small")
        try FileManager.default.createDirectory(atPath: small, withIntermediateDirectories: true)
        let mount = try? await Program("/bin/mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", small]).ending()
        guard mount?.status == 0 else { return }
        try scene.writeSparseFile("big", size: 3 << 20)
        let (server, port) = try await scene.serve()
        let reply = try await scene.curl("/small/big", port: port, [version, "-T", scene.scratch.file("big")])
        #expect(reply.status == 507 && reply.code == "disk_full", "\(reply)")
        #expect(try scene.names(in: "served/small") == [])
        #expect(try await scene.curl("/small/ok", port: port, ["-X", "PUT", "-d", "x"]).status == 201)
        server.interrupt(with: SIGTERM)
        _ = try await server.ending()
        _ = try await Program("/bin/umount", [small]).ending()
    }

    // MARK: Slow clients, and files that change

    @Test func dribbling() async throws {
        let (server, port) = try await scene.serve(options: ["--idle-timeout", "1"])
        let client = try Program.waxbill(
            ["connect", "localhost:\(port)", "--ca", scene.root, "--alpn", "http/1.1"] + scene.client.options,
            input: nil)
        client.send("PUT /slow HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\nhello")
        // Swift takes CR LF for another character than LF, so that this is all up to the content's end.
        #expect(try await client.outputLine("HTTP/1.1 408 ").contains("\"code\":\"too_slow\""))
        #expect(scene.data("served/slow") == nil)
        withExtendedLifetime(server) {}
    }

    /// It is given up, and the request is logged.
    @Test(arguments: ["--http1.1", "--http2"])
    func clientThatDoesNotRead(version: String) async throws {
        try scene.writeSparseFile("served/large", size: 16 << 30)
        let (server, port) = try await scene.serve(options: ["--idle-timeout", "1", "--json"])
        let client = try await scene.startedCurl("/large", port: port, [version])
        client.interrupt(with: SIGSTOP)
        #expect(try await server.outputLine("{\"address\"").contains("\"interrupted\":\""))
        withExtendedLifetime(client) {}
    }

    /// The client learns that something is missing.
    @Test(arguments: ["--http1.1", "--http2"])
    func shrinkingFile(version: String) async throws {
        // So large that it has not gone when it is cut, however late that is.
        let size = 16 << 30
        try scene.writeSparseFile("served/large", size: size)
        let (server, port) = try await scene.serve()
        let client = try await scene.startedCurl("/large", port: port, [version, "--limit-rate", "8M"], output: "got")
        guard truncate(scene.scratch.file("served/large"), 1 << 20) == 0 else { throw TestFailure("no truncate") }
        #expect(try await client.ending().status != 0)
        let got = try #require(scene.data("got"))
        #expect(got.count < size && got == Data(count: got.count))
        withExtendedLifetime(server) {}
    }
}
