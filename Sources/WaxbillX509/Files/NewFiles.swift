#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A file to be made.
package struct NewFile: Sendable {
    package let path: String
    package let contents: [UInt8]
    /// The permissions that it has from its first byte on.
    package let mode: mode_t

    package init(path: String, contents: [UInt8], mode: mode_t) {
        self.path = path
        self.contents = contents
        self.mode = mode
    }

    func moved(to directory: String) -> NewFile {
        NewFile(path: joined(directory, String(path.lastPathComponent)), contents: contents, mode: mode)
    }
}

/// Makes several files, all or none, and never in the place of one that exists.
///
/// Each is written under a name of its own beside its place, with its final mode, then linked into place: `link` refuses
/// what exists, and nobody ever sees half a file. What was made is removed again when a later one fails.
package enum NewFiles {
    /// - Throws: ``FileError``, with ``FileError/alreadyExists`` where a file stands in the way; nothing is left behind.
    package static func create(_ files: [NewFile]) throws(FileError) {
        for file in files where exists(file.path) { throw FileError("create", file.path, code: EEXIST) }
        var made: [String] = []
        do throws(FileError) {
            for file in files {
                try create(file)
                made.append(file.path)
            }
        } catch {
            for path in made { unlink(path) }
            throw error
        }
    }

    /// Writes a file in the place of the one that may be there; whoever reads sees the old one or the new one.
    package static func replace(_ file: NewFile) throws(FileError) {
        let draft = "\(file.path).\(UInt32.random(in: .min ... .max)).new"
        try create([NewFile(path: draft, contents: file.contents, mode: file.mode)])
        guard rename(draft, file.path) == 0 else {
            let code = errno
            unlink(draft)
            throw FileError("create", file.path, code: code)
        }
    }

    /// Refuses where something stands at one of the paths.
    package static func requireVacant(_ paths: [String]) throws(FileError) {
        for path in paths where exists(path) { throw FileError("create", path, code: EEXIST) }
    }

    /// Makes the directory at `path` and those above it.
    /// - Returns: the directories made, outermost first.
    @discardableResult
    package static func createDirectory(_ path: String) throws(FileError) -> [String] {
        guard !isDirectory(path) else { return [] }
        var made: [String] = []
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            made = try createDirectory(String(path[..<slash]))
        }
        guard !path.hasSuffix("/") else { return made }
        if mkdir(path, 0o777) == 0 { return made + [path] }
        let code = errno
        // Somebody else may have made it meanwhile.
        if code == EEXIST, isDirectory(path) { return made }
        for path in made.reversed() { rmdir(path) }
        // A file in its place is not in danger of being overwritten: it is no directory.
        throw FileError("create", path, code: code == EEXIST ? ENOTDIR : code)
    }

    private static func create(_ file: NewFile) throws(FileError) {
        let draft = "\(file.path).\(UInt32.random(in: .min ... .max)).new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, file.mode)
        guard descriptor >= 0 else { throw FileError("create", file.path, code: errno) }
        defer { unlink(draft) }
        try write(file, closing: descriptor)
        guard link(draft, file.path) == 0 else { throw FileError("create", file.path, code: errno) }
    }

    private static func write(_ file: NewFile, closing descriptor: Int32) throws(FileError) {
        defer { close(descriptor) }
        var rest = file.contents[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw FileError("write", file.path, code: errno) }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else { throw FileError("write", file.path, code: errno) }
    }

    /// Whether anything is at `path`, a dangling link too.
    private static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}

/// `write(2)`, which a method of the same name would hide.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}

extension String {
    /// What stands behind the last slash.
    var lastPathComponent: Substring { split(separator: "/").last ?? self[...] }
}
