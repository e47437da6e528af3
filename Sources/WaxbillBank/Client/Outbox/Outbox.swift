import WaxbillX509

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A folder of requests, each kept from before it is sent until there is an answer, so that a client which fails in between knows what to
/// ask about, and with which key. Its functions may block.
package struct Outbox: Sendable {
    /// The most bytes of a file.
    private static let longest = 65_536
    /// For how long, in seconds, an unfinished file may be somebody's who is still writing it.
    private static let abandonedAge = 600
    private static let suffix = ".json"
    private static let draftPrefix = ".new-"

    /// The folder, which is made when something is kept.
    package let path: String
    private let synchronize: @Sendable (Int32) -> Int32

    /// The outbox in a folder.
    /// - Parameter synchronize: brings an open file or folder to the disk, and returns 0, or -1 with `errno`.
    package init(path: String, synchronize: @escaping @Sendable (Int32) -> Int32 = { fsync($0) }) {
        self.path = path
        self.synchronize = synchronize
    }

    /// Keeps a request: it is on the disk when this returns.
    /// - Throws: ``OutboxError``: `waiting` where the same one waits under another key.
    package func keep(_ request: PendingRequest) throws(OutboxError) -> KeptRequest {
        let folder = try openFolder(makes: true)
        defer { close(folder) }
        for key in try keys() where key != request.key {
            // A new request that does the same as one which somebody is sending right now is a second one, and meant.
            guard let other = try? take(key), other.request.isSame(as: request) else { continue }
            throw .waiting(key, summary: other.request.summary)
        }
        let draft = "\(path)/\(Self.draftPrefix)\(request.key)-\(UInt32.random(in: .min ... .max))"
        let descriptor = open(draft, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .file(FileError("create", draft, code: errno)) }
        let kept = KeptRequest(request, isInDoubt: false, path: file(request.key), locked: descriptor)
        defer { unlink(draft) }
        // The lock stays with the file when it gets its name: nobody takes it for one that was left behind.
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .file(FileError("lock", draft, code: errno)) }
        try write(request.encoded, to: descriptor, draft)
        guard link(draft, file(request.key)) == 0 else {
            let code = errno
            guard code == EEXIST else { throw .file(FileError("create", file(request.key), code: code)) }
            return try again(request)
        }
        guard synchronize(folder) == 0 else {
            let code = errno
            kept.remove()
            throw .file(FileError("write", path, code: code))
        }
        return kept
    }

    /// Takes a kept request to send it.
    /// - Throws: ``OutboxError``: `busy` where another process is sending it; `file`, missing, where there is none.
    package func take(_ key: IdempotencyKey) throws(OutboxError) -> KeptRequest {
        let (descriptor, path) = try openFile(key)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .busy(key)
        }
        do throws(OutboxError) {
            let request = try read(descriptor, path, key)
            var (here, there) = (stat(), stat())
            // Whoever had the lock before may have had its answer.
            guard fstat(descriptor, &here) == 0, lstat(path, &there) == 0, here.st_ino == there.st_ino else {
                throw .file(FileError("read", path, code: ENOENT))
            }
            return KeptRequest(request, isInDoubt: true, path: path, locked: descriptor)
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// All that is kept, the oldest first.
    /// - Returns: whether another process is sending it, for each.
    package func requests() throws(OutboxError) -> [(request: PendingRequest, isBusy: Bool)] {
        var found: [(request: PendingRequest, isBusy: Bool)] = []
        for key in try keys() {
            do throws(OutboxError) {
                let (descriptor, path) = try openFile(key)
                defer { close(descriptor) }
                let isBusy = flock(descriptor, LOCK_EX | LOCK_NB) != 0
                found.append((try read(descriptor, path, key), isBusy))
            } catch {
                guard case .file(let error) = error, error.isMissing else { throw error }
            }
        }
        return found.sorted { ($0.request.time, $0.request.key.high) < ($1.request.time, $1.request.key.high) }
    }

    /// Forgets a request, whatever became of it.
    /// - Throws: ``OutboxError``: `busy` where another process is sending it.
    package func drop(_ key: IdempotencyKey) throws(OutboxError) -> PendingRequest {
        let kept = try take(key)
        kept.remove()
        return kept.request
    }
}

