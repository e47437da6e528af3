import Foundation
import NIOCore
import Testing
import WaxbillTestSupport

@testable import WaxbillFiles

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

@Suite struct ServedFolderTests {
    @Test func opensFiles() throws {
        let yard = try FolderYard()
        try yard.makeFolder("a/b")
        try yard.write("one", to: "one")
        try yard.write("two", to: "a/b/t w\u{F6}")
        #expect(try yard.read("/one") == "one")
        #expect(try yard.read("/a/b/t%20w%C3%B6") == "two")
        let file = try yard.folder.open(try ServedPath(requestTarget: "/one"))
        #expect(String(buffer: try file.read(at: 1, count: 1)) == "n")
        #expect(String(buffer: try file.read(at: 1, count: 100)) == "ne")
        #expect(try file.read(at: 3, count: 1).readableBytes == 0)
        #expect(try file.read(at: .max, count: 1).readableBytes == 0)
        #expect(try file.read(at: UInt64(Int64.max), count: 1).readableBytes == 0)
    }

    @Test func tellsWhatIsNotThere() throws {
        let yard = try FolderYard()
        try yard.makeFolder("a")
        try yard.write("one", to: "one")
        #expect(yard.refusal("/none") == .notFound)
        #expect(yard.refusal("/none/none") == .notFound)
        #expect(yard.refusal("/a") == .isAFolder)
        #expect(yard.refusal("/a/") == .isAFolder)
        #expect(yard.refusal("/") == .isAFolder)
        #expect(yard.refusal("/one/") == .notAFolder)
        #expect(yard.refusal("/one/x") == .notAFolder)
        #expect(code { try yard.folder.list(try ServedPath(text: "/one")) } == .notAFolder)
        #expect(code { try yard.folder.list(try ServedPath(text: "/no/")) } == .notFound)
        #expect(throws: FilesError.self) { try ServedFolder(path: yard.served + "/one") }
        #expect(throws: FilesError.self) { try ServedFolder(path: yard.served + "/none") }
    }

    @Test func namesPathsAsRequested() throws {
        let yard = try FolderYard()
        do {
            _ = try yard.read("/none/%C3%A4")
        } catch {
            #expect(error.detail.hasPrefix("/none/\u{E4}: "))
            #expect(!error.description.contains(yard.served))
        }
    }

    @Test(arguments: [
        // Within the folder, up and down.
        ("file", "dir/inner", "inner"), ("file", "./dir/./inner", "inner"), ("file", "dir/../dir//inner", "inner"),
        ("dir/file", "../top", "top"), ("dir/file", "inner", "inner"), ("dir/deep/file", "../../top", "top"),
    ])
    func followsLinksInside(name: String, target: String, content: String) throws {
        let yard = try FolderYard()
        try yard.makeFolder("dir/deep")
        try yard.write("inner", to: "dir/inner")
        try yard.write("top", to: "top")
        yard.link(name, to: target)
        #expect(try yard.read("/" + name) == content)
    }

    @Test func followsLinksToFolders() throws {
        let yard = try FolderYard()
        try yard.makeFolder("dir/deep")
        try yard.write("inner", to: "dir/inner")
        yard.link("to", to: "dir")
        yard.link("dir/deep/up", to: "..")
        yard.link("self", to: ".")
        yard.link("chain", to: "self/to/deep/up/deep/up")
        for path in ["/to/inner", "/to/deep/up/inner", "/self/self/self/to/inner", "/chain/inner"] {
            #expect(try yard.read(path) == "inner")
        }
        #expect(try yard.names("/chain/") == ["deep/", "inner"])
        // Links in a folder that was reached by a link, and those of the served folder itself.
        yard.link("dir/deep/top", to: "../../dir/inner")
        #expect(try yard.names("/to/deep/up/deep/") == ["top", "up/"])
        #expect(try yard.names("/self/") == ["chain/", "dir/", "self/", "to/"])
    }

    @Test(arguments: [
        "../outside/secret", "/etc/passwd", "/", "..", "../..", "dir/../../outside/secret", "dir/up/up/outside/secret",
        "../served/dir/inner", "self/../../outside/secret", "/proc/self/root/etc/passwd", "/proc/self/cwd",
        "./../outside/secret", "dir/./../.././outside/secret", "../", "/dev/null", ".waxbill", ".waxbill/uploads/x",
        ".WAXBILL/uploads/x", "dir/../.waxbill/uploads/x",
    ])
    func refusesLinksThatLeave(target: String) throws {
        let yard = try FolderYard()
        try yard.makeFolder("dir")
        try yard.makeFolder(".waxbill/uploads")
        try yard.write("bytes", to: ".waxbill/uploads/x")
        try yard.write("inner", to: "dir/inner")
        yard.link("self", to: ".")
        yard.link("dir/up", to: "..")
        yard.link("up", to: "..")
        yard.link("bad", to: target)
        yard.link("dir/bad", to: "../bad")
        for path in ["/bad", "/bad/", "/bad/x", "/dir/bad", "/self/bad", "/dir/up/dir/bad"] {
            #expect(yard.refusal(path) == .linkLeavesFolder)
            let served = try ServedPath(requestTarget: path)
            #expect(code { try yard.folder.entry(served) } == .linkLeavesFolder)
            #expect(code { try yard.folder.list(served) } == .linkLeavesFolder)
            let below = try served.appending("new")
            #expect(code { try yard.folder.receive(below) } == .linkLeavesFolder)
            #expect(code { try yard.folder.makeFolder(below) } == .linkLeavesFolder)
            #expect(code { try yard.folder.remove(below) } == .linkLeavesFolder)
        }
        #expect(try !yard.names("/").contains { $0.hasPrefix("bad") })
    }

