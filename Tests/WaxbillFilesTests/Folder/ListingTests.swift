import Foundation
import Testing

@testable import WaxbillFiles

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

@Suite struct ListingTests {
    @Test func listsWhatCanBeAskedFor() throws {
        let yard = try FolderYard()
        try yard.makeFolder("dir")
        try yard.makeFolder(".waxbill")
        try yard.makeFolder(".WaxBill")
        for name in ["b", "a", "\u{E4}", ".hidden", "a.part", "Z"] { try yard.write(name, to: name) }
        for name in ["new\nline", "escape\u{1B}[2J"] { try yard.write("x", to: name) }
        #expect(mkfifo(yard.served + "/fifo", 0o644) == 0)
        // A name that is no UTF-8, which no path can have.
        let latin = Array((yard.served + "/latin").utf8CString.dropLast()) + [CChar(bitPattern: 0xE4), 0]
        let number = open(latin, O_CREAT | O_WRONLY, 0o644)
        #expect(number >= 0)
        close(number)
        yard.link("in", to: "a")
        yard.link("indir", to: "dir")
        yard.link("out", to: "../outside")
        yard.link("outfile", to: "/etc/passwd")
        yard.link("dangling", to: "none")
        #expect(
            try yard.names("/") == [".hidden", "Z", "a", "a.part", "b", "dir/", "in", "indir/", "\u{E4}"])
        let entries = try yard.folder.list(.root)
        let file = try #require(entries.first { $0.name == "a" })
        #expect(file.stamp == (try yard.folder.open(try ServedPath(text: "a")).stamp))
        // A link is listed as what it leads to.
        #expect(entries.first { $0.name == "in" }?.stamp == file.stamp)
    }

    @Test func boundsListings() throws {
        let yard = try FolderYard()
        for number in 0..<20 { try yard.write("", to: "\(number)") }
        #expect(try yard.folder.list(.root, limit: 20).count == 20)
        #expect(code { try yard.folder.list(.root, limit: 19) } == .tooLarge)
    }

    private func tree(_ yard: FolderYard, _ path: String = "/", by count: Int = 3) throws -> [String] {
        let walk = try yard.folder.walkTree(try ServedPath(requestTarget: path))
        var names: [String] = []
        while true {
            let entries = try walk.next(count)
            #expect(entries.count <= count)
            if entries.isEmpty { return names }
            names += entries.map { $0.name + ($0.isFolder ? "/" : "") }
        }
    }

    @Test func walksTrees() throws {
        let yard = try FolderYard()
        try yard.makeFolder("a/b/c")
        try yard.makeFolder("d")
        try yard.makeFolder("a/.waxbill")
        try yard.write("", to: "a/.waxbill/x.manifest")
        for name in ["one", "a/two", "a/b/three", "a/b/c/four"] { try yard.write(name, to: name) }
        // Links to folders are listed and not walked into, so that nothing goes round.
        yard.link("a/b/up", to: "../..")
        yard.link("toa", to: "a")
        yard.link("out", to: "../outside")
        let names = try tree(yard)
        #expect(
            names.sorted() == [
                "a/", "a/b/", "a/b/c/", "a/b/c/four", "a/b/three", "a/b/up/", "a/two", "d/", "one", "toa/",
            ])
        // A folder comes before what is in it.
        for name in names {
            let parent = name.split(separator: "/").dropLast().joined(separator: "/")
            if let at = names.firstIndex(of: name), !parent.isEmpty {
                #expect(try #require(names.firstIndex(of: parent + "/")) < at)
            }
        }
        #expect(try tree(yard, "/a/b/").sorted() == ["c/", "c/four", "three", "up/"])
        #expect(try tree(yard, "/toa/b/", by: 1).sorted() == ["c/", "c/four", "three", "up/"])
        #expect(throws: FilesError.self) { try tree(yard, "/one") }
    }

    @Test func tellsWhatItLeavesOut() throws {
        let yard = try FolderYard()
        try yard.makeFolder("a/.waxbill")
        try yard.write("", to: "a/fine")
        try yard.write("", to: "a/new\nline")
        #expect(mkfifo(yard.served + "/a/fifo", 0o644) == 0)
        yard.link("a/dangling", to: "none")
        yard.link("a/out", to: "../../outside")
        let latin = Array((yard.served + "/latin").utf8CString.dropLast()) + [CChar(bitPattern: 0xE4), 0]
        close(open(latin, O_CREAT | O_WRONLY, 0o644))
        let omissions = Omissions()
        let entries = try yard.folder.walkTree(.root, noting: omissions).next(100)
        #expect(entries.map { $0.name }.sorted() == ["a", "a/fine"])
        let noted = Dictionary(uniqueKeysWithValues: omissions.take().map { ($0.name, $0.reason.code) })
        #expect(
            noted == [
                "latin\u{FFFD}": .badPath, "a/new\nline": .badPath, "a/fifo": .specialFile,
                "a/dangling": .notFound, "a/out": .linkLeavesFolder,
            ])
        #expect(omissions.take().isEmpty)
    }

    @Test func walksAsDeepAsPathsReach() throws {
        let yard = try FolderYard()
        try yard.makeFolder(Array(repeating: "d", count: 70).joined(separator: "/"))
        let names = try tree(yard)
        #expect(names.count == 64)
        for name in names { #expect(throws: Never.self) { try ServedPath(text: name) } }
        #expect(try tree(yard, "/d/d/").count == 62)
    }

    #if os(Linux)
    @Test func keepsFewDescriptorsOpen() throws {
        let yard = try FolderYard()
        for number in 0..<50 { try yard.makeFolder("a/\(number)/x/y") }
        let walk = try yard.folder.walkTree(.root)
        var most = 0
        while try !walk.next(1).isEmpty {
            let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
            let here = open.filter {
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)"))?
                    .hasPrefix(yard.served) ?? false
            }
            most = max(most, here.count)
        }
        // The served folder, and two for each of the five levels.
        #expect(most <= 12)
        #expect(most > 5)
    }
    #endif
}
