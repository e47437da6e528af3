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

/// Disks that are full, permissions that are missing, and processes that are killed, each in a process of its own.
@Suite(.serialized) struct HardTimesTests {
    static let isRoot = geteuid() == 0

    @Test(.enabled(if: isRoot, "mounting a small disk needs root")) func tellsAFullDisk() throws {
        let yard = try FolderYard()
        let options = ["-t", "tmpfs", "-o", "size=1m", "tmpfs", yard.served]
        let mounted = try ChildProcess.run("/bin/mount", options)
        try #require(mounted.status == 0, "\(mounted.error)")
        defer { _ = try? ChildProcess.run("/bin/umount", ["-l", yard.served]) }
        let folder = try ServedFolder(path: yard.served)
        let path = try ServedPath(text: "file")
        let old = try folder.receive(path)
        try old.write(ByteBuffer(string: "old"), at: 0)
        _ = try old.complete()

        let tooLarge = code {
            let file = try folder.receive(path)
            try file.write(ByteBuffer(repeating: 1, count: 4 << 20), at: 0)
            _ = try file.complete()
        }
        #expect(tooLarge == .diskFull)
        #expect(String(buffer: try folder.open(path).read(at: 0, count: 100)) == "old")
        #expect(try FileManager.default.contentsOfDirectory(atPath: yard.served + "/.waxbill/incoming") == [])

        // What a full disk took of an upload is kept, and counted.
        let store = UploadStore(folder)
        let key = UploadKey(identity: nil, path: path, root: [], size: 4 << 20)
        do {
            let upload = try store.resume(key, at: 0)
            let refused = code {
                try upload.append(ByteBuffer(repeating: 1, count: 4 << 20))
            }
            #expect(refused == .diskFull)
            #expect(upload.offset > 0)
            #expect(try store.offset(of: key) == upload.offset)
        }
        let part = try folder.receivePart(try ServedPath(text: "other"))
        #expect(
            code { try part.write(ByteBuffer(repeating: 1, count: 1 << 20), at: 0) }
                == .diskFull)
        part.discard()
    }

    /// An upload lies on the disk of the served folder, and its path may be on another one below.
    @Test(.enabled(if: isRoot, "mounting another disk needs root")) func movesToOtherDisks() throws {
        let yard = try FolderYard()
        try yard.makeFolder("disk")
        let mounted = try ChildProcess.run(
            "/bin/mount", ["-t", "tmpfs", "-o", "size=16m", "tmpfs", yard.served + "/disk"])
        try #require(mounted.status == 0, "\(mounted.error)")
        defer { _ = try? ChildProcess.run("/bin/umount", ["-l", yard.served + "/disk"]) }
        let content = ByteBuffer(repeating: 3, count: 3_000_000)
        let path = try ServedPath(text: "disk/file")
        let key = UploadKey(identity: nil, path: path, root: [1], size: 3_000_000)
        let store = UploadStore(yard.folder)
        do {
            let upload = try store.resume(key, at: 0)
            try upload.append(content)
            // A refusal costs nothing of what came.
            let refusal = code { try upload.complete(root: [1], if: .matching { $0 != nil }) }
            #expect(refusal == .preconditionFailed)
            #expect(upload.hasAll)
            #expect(try upload.complete(root: [1]).isNew)
        }
        #expect(try yard.folder.open(path).read(at: 0, count: 4_000_000) == content)
        #expect(try store.offset(of: key) == 0)
        try yard.put("small", to: "/disk/file")
        #expect(try yard.read("/disk/file") == "small")
        #expect(try yard.names("/disk/") == ["file"])
    }

    @Test func tellsAFileThatIsTooLargeForTheProcess() async throws {
        let yard = try FolderYard()
        await #expect(processExitsWith: .success) { [served = yard.served as String] in
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 100_000, rlim_max: 100_000)
            #if canImport(Glibc)
            #expect(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
            #else
            #expect(setrlimit(RLIMIT_FSIZE, &limit) == 0)
            #endif
            let folder = try ServedFolder(path: served)
            let file = try folder.receive(try ServedPath(text: "file"))
            let refused = code {
                try file.write(ByteBuffer(repeating: 1, count: 200_000), at: 0)
            }
            #expect(refused == .tooLarge)
        }
        #expect(try yard.namesOnDisk(".waxbill/incoming") == [])
    }

    @Test func tellsThatTooManyFilesAreOpen() async throws {
        let yard = try FolderYard()
        try yard.write("one", to: "one")
        await #expect(processExitsWith: .success) { [served = yard.served as String] in
            let folder = try ServedFolder(path: served)
            let path = try ServedPath(text: "one")
            var limit = rlimit(rlim_cur: 64, rlim_max: 64)
            #if canImport(Glibc)
            #expect(setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
            #else
            #expect(setrlimit(RLIMIT_NOFILE, &limit) == 0)
            #endif
            var open: [OpenFile] = []
            var refused: FilesError.Code?
            while refused == nil, open.count < 100 {
                do throws(FilesError) { open.append(try folder.open(path)) } catch { refused = error.code }
            }
            #expect(refused == .busy)
            open = []
            #expect(code { try folder.open(path) } == nil)
        }
    }

    @Test(.enabled(if: isRoot, "becoming somebody else needs root")) func tellsMissingPermissions() async throws {
        let yard = try FolderYard()
        try yard.makeFolder("closed")
        try yard.makeFolder("passable")
        for name in ["unreadable", "readable", "closed/in", "passable/in"] { try yard.write(name, to: name) }
        chmod(yard.served + "/unreadable", 0o600)
        chmod(yard.served + "/closed", 0o700)
        chmod(yard.served + "/passable", 0o711)
        await #expect(processExitsWith: .success) { [served = yard.served as String] in
            let folder = try ServedFolder(path: served)
            #expect(setgid(65534) == 0)
            #expect(setuid(65534) == 0)
            func refusal(_ path: String) -> FilesError.Code? {
                code { try folder.open(try ServedPath(text: path)) }
            }
            #expect(refusal("unreadable") == .forbidden)
            #expect(refusal("closed/in") == .forbidden)
            #expect(refusal("readable") == nil)
            // To go through a folder, one need not read it.
            #expect(refusal("passable/in") == nil)
            #expect(
                code { try folder.list(try ServedPath(text: "passable/")) } == .forbidden)
            // Serving does not need to write.
            #expect(code { try folder.receive(try ServedPath(text: "new")) } == .forbidden)
            let key = UploadKey(identity: nil, path: try ServedPath(text: "new"), root: [], size: 1)
            #expect(try UploadStore(folder).offset(of: key) == 0)
            #expect(code { try folder.remove(try ServedPath(text: "readable")) } == .forbidden)
            let made = code { try folder.makeFolder(try ServedPath(text: "new/")) }
            #expect(made == .forbidden)
            // What is missing from a recursive listing is told.
            let entries = try folder.walkTree(.root).next(100)
            #expect(
                entries.filter { $0.isDenied }.map { $0.name }.sorted() == ["closed", "passable"])
            #expect(entries.count == 4)
        }
    }

    @Test(arguments: 0..<5) func leavesNothingWhenKilled(stage: Int) async throws {
        let yard = try FolderYard()
        try yard.put("old", to: "/replaced")
        let captured = stage
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [served = yard.served as String, stage = captured as Int] in
            let folder = try ServedFolder(path: served)
            let file = try folder.receive(try ServedPath(text: "file"))
            let other = try folder.receive(try ServedPath(text: "replaced"))
            for block in 0..<stage {
                try file.write(ByteBuffer(repeating: 1, count: 1 << 20), at: UInt64(block) << 20)
                try other.write(ByteBuffer(repeating: 2, count: 100), at: UInt64(block) * 100)
            }
            kill(getpid(), SIGKILL)
        }
        #expect(yard.refusal("/file") == .notFound)
        #expect(try yard.read("/replaced") == "old")
        // The next server removes what was left, but not what this one is writing.
        let writing = try yard.folder.receive(try ServedPath(text: "mine"))
        #expect(try yard.namesOnDisk(".waxbill/incoming").count == 3)
        let next = try ServedFolder(path: yard.served)
        next.removeAbandoned()
        #expect(try yard.namesOnDisk(".waxbill/incoming").count == 1)
        let incoming = try next.receive(try ServedPath(text: "new"))
        #expect(try yard.namesOnDisk(".waxbill/incoming").count == 2)
        _ = try incoming.complete()
        _ = try writing.complete()
        #expect(try yard.names("/") == ["mine", "new", "replaced"])
    }

    @Test(arguments: 0..<4) func showsOnlyWholeFilesWheneverKilled(round: Int) async throws {
        let yard = try FolderYard()
        let captured = round
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [served = yard.served as String, round = captured as Int] in
            let folder = try ServedFolder(path: served)
            Thread.detachNewThread {
                usleep(UInt32(20_000 + round * 17_003))
                kill(getpid(), SIGKILL)
            }
            for version in UInt8(0)...255 {
                let file = try folder.receive(try ServedPath(text: "file"))
                for block in 0..<16 {
                    try file.write(ByteBuffer(repeating: version, count: 16_384), at: UInt64(block) * 16_384)
                }
                _ = try file.complete(isSynchronized: false)
                if version == 255 { sleep(10) }
            }
        }
        guard let file = try? yard.folder.open(try ServedPath(text: "file")) else { return }
        let content = try file.read(at: 0, count: 1 << 20)
        #expect(content.readableBytes == 262_144)
        #expect(Set(content.readableBytesView).count == 1)
    }

    @Test func continuesWhatAKilledProcessLeft() async throws {
        let yard = try FolderYard()
        await #expect(processExitsWith: .signal(SIGKILL)) { [served = yard.served as String] in
            let folder = try ServedFolder(path: served)
            let part = try folder.receivePart(try ServedPath(text: "part"))
            try part.write(ByteBuffer(string: "half"), at: 0)
            let key = UploadKey(identity: "a", path: try ServedPath(text: "up"), root: [1], size: 8)
            let upload = try UploadStore(folder).resume(key, at: 0)
            try upload.append(ByteBuffer(string: "half"))
            kill(getpid(), SIGKILL)
        }
        // The locks went with the process.
        let part = try yard.folder.receivePart(try ServedPath(text: "part"))
        #expect(try part.size() == 4)
        let key = UploadKey(identity: "a", path: try ServedPath(text: "up"), root: [1], size: 8)
        let upload = try UploadStore(yard.folder).resume(key, at: 4)
        try upload.append(ByteBuffer(string: "HALF"))
        _ = try upload.complete(root: [1])
        #expect(try yard.read("/up") == "halfHALF")
    }
}