    @Test func endsAtLinksWithoutEnd() throws {
        let yard = try FolderYard()
        yard.link("self", to: "self")
        yard.link("a", to: "b")
        yard.link("b", to: "a/x")
        yard.link("grow", to: "grow/grow/grow")
        yard.link("dangling", to: "none")
        for path in ["/self", "/self/x", "/a", "/b/", "/grow", "/grow/x"] {
            #expect(yard.refusal(path) == .linkLeavesFolder)
        }
        #expect(yard.refusal("/dangling") == .notFound)
        #expect(try yard.names("/") == [])
        // A chain that is long, and one that is too long.
        try yard.write("end", to: "end")
        yard.link("0", to: "end")
        for number in 1...150 { yard.link("\(number)", to: "\(number - 1)") }
        #expect(try yard.read("/39") == "end")
        #expect(yard.refusal("/150") == .linkLeavesFolder)
    }

    @Test func refusesSpecialFiles() throws {
        let yard = try FolderYard()
        #expect(mkfifo(yard.served + "/fifo", 0o644) == 0)
        let unix = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(unix) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        // The path of a temporary folder can be too long for a socket's address.
        let short = "/tmp/waxbill-socket-\(UUID().uuidString)"
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: short.utf8) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(unix, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        #expect(bound == 0)
        if rename(short, yard.served + "/socket") != 0 {
            // On another file system.
            unlink(short)
            #expect(mkfifo(yard.served + "/socket", 0o644) == 0)
        }
        yard.link("link", to: "fifo")
        for name in ["fifo", "socket", "link"] {
            let path = try ServedPath(requestTarget: "/" + name)
            #expect(yard.refusal("/" + name) == .specialFile)
            #expect(code { try yard.folder.entry(path) } == .specialFile)
        }
        #expect(yard.refusal("/fifo/x") == .notAFolder)
        #expect(code { try yard.put("x", to: "/fifo") } == .specialFile)
        #expect(code { try yard.folder.remove(try ServedPath(text: "/fifo")) } == .specialFile)
        #expect(try yard.names("/") == [])
    }

    @Test func refusesDevices() throws {
        // Whoever may not make devices serves the system's own.
        let folder = try ServedFolder(path: "/dev")
        for name in ["null", "zero", "full"] {
            let path = try ServedPath(components: [name], isFolder: false)
            #expect(code { try folder.open(path) } == .specialFile)
        }
        #expect(try !folder.list(.root).contains { $0.name == "null" })
    }

    @Test func tellsWhenFilesChange() throws {
        let yard = try FolderYard()
        try yard.write("one", to: "one")
        let path = try ServedPath(requestTarget: "/one")
        let file = try yard.folder.open(path)
        #expect(try !file.hasChanged())
        #expect(try yard.folder.open(path).stamp.entityTag == file.stamp.entityTag)
        #expect(file.stamp.entityTag.wholeMatch(of: /"[0-9a-f]{32}"/) != nil)
        // The same size, and the time of modification set back.
        let handle = try #require(FileHandle(forWritingAtPath: yard.served + "/one"))
        usleep(20_000)
        try handle.write(contentsOf: Data("two".utf8))
        try handle.close()
        let modified = timespec(
            tv_sec: Int(file.stamp.modified.seconds), tv_nsec: Int(file.stamp.modified.nanoseconds))
        #expect(utimensat(AT_FDCWD, yard.served + "/one", [modified, modified], 0) == 0)
        #expect(try file.hasChanged())
        let again = try yard.folder.open(path)
        #expect(again.stamp.modified == file.stamp.modified)
        #expect(again.stamp.entityTag != file.stamp.entityTag)
        // Replaced by another file, of which the open one knows nothing but that its name is gone.
        let before = try yard.folder.open(path)
        try yard.put("six", to: "/one")
        #expect(String(buffer: try before.read(at: 0, count: 3)) == "two")
        #expect(try yard.folder.open(path).stamp.entityTag != before.stamp.entityTag)
    }

    @Test func removesAndMakes() throws {
        let yard = try FolderYard()
        let remove = { (path: String) in
            code { try yard.folder.remove(try ServedPath(requestTarget: path)) }
        }
        #expect(try yard.folder.makeFolder(try ServedPath(requestTarget: "/a/b/c/")))
        #expect(try !yard.folder.makeFolder(try ServedPath(requestTarget: "/a/b/c/")))
        #expect(try !yard.folder.makeFolder(.root))
        try yard.write("one", to: "a/one")
        #expect(
            code { try yard.folder.makeFolder(try ServedPath(text: "/a/one")) }
                == .notAFolder)
        #expect(
            code { try yard.folder.makeFolder(try ServedPath(text: "/a/one/x/")) }
                == .notAFolder)
        #expect(remove("/") == .forbidden)
        #expect(remove("/a/") == .notEmpty)
        #expect(remove("/a") == .isAFolder)
        #expect(remove("/a/one/") == .notAFolder)
        #expect(remove("/a/none") == .notFound)
        #expect(remove("/none/x") == .notFound)
        #expect(remove("/a/b/c/") == nil)
        #expect(remove("/a/b/") == nil)
        // A link goes, and not what it points to.
        yard.link("secret", to: "../outside/secret")
        #expect(remove("/secret") == nil)
        #expect(try yard.directory.text("outside/secret") == FolderYard.secret)
        let path = try ServedPath(requestTarget: "/a/one")
        #expect(
            code { try yard.folder.remove(path, if: .matching { _ in false }) }
                == .preconditionFailed)
        #expect(try yard.read("/a/one") == "one")
        let stamp = try yard.folder.entry(path).stamp
        try yard.folder.remove(path, if: .matching { $0 == stamp })
        #expect(remove("/a/") == nil)
        #expect(try yard.names("/") == [])
    }
}
