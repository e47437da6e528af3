import NIOCore
import NIOPosix

/// A served folder whose functions run on a pool of threads, because they may block. Each is one way there and back.
struct PooledFolder: Sendable {
    let folder: ServedFolder
    let pool: NIOThreadPool

    /// Opens a file and reads its first bytes, `count` of them or, where it is shorter, all.
    func open(_ path: ServedPath, reading count: Int = 0) async throws(FilesError) -> (OpenFile, ByteBuffer) {
        try await run { (folder) throws(FilesError) in
            let file = try folder.open(path)
            return (file, try file.read(at: 0, count: Int(clamping: min(UInt64(count), file.size))))
        }
    }

    /// Reads from an open file: `count` bytes, or fewer where it ends before.
    func read(_ file: OpenFile, at offset: UInt64, count: Int) async throws(FilesError) -> ByteBuffer {
        try await run { (_) throws(FilesError) in try file.read(at: offset, count: count) }
    }

    /// What is under a path.
    func entry(_ path: ServedPath) async throws(FilesError) -> FolderEntry {
        try await run { (folder) throws(FilesError) in try folder.entry(path) }
    }

    /// The entries of a folder, in order.
    func list(_ path: ServedPath) async throws(FilesError) -> [FolderEntry] {
        try await run { (folder) throws(FilesError) in try folder.list(path) }
    }

    /// Begins a recursive listing.
    func walkTree(_ path: ServedPath) async throws(FilesError) -> TreeWalk {
        try await run { (folder) throws(FilesError) in try folder.walkTree(path) }
    }

    /// The next entries of a recursive listing; none at the end.
    func next(_ count: Int, of walk: TreeWalk) async throws(FilesError) -> [FolderEntry] {
        try await run { (_) throws(FilesError) in try walk.next(count) }
    }

    /// Makes a folder.
    /// - Returns: false where it was there.
    func makeFolder(_ path: ServedPath) async throws(FilesError) -> Bool {
        try await run { (folder) throws(FilesError) in try folder.makeFolder(path) }
    }

    /// Removes a file or an empty folder.
    func remove(_ path: ServedPath, if condition: NameCondition = .none) async throws(FilesError) {
        try await run { (folder) throws(FilesError) in try folder.remove(path, if: condition) }
    }

    /// Begins a file.
    func receive(_ path: ServedPath) async throws(FilesError) -> IncomingFile {
        try await run { (folder) throws(FilesError) in try folder.receive(path) }
    }

    /// Writes bytes of a file that is received.
    func write(_ bytes: ByteBuffer, to file: IncomingFile, at offset: UInt64) async throws(FilesError) {
        try await run { (_) throws(FilesError) in try file.write(bytes, at: offset) }
    }

    /// Gives a received file its name.
    func complete(
        _ file: IncomingFile, if condition: NameCondition = .none
    ) async throws(FilesError) -> IncomingFile.Completion {
        try await run { (_) throws(FilesError) in try file.complete(if: condition) }
    }

    /// Runs anything that may block.
    /// - Throws: `busy` where the pool takes no more work, or the task was cancelled before it began.
    func run<Value: Sendable>(
        _ body: @escaping @Sendable (ServedFolder) throws(FilesError) -> Value
    ) async throws(FilesError) -> Value {
        let folder = folder
        let result: Result<Value, FilesError>
        do {
            result = try await pool.runIfActive {
                do throws(FilesError) { return .success(try body(folder)) } catch { return .failure(error) }
            }
        } catch {
            throw FilesError(.busy, "The server is shutting down, or the request was given up")
        }
        return try result.get()
    }
}
