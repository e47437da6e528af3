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

@Suite struct IncomingFileTests {
    @Test func givesNamesToWholeFiles() throws {
        let yard = try FolderYard()
        let path = try ServedPath(requestTarget: "/a/b/new")
        let file = try yard.folder.receive(path)
        try file.write(ByteBuffer(string: "world"), at: 6)
        try file.write(ByteBuffer(string: "hello "), at: 0)
        #expect(yard.refusal("/a/b/new") == .notFound)
        #expect(try file.size() == 11)
        #expect(String(buffer: try file.read(at: 4, count: 4)) == "o wo")
        let completion = try file.complete()
        #expect(completion.isNew)
        #expect(try yard.read("/a/b/new") == "hello world")
        #expect(try yard.folder.open(path).stamp == completion.stamp)
        #expect(try yard.namesOnDisk(".waxbill/incoming") == [])
        #expect(try !yard.put("again", to: "/a/b/new").isNew)
        #expect(try yard.read("/a/b/new") == "again")
        let attributes = try FileManager.default.attributesOfItem(atPath: yard.served + "/a/b/new")
        let mode = try #require(attributes[.posixPermissions] as? Int)
        #expect(mode & 0o133 == 0)
        #expect(mode & 0o600 == 0o600)
        let state = try FileManager.default.attributesOfItem(atPath: yard.served + "/.waxbill")
        #expect(state[.posixPermissions] as? Int == 0o700)
    }

    @Test func discardsWhatIsNotCompleted() throws {
        let yard = try FolderYard()
        try yard.write("old", to: "file")
        do {
            let file = try yard.folder.receive(try ServedPath(requestTarget: "/file"))
            try file.write(ByteBuffer(string: "new and longer"), at: 0)
            #expect(try yard.namesOnDisk(".waxbill/incoming").count == 1)
        }
        #expect(try yard.namesOnDisk(".waxbill/incoming") == [])
        #expect(try yard.read("/file") == "old")
    }

    @Test func refusesFoldersNames() throws {
        let yard = try FolderYard()
        try yard.makeFolder("dir")
        #expect(code { try yard.put("x", to: "/dir") } == .isAFolder)
        #expect(code { try yard.put("x", to: "/dir/") } == .isAFolder)
        #expect(code { try yard.put("x", to: "/") } == .isAFolder)
        try yard.write("file", to: "file")
        #expect(code { try yard.put("x", to: "/file/x") } == .notAFolder)
        #expect(try yard.namesOnDisk(".waxbill/incoming") == [])
    }

    @Test(arguments: [false, true])
    func replacesLinksAndNotTheirTargets(isPart: Bool) throws {
        let yard = try FolderYard()
        try yard.write("target", to: "target")
        yard.link("inside", to: "target")
        yard.link("outside", to: "../outside/secret")
        yard.link("dangling", to: "../outside/new")
        for name in ["inside", "outside", "dangling"] {
            let path = try ServedPath(requestTarget: "/" + name)
            let file = isPart ? try yard.folder.receivePart(path) : try yard.folder.receive(path)
            try file.write(ByteBuffer(string: "new"), at: 0)
            _ = try file.complete()
            #expect(try yard.read("/" + name) == "new")
        }
        #expect(try yard.read("/target") == "target")
        #expect(try yard.directory.text("outside/secret") == FolderYard.secret)
        #expect(!FileManager.default.fileExists(atPath: yard.outside + "/new"))
    }

