import Testing

@testable import WaxbillFiles

@Suite struct ServedPathTests {
    @Test(arguments: [
        ("/", [], true), ("/a", ["a"], false), ("/a/", ["a"], true), ("/a/b.txt", ["a", "b.txt"], false),
        ("/%61", ["a"], false), ("/a%20b", ["a b"], false), ("/%C3%A9", ["é"], false), ("/é", ["é"], false),
        ("/a+b", ["a+b"], false), ("/a%2Bb", ["a+b"], false), ("/a?b", ["a"], false), ("/a/?recursive", ["a"], true),
        ("/a#b", ["a"], false), ("/?a=/../", [], true), ("/...", ["..."], false), ("/..a", ["..a"], false),
        ("/a..", ["a.."], false), ("/.a", [".a"], false), ("/a%3Fb", ["a?b"], false), ("/a%23", ["a#"], false),
        // A backslash separates nothing, and one level of encoding is all there is.
        ("/..\\..\\a", ["..\\..\\a"], false), ("/%5C..%5C", ["\\..\\"], false), ("/%252e%252e", ["%2e%2e"], false),
        ("/a%252Fb", ["a%2Fb"], false), ("/~", ["~"], false), ("/C:", ["C:"], false), ("/a:b", ["a:b"], false),
        ("/.waxbill2", [".waxbill2"], false), ("/waxbill", ["waxbill"], false), ("/.waxbil", [".waxbil"], false),
        ("/ ", [" "], false), ("/.%20", [". "], false), ("/-rf", ["-rf"], false), ("/*", ["*"], false),
    ])
    func reads(target: String, components: [String], isFolder: Bool) throws {
        let path = try ServedPath(requestTarget: target)
        #expect(path.components == components)
        #expect(path.isFolder == isFolder)
        #expect(try ServedPath(requestTarget: path.description) == path)
        #expect(try ServedPath(text: path.text) == path)
    }

    @Test(arguments: [
        // Up, in every spelling that some decoder takes.
        "/..", "/../", "/../a", "/a/..", "/a/../b", "/a/../../b", "/%2e%2e", "/%2E%2E/a", "/.%2e/a", "/%2e./a",
        "/a/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "/.", "/./a", "/a/.", "/%2e", "/a/./b",
        // A separator in a name.
        "/a%2Fb", "/..%2F..%2Fetc%2Fpasswd", "/%2Fetc/passwd", "/%2f", "/a%2F",
        // Empty components.
        "//", "//a", "/a//b", "/a//", "///etc/passwd", "//host/a",
        // What is no path.
        "", "a", "../a", "http://host/a", "*", "?", "#", "\\a", " /a",
        // Control characters.
        "/a%00", "/%00", "/a%00.txt", "/a%0A", "/a%0d%0aX:%20y", "/%1B[2J", "/%7F", "/\u{1}", "/a\nb", "/%C2%80",
        "/%C2%9B31m", "/\u{85}",
        // Encodings that are none.
        "/%", "/%4", "/%zz", "/a%", "/%%41", "/%u0041", "/%+1", "/%-1", "/% 1", "/%1%",
        // Not UTF-8: alone, overlong, surrogates, cut off, beyond Unicode.
        "/%FF", "/%80", "/%C3", "/%C0%AE%C0%AE/a", "/%C0%AF", "/%E0%80%AE", "/%F0%80%80%AF", "/%ED%A0%80",
        "/%F4%90%80%80", "/a%E2%82", "/%FE%FF",
        // The state, also where a file system ignores case or what is not seen.
        "/.waxbill", "/.waxbill/", "/.waxbill/uploads/x", "/a/.waxbill", "/a/.waxbill/b.manifest", "/%2ewaxbill",
        "/.WAXBILL", "/.Waxbill/a", "/.waxBILL", "/.wax%62ill", "/.wax\u{200C}bill", "/\u{FEFF}.waxbill",
        "/.waxbill%E2%80%8D", "/.w\u{AD}axbill",
    ])
    func refuses(target: String) {
        #expect(throws: FilesError.self) { try ServedPath(requestTarget: target) }
        #expect(code { try ServedPath(requestTarget: target) } == .badPath)
    }

