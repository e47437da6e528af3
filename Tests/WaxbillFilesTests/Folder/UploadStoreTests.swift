import Foundation
import NIOCore
import Testing

@testable import WaxbillFiles

@Suite struct UploadStoreTests {
    private static let root = [UInt8](repeating: 7, count: 32)

    private func key(
        _ path: String = "/dir/file", identity: String? = "alice", root: [UInt8] = root, size: UInt64 = 11
    ) throws -> UploadKey {
        UploadKey(identity: identity, path: try ServedPath(requestTarget: path), root: root, size: size)
    }

    @Test func continuesUploads() throws {
        let yard = try FolderYard()
        let key = try key()
        #expect(try UploadStore(yard.folder).offset(of: key) == 0)
        do {
            let upload = try UploadStore(yard.folder).resume(key, at: 0)
            try upload.append(ByteBuffer(string: "hello "))
        }
        // As after the server was started again.
        let store = UploadStore(try ServedFolder(path: yard.served))
        #expect(try store.offset(of: key) == 6)
        for wrong: UInt64 in [0, 5, 7, 11, .max] {
            #expect(code { try store.resume(key, at: wrong) } == .wrongOffset)
        }
        let upload = try store.resume(key, at: 6)
        #expect(!upload.hasAll)
        #expect(code { try upload.complete(root: Self.root) } == .badRequest)
        #expect(code { try upload.append(ByteBuffer(string: "world!")) } == .badRequest)
        try upload.append(ByteBuffer(string: "world"))
        #expect(upload.hasAll)
        #expect(String(buffer: try upload.read(at: 0, count: 100)) == "hello world")
        #expect(yard.refusal("/dir/file") == .notFound)
        #expect(try upload.complete(root: Self.root).isNew)
        #expect(try yard.read("/dir/file") == "hello world")
        #expect(try store.offset(of: key) == 0)
    }

    @Test func removesWhatHasAnotherRoot() throws {
        let yard = try FolderYard()
        let store = UploadStore(yard.folder)
        let key = try key()
        let upload = try store.resume(key, at: 0)
        try upload.append(ByteBuffer(string: "hello_world"))
        let other = [UInt8](repeating: 8, count: 32)
        #expect(code { try upload.complete(root: other) } == .contentMismatch)
        #expect(yard.refusal("/dir/file") == .notFound)
    }

    @Test func keepsUploadsApart() throws {
        let yard = try FolderYard()
        let store = UploadStore(yard.folder)
        let keys = [
            try key(), try key(identity: "bob"), try key(identity: nil), try key(identity: ""), try key("/dir/other"),
            try key(root: [UInt8](repeating: 8, count: 32)), try key("/%C3%A9"), try key("/e%CC%81"),
        ]
        for (number, key) in keys.enumerated() {
            try store.resume(key, at: 0).append(ByteBuffer(repeating: 0, count: number + 1))
        }
        #expect(try keys.map { try store.offset(of: $0) } == [1, 2, 3, 4, 5, 6, 7, 8])
    }

    @Test func letsOneWrite() throws {
        let yard = try FolderYard()
        let key = try key()
        do {
            let upload = try UploadStore(yard.folder).resume(key, at: 0)
            try upload.append(ByteBuffer(string: "he"))
            let others = [UploadStore(yard.folder), UploadStore(try ServedFolder(path: yard.served))]
            for store in others {
                #expect(code { try store.resume(key, at: 2) } == .uploadInProgress)
                #expect(try store.offset(of: key) == 2)
            }
        }
        #expect(code { try UploadStore(yard.folder).resume(key, at: 2) } == nil)
    }

    @Test func boundsUploads() throws {
        let yard = try FolderYard()
        let store = UploadStore(yard.folder, limits: UploadLimits(count: 2, bytes: 100))
        try store.resume(try key("/a", size: 60), at: 0).append(ByteBuffer(string: "a"))
        // What is announced counts, not what has come.
        #expect(
            code { try store.resume(try key("/b", size: 41), at: 0) } == .tooLarge)
        #expect(
            code { try store.resume(try key("/b", size: .max), at: 0) } == .tooLarge)
        try store.resume(try key("/b", size: 40), at: 0).append(ByteBuffer(string: "b"))
        #expect(code { try store.resume(try key("/c", size: 0), at: 0) } == .busy)
        // Those that are there go on, and others have their own share.
        #expect(code { try store.resume(try key("/a", size: 60), at: 1) } == nil)
        #expect(
            code { try store.resume(try key("/c", identity: "bob", size: 100), at: 0) } == nil)
    }

    @Test func forgetsOldUploads() throws {
        let yard = try FolderYard()
        let store = UploadStore(yard.folder, limits: UploadLimits(age: 100))
        let now = Int64(Date().timeIntervalSince1970)
        let (old, held) = (try key("/old"), try key("/held", identity: "bob"))
        try store.resume(old, at: 0).append(ByteBuffer(string: "old"))
        let upload = try store.resume(held, at: 0)
        try upload.append(ByteBuffer(string: "held"))
        store.removeExpired(now: now + 50)
        #expect(try store.offset(of: old) == 3)
        store.removeExpired(now: now + 200)
        #expect(try store.offset(of: old) == 0)
        #expect(try store.offset(of: held) == 4)
        try upload.append(ByteBuffer(string: "1234567"))
        _ = try upload.complete(root: Self.root)
        #expect(try yard.read("/held") == "held1234567")
        store.removeExpired(now: now + 200)
        #expect(try yard.namesOnDisk(".waxbill/uploads") == [])
    }

    @Test func replacesNothingWithoutTheCondition() throws {
        let yard = try FolderYard()
        let store = UploadStore(yard.folder)
        try yard.put("there", to: "/dir/file")
        let upload = try store.resume(try key(), at: 0)
        try upload.append(ByteBuffer(string: "hello world"))
        #expect(
            code { try upload.complete(root: Self.root, if: .absent) } == .preconditionFailed)
        #expect(try yard.read("/dir/file") == "there")
        #expect(try !upload.complete(root: Self.root).isNew)
        #expect(try yard.read("/dir/file") == "hello world")
    }
}