extension Outbox {
    /// The request has been kept before: it is sent again.
    private func again(_ request: PendingRequest) throws(OutboxError) -> KeptRequest {
        let kept = try take(request.key)
        guard kept.request.isSame(as: request) else { throw .otherRequest(request.key) }
        return kept
    }

    private func file(_ key: IdempotencyKey) -> String { "\(path)/\(key)\(Self.suffix)" }

    private func openFile(_ key: IdempotencyKey) throws(OutboxError) -> (Int32, String) {
        let path = file(key)
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw .file(FileError("read", path, code: errno)) }
        return (descriptor, path)
    }

    /// The keys of what is kept; what killed processes left unfinished is removed.
    private func keys() throws(OutboxError) -> [IdempotencyKey] {
        guard let stream = opendir(path) else {
            guard errno == ENOENT else { throw .file(FileError("read", path, code: errno)) }
            return []
        }
        defer { closedir(stream) }
        var keys: [IdempotencyKey] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix(Self.draftPrefix) { removeIfAbandoned("\(path)/\(name)") }
            guard name.hasSuffix(Self.suffix), let key = IdempotencyKey(name.dropLast(Self.suffix.count)) else {
                continue
            }
            keys.append(key)
        }
        return keys
    }

    private func removeIfAbandoned(_ draft: String) {
        var status = stat()
        guard lstat(draft, &status) == 0, status.modificationTime < time(nil) - Self.abandonedAge else { return }
        unlink(draft)
    }

    private func read(_ descriptor: Int32, _ path: String, _ key: IdempotencyKey) throws(OutboxError) -> PendingRequest
    {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .file(FileError("read", path, code: errno)) }
        guard status.st_uid == geteuid(), status.st_mode & S_IFMT == S_IFREG else { throw .notOurs(path: path) }
        guard status.st_size <= Self.longest else { throw .malformed(path: path) }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
        guard count >= 0 else { throw .file(FileError("read", path, code: errno)) }
        guard count == bytes.count, let request = PendingRequest(decoding: bytes), request.key == key else {
            throw .malformed(path: path)
        }
        return request
    }

    private func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws(OutboxError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .file(FileError("write", path, code: errno)) }
            rest = rest.dropFirst(count)
        }
        guard synchronize(descriptor) == 0 else { throw .file(FileError("write", path, code: errno)) }
    }

    /// Opens the folder.
    /// - Parameter makes: whether it is made, for nobody else's eyes, where it is not there.
    private func openFolder(makes: Bool) throws(OutboxError) -> Int32 {
        if makes { try makeFolder() }
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .file(FileError("read", path, code: errno)) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_uid == geteuid(), status.st_mode & 0o022 == 0 else {
            close(descriptor)
            throw .notOurs(path: path)
        }
        return descriptor
    }

    private func makeFolder() throws(OutboxError) {
        var status = stat()
        guard stat(path, &status) != 0 else { return }
        let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        do throws(FileError) {
            if !parent.isEmpty { try NewFiles.createDirectory(parent) }
        } catch {
            throw .file(error)
        }
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .file(FileError("create", path, code: errno)) }
        // Else a loss of power could take the folder, and all that is in it.
        let above = open(parent.isEmpty ? "/" : parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard above >= 0 else { return }
        _ = synchronize(above)
        close(above)
    }
}

/// `write(2)`, which a method of the same name would hide.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}

extension stat {
    fileprivate var modificationTime: time_t {
        #if canImport(Darwin)
        st_mtimespec.tv_sec
        #else
        st_mtim.tv_sec
        #endif
    }
}