    /// Whatever is put together of the pieces that attacks are made of is refused, or is a path of names.
    @Test func isOnlyEverNames() throws {
        let pieces = [
            "/", "/", ".", "..", "%2e", "%2E", "%2f", "%5c", "\\", "%00", "%", "%25", "%c0%af", "%e2%80%8d", "%0a", "a",
            "A", ".waxbill", "WAXBILL", "\u{200C}", "\u{E9}", "e\u{301}", "?", "#", ";", ":", "~", "*", " ", "+",
            "%C2%85",
        ]
        var random = SeededGenerator(state: 1)
        var taken = 0
        for _ in 0..<20_000 {
            let count = Int.random(in: 0..<8, using: &random)
            let text = "/" + (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            guard let path = try? ServedPath(requestTarget: text) else { continue }
            taken += 1
            for name in path.components {
                let bytes = Array(name.utf8)
                let isName = !bytes.isEmpty && bytes != [46] && bytes != [46, 46] && bytes.count <= 255
                #expect(isName && !bytes.contains(47) && !bytes.contains { $0 < 32 || $0 == 127 })
                #expect(name.lowercased() != ".waxbill")
            }
            #expect(try ServedPath(requestTarget: path.description) == path)
            #expect(try ServedPath(text: path.text) == path)
        }
        #expect(taken > 1000)
    }

    /// xorshift64
    private struct SeededGenerator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    @Test func boundsLengths() throws {
        let name = String(repeating: "n", count: 255)
        #expect(try ServedPath(requestTarget: "/" + name).components == [name])
        #expect(throws: FilesError.self) { try ServedPath(requestTarget: "/" + name + "n") }
        // 128 characters, 256 bytes.
        #expect(throws: FilesError.self) { try ServedPath(requestTarget: "/" + String(repeating: "é", count: 128)) }
        let encoded = String(repeating: "%6E", count: 255)
        #expect(try ServedPath(requestTarget: "/" + encoded).components == [name])

        let deep = String(repeating: "/d", count: 64)
        #expect(try ServedPath(requestTarget: deep).components.count == 64)
        #expect(try ServedPath(requestTarget: deep + "/").isFolder)
        #expect(throws: FilesError.self) { try ServedPath(requestTarget: deep + "/d") }

        // 16 components of 255 bytes with their separators are 4096.
        let long = String(repeating: "/" + name, count: 16)
        #expect(try ServedPath(requestTarget: long).text.utf8.count == 4096)
        #expect(throws: FilesError.self) { try ServedPath(requestTarget: long + "/") }
        #expect(throws: FilesError.self) { try ServedPath(requestTarget: long + "/a") }
        #expect(throws: FilesError.self) {
            try ServedPath(requestTarget: "/" + String(repeating: "a/", count: 1 << 20))
        }
    }

    @Test func comparesBytes() throws {
        let composed = try ServedPath(requestTarget: "/%C3%A9")
        let decomposed = try ServedPath(requestTarget: "/e%CC%81")
        // Swift takes the two for the same text.
        #expect(composed.text == decomposed.text)
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
        #expect(try ServedPath(requestTarget: "/a") != ServedPath(requestTarget: "/a/"))
        #expect(try ServedPath(requestTarget: "/a") != ServedPath(requestTarget: "/A"))
    }

    @Test func writesTargets() throws {
        let path = try ServedPath(components: ["a b", "é%?#", "c"], isFolder: true)
        #expect(path.description == "/a%20b/%C3%A9%25%3F%23/c/")
        #expect(path.text == "/a b/é%?#/c/")
        #expect(ServedPath.root.description == "/")
        #expect(ServedPath.root.text == "/")
    }

    @Test func goesUpAndDown() throws {
        let file = try ServedPath(requestTarget: "/a/b")
        #expect(file.name == "b")
        #expect(try file.parent == ServedPath(requestTarget: "/a/"))
        #expect(file.parent?.parent == .root)
        #expect(ServedPath.root.parent == nil)
        #expect(ServedPath.root.name == nil)
        #expect(try ServedPath.root.appending("a", isFolder: true).appending("b") == file)
        #expect(try ServedPath(requestTarget: "/x/").appending(file).text == "/x/a/b")
        #expect(throws: FilesError.self) { try ServedPath.root.appending("..") }
        #expect(throws: FilesError.self) { try ServedPath.root.appending("a/b") }
        #expect(file.asFolder(true).text == "/a/b/")
    }

    @Test(arguments: [
        "", "/", "/a", "//", "a//b", "../x", "a/../../x", "..", ".", "a/.", "/etc/passwd", "a\0b", "a\nb",
        "\u{1B}]0;x\u{7}", "\u{9B}31m", ".waxbill/a.manifest", "a/.waxbill", ".WAXBILL", "a/.Waxbill/b",
    ])
    func refusesReceived(name: String) {
        #expect(throws: FilesClientError.self) { try FilesClient.received(name) }
    }

    @Test func takesReceivedNamesAsTheyAre() throws {
        #expect(try FilesClient.received("a/b").text == "/a/b")
        // Nothing of a name is decoded.
        #expect(try FilesClient.received("%2e%2e/x").components == ["%2e%2e", "x"])
    }
}

/// The code with which something is refused; nil: it is not.
func code<Value>(_ body: () throws -> Value) -> FilesError.Code? {
    do {
        _ = try body()
        return nil
    } catch {
        let refusal = error as? FilesError
        #expect(refusal != nil, "\(error)")
        return refusal?.code
    }
}