    @Test func checksConditions() throws {
        let yard = try FolderYard()
        let first = try yard.put("one", to: "/file", if: .absent)
        #expect(first.isNew)
        #expect(code { try yard.put("two", to: "/file", if: .absent) } == .preconditionFailed)
        #expect(try yard.read("/file") == "one")
        let stale = first.stamp.entityTag
        let second = try yard.put("two", to: "/file", if: .matching { $0?.entityTag == stale })
        #expect(!second.isNew)
        let third = code {
            try yard.put("three", to: "/file", if: .matching { $0?.entityTag == stale })
        }
        #expect(third == .preconditionFailed)
        #expect(try yard.read("/file") == "two")
        #expect(
            code { try yard.put("x", to: "/none", if: .matching { $0 != nil }) }
                == .preconditionFailed)
        #expect(yard.refusal("/none") == .notFound)
        #expect(try yard.namesOnDisk(".waxbill/incoming") == [])
    }

    @Test func refusesAStateFolderOfOthers() throws {
        let yard = try FolderYard()
        yard.link(".waxbill", to: "../outside")
        #expect(throws: FilesError.self) { try yard.put("x", to: "/file") }
        #expect(try FileManager.default.contentsOfDirectory(atPath: yard.outside) == ["secret"])
        unlink(yard.served + "/.waxbill")
        try yard.makeFolder(".waxbill")
        chmod(yard.served + "/.waxbill", 0o777)
        #expect(code { try yard.put("x", to: "/file") } == .forbidden)
        rmdir(yard.served + "/.waxbill")
        try yard.put("x", to: "/file")
        // Deleted by hand while the server runs.
        try FileManager.default.removeItem(atPath: yard.served + "/.waxbill")
        try yard.put("y", to: "/file")
        #expect(try yard.read("/file") == "y")
    }

    @Test func keepsParts() throws {
        let yard = try FolderYard()
        let path = try ServedPath(requestTarget: "/dir/file")
        do {
            let file = try yard.folder.receivePart(path)
            try file.write(ByteBuffer(string: "hello "), at: 0)
            // Two at once would mix.
            #expect(code { try yard.folder.receivePart(path) } == .uploadInProgress)
        }
        #expect(try yard.namesOnDisk("dir") == ["file.part"])
        do {
            let file = try yard.folder.receivePart(path)
            #expect(try file.size() == 6)
            try file.write(ByteBuffer(string: "world, and more"), at: 6)
            try file.truncate(to: 11)
            try file.setModified(FileTime(seconds: 1_000_000_000, nanoseconds: 5_000_000))
            let stamp = try file.complete().stamp
            #expect(stamp.modified.seconds == 1_000_000_000)
        }
        #expect(try yard.namesOnDisk("dir") == ["file"])
        #expect(try yard.read("/dir/file") == "hello world")
        let file = try yard.folder.receivePart(path)
        file.discard()
    }

    @Test func refusesPartsThatAreSomethingElse() throws {
        let yard = try FolderYard()
        let receive = { (name: String) in
            code { try yard.folder.receivePart(try ServedPath(text: name)) }
        }
        yard.link("a.part", to: "../outside/secret")
        #expect(receive("a") == .specialFile)
        #expect(mkfifo(yard.served + "/b.part", 0o644) == 0)
        #expect(receive("b") == .specialFile)
        #expect(link(yard.outside + "/secret", yard.served + "/c.part") == 0)
        #expect(receive("c") == .specialFile)
        try yard.makeFolder("d.part")
        #expect(receive("d") == .isAFolder)
        #expect(try yard.directory.text("outside/secret") == FolderYard.secret)
    }

    @Test func givesANameToNothingButItsOwnFile() throws {
        let yard = try FolderYard()
        do {
            // What a server that lists "x" and "x.part" could do.
            let first = try yard.folder.receivePart(try ServedPath(text: "x"))
            try first.write(ByteBuffer(string: "content of x"), at: 0)
            let second = try yard.folder.receivePart(try ServedPath(text: "x.part"))
            try second.write(ByteBuffer(string: "content of x.part"), at: 0)
            _ = try second.complete()
            #expect(code { try first.complete() } == .busy)
            // Nor is the other one removed.
            first.discard()
        }
        #expect(try yard.namesOnDisk("").filter { $0 != ".waxbill" } == ["x.part"])
        #expect(try yard.read("/x.part") == "content of x.part")
    }

    @Test func takesTheLongestNames() throws {
        let yard = try FolderYard()
        for name in [String(repeating: "n", count: 250), String(repeating: "n", count: 255)] {
            let path = try ServedPath(text: name)
            let file = try yard.folder.receivePart(path)
            try file.write(ByteBuffer(string: "long"), at: 0)
            _ = try file.complete()
            #expect(try yard.read("/" + name) == "long")
            try yard.put("again", to: "/" + name)
            #expect(try yard.read("/" + name) == "again")
        }
    }

    @Test func mixesNoWriters() async throws {
        let yard = try FolderYard()
        let contents = (0..<4).map { String(repeating: "\($0)", count: 300_000 + $0) }
        try yard.put(contents[0], to: "/file")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for content in contents {
                group.addTask {
                    for _ in 0..<30 {
                        let file = try yard.folder.receive(try ServedPath(text: "file"))
                        var offset = 0
                        // In pieces, so that the writers are in each other's way.
                        while offset < content.utf8.count {
                            let piece = content.utf8.dropFirst(offset).prefix(50_000)
                            try file.write(ByteBuffer(bytes: piece), at: UInt64(offset))
                            offset += piece.count
                            await Task.yield()
                        }
                        _ = try file.complete(isSynchronized: false)
                    }
                }
            }
            group.addTask {
                for _ in 0..<200 {
                    let content = try yard.read("/file")
                    #expect(contents.contains(content))
                    await Task.yield()
                }
            }
            try await group.waitForAll()
        }
        #expect(contents.contains(try yard.read("/file")))
        #expect(try yard.namesOnDisk(".waxbill/incoming") == [])
    }

    @Test func letsOnlyOneBeTheFirst() async throws {
        let yard = try FolderYard()
        for round in 0..<20 {
            let firsts = await withTaskGroup(of: Bool.self) { group in
                for writer in 0..<8 {
                    group.addTask {
                        code {  // A second process, as far as locks within one go.
                            let folder = try ServedFolder(path: yard.served)
                            let file = try folder.receive(try ServedPath(text: "\(round)"))
                            try file.write(ByteBuffer(string: "\(writer)"), at: 0)
                            return try file.complete(if: .absent, isSynchronized: false)
                        } == nil
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(firsts == 1)
        }
    }
}
