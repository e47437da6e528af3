import NIOCore
import NIOPosix
import Testing

@testable import WaxbillFiles

@Suite struct PooledFolderTests {
    @Test func doesTheSameElsewhere() async throws {
        let yard = try FolderYard()
        let pool = NIOThreadPool(numberOfThreads: 2)
        pool.start()
        let pooled = PooledFolder(folder: yard.folder, pool: pool)
        let path = try ServedPath(text: "dir/file")
        let incoming = try await pooled.receive(path)
        try await pooled.write(ByteBuffer(string: "hello world"), to: incoming, at: 0)
        #expect(try await pooled.complete(incoming, if: .absent).isNew)
        let (file, begin) = try await pooled.open(path, reading: 5)
        #expect(String(buffer: begin) == "hello")
        #expect(String(buffer: try await pooled.read(file, at: 6, count: 100)) == "world")
        #expect(try await pooled.open(path, reading: 100).1.readableBytes == 11)
        #expect(try await pooled.entry(path).stamp == file.stamp)
        #expect(try await pooled.list(.root).map { $0.name } == ["dir"])
        let walk = try await pooled.walkTree(.root)
        #expect(try await pooled.next(10, of: walk).map { $0.name } == ["dir", "dir/file"])
        #expect(try await pooled.makeFolder(try ServedPath(text: "new/")))
        try await pooled.remove(path)
        await #expect(throws: FilesError.self) { try await pooled.open(path) }
        try await pool.shutdownGracefully()
        // No thread is left to do it.
        await #expect(throws: FilesError.self) { try await pooled.list(.root) }
    }
}
