#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The folder that received files are put into. Whatever a server calls its files, nothing outside of the folder is touched: each
/// component is opened below the one before, and no symbolic link is followed.
struct ReceivedFolder: Sendable {
    /// The folder's path, for what is said about it.
    let path: String
    private let descriptor: Descriptor

    /// Opens a folder, and makes it and those above it where they are not there.
    /// - Throws: ``FilesClientError``.
    init(path: String) throws(FilesClientError) {
        self.path = path
        try Self.makeFolders(path)
        do throws(Errno) {
            let number = try SystemCall.value { Glibc_open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
            descriptor = Descriptor(owning: number)
        } catch {
            throw .system(action: "open", path: path, code: error.number)
        }
    }

    private static func makeFolders(_ path: String) throws(FilesClientError) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: true)
        var place = path.hasPrefix("/") ? "/" : ""
        for part in parts {
            place += part
            if mkdir(place, 0o777) != 0, errno != EEXIST {
                // What is there and may not be made again says so in other ways on some systems (EROFS, EISDIR).
                let code = errno
                var status = stat()
                guard stat(place, &status) == 0 else { throw .system(action: "make", path: place, code: code) }
            }
            place += "/"
        }
    }

    /// Opens a folder below, and makes those on the way that are not there.
    func folder(_ components: some Sequence<String>) throws(FilesClientError) -> ReceivedFolder {
        var here = self
        for component in components { here = try here.enter(component) }
        return here
    }

    private init(path: String, descriptor: Descriptor) {
        self.path = path
        self.descriptor = descriptor
    }

    private func enter(_ name: String) throws(FilesClientError) -> ReceivedFolder {
        let place = path == "." ? name : "\(path)/\(name)"
        let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW
        for _ in 0..<2 {
            do throws(Errno) {
                return ReceivedFolder(
                    path: place, descriptor: try SystemCall.open(name, in: descriptor, flags))
            } catch {
                switch error.number {
                case ENOENT: _ = mkdirat(descriptor.number, name, 0o777)
                case ELOOP, ENOTDIR: throw .unusableName(place, reason: "it is no folder here")
                default: throw .system(action: "open", path: place, code: error.number)
                }
            }
        }
        throw .system(action: "make", path: place, code: ENOENT)
    }

    /// Whether there is something called `name`, a link that leads nowhere included.
    func contains(_ name: String) -> Bool {
        var status = stat()
        return fstatat(descriptor.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0
    }

    /// Opens a file that is there, which is no link.
    func open(_ name: String, _ flags: CInt) throws(FilesClientError) -> Descriptor {
        do throws(Errno) {
            return try SystemCall.open(name, in: descriptor, flags | O_NOFOLLOW | O_NOCTTY, mode: 0o666)
        } catch {
            if error.number == ELOOP { throw .unusableName(place(of: name), reason: "it is a symbolic link here") }
            throw .system(action: "open", path: place(of: name), code: error.number)
        }
    }

    /// Gives a file another name here.
    /// - Parameter replacing: whether a file of the new name may be replaced.
    func rename(_ name: String, to newName: String, replacing: Bool) throws(FilesClientError) {
        do throws(Errno) {
            guard !replacing else {
                _ = try SystemCall.value { renameat(descriptor.number, name, descriptor.number, newName) }
                return
            }
            do throws(Errno) {
                // A link fails where the name is taken, which a renaming does not.
                _ = try SystemCall.value { linkat(descriptor.number, name, descriptor.number, newName, 0) }
            } catch {
                guard error.number == EPERM || error.number == EOPNOTSUPP, !contains(newName) else { throw error }
                _ = try SystemCall.value { renameat(descriptor.number, name, descriptor.number, newName) }
                return
            }
            _ = unlinkat(descriptor.number, name, 0)
        } catch {
            if error.number == EEXIST { throw .alreadyExists(path: place(of: newName)) }
            throw .system(action: "rename", path: place(of: newName), code: error.number)
        }
    }

    /// Removes a file.
    func remove(_ name: String) { _ = unlinkat(descriptor.number, name, 0) }

    /// Whether `file` is what stands under `name`.
    func isFile(_ file: Descriptor, called name: String) -> Bool {
        var (named, opened) = (stat(), stat())
        return fstatat(descriptor.number, name, &named, AT_SYMLINK_NOFOLLOW) == 0 && fstat(file.number, &opened) == 0
            && named.st_dev == opened.st_dev && named.st_ino == opened.st_ino
    }

    /// Has the names that were given written to the disk.
    func synchronize() throws(FilesClientError) {
        do throws(Errno) {
            try SystemCall.synchronize(folder: descriptor)
        } catch {
            throw .system(action: "synchronize", path: path, code: error.number)
        }
    }

    /// Writes a file whole: beside, and then renamed.
    func write(_ bytes: [UInt8], as name: String, syncs: Bool) throws(FilesClientError) {
        let temporary = ".\(name.utf8.count > 200 ? "new" : name).\(UInt64.random(in: 0 ... .max))"
        let file = try open(temporary, O_WRONLY | O_CREAT | O_EXCL)
        do throws(Errno) {
            try bytes.withUnsafeBytes { (bytes) throws(Errno) in try SystemCall.writeAll(bytes, to: file, at: 0) }
            if syncs { _ = try SystemCall.value { fsync(file.number) } }
        } catch {
            remove(temporary)
            throw .system(action: "write", path: place(of: name), code: error.number)
        }
        try rename(temporary, to: name, replacing: true)
    }

    func place(of name: String) -> String { path == "." ? name : "\(path)/\(name)" }
}

extension SystemCall {
    /// Writes all of the bytes.
    static func writeAll(
        _ bytes: UnsafeRawBufferPointer, to file: Descriptor, at offset: UInt64
    ) throws(Errno) {
        var done = 0
        while done < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
            let position = off_t(clamping: offset + UInt64(done))
            done += try value { pwrite(file.number, rest.baseAddress, rest.count, position) }
        }
    }

    /// Reads until `buffer` is full or the file ends.
    /// - Returns: how many bytes were read.
    static func readAll(
        into buffer: UnsafeMutableRawBufferPointer, from file: Descriptor, at offset: UInt64
    ) throws(Errno) -> Int {
        var done = 0
        while done < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
            let position = off_t(clamping: offset + UInt64(done))
            let count = try value { pread(file.number, rest.baseAddress, rest.count, position) }
            if count == 0 { break }
            done += count
        }
        return done
    }
}
