#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension NewFiles {
    /// Makes files in `directory`, all or none, and never in the place of one that exists.
    ///
    /// Where the directory is not there yet, it appears with all of them at once, even where the process is killed: they are
    /// written into a hidden one beside it, which then takes its name.
    /// - Parameter prepare: what else is to be done in the hidden directory, whose path it gets.
    /// - Throws: ``FileError``.
    package static func create(
        _ files: [NewFile], directory: String, prepare: (String) throws(FileError) -> Void = { _ throws(FileError) in }
    ) throws(FileError) {
        var directory = directory
        while directory.count > 1, directory.hasSuffix("/") { directory.removeLast() }
        guard !isDirectory(directory) else {
            try create(files)
            do throws(FileError) {
                try prepare(directory)
            } catch {
                for file in files { unlink(file.path) }
                throw error
            }
            return
        }
        let parent = directory.contains("/") ? String(directory.prefix(through: directory.lastSlash)) : "."
        let made = try createDirectory(parent)
        do throws(FileError) {
            try createAtOnce(files, directory, in: parent, prepare)
        } catch {
            for path in made.reversed() { rmdir(path) }
            throw error
        }
    }

    private static func createAtOnce(
        _ files: [NewFile], _ directory: String, in parent: String, _ prepare: (String) throws(FileError) -> Void
    ) throws(FileError) {
        removeLeftovers(in: parent)
        let hidden = joined(parent, ".\(directory.lastPathComponent).\(UInt32.random(in: .min ... .max))\(suffix)")
        guard mkdir(hidden, 0o777) == 0 else { throw FileError("create", directory, code: errno) }
        do throws(FileError) {
            try create(files.map { $0.moved(to: hidden) })
            try prepare(hidden)
            synchronize(hidden)
            guard rename(hidden, directory) == 0 else {
                // Somebody else was faster, or a file stands there.
                let code = errno == ENOTEMPTY ? EEXIST : errno
                throw FileError("create", directory, code: code)
            }
            synchronize(parent)
        } catch {
            removeTree(hidden)
            throw error
        }
    }

    private static let suffix = ".new"

    /// How old, in seconds, a hidden directory is that nobody works on any more.
    private static let abandonedAge = 600

    /// Removes what processes that were killed have left.
    private static func removeLeftovers(in parent: String) {
        for name in names(in: parent) where name.hasPrefix(".") && name.hasSuffix(suffix) {
            var status = stat()
            let path = joined(parent, name)
            guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR,
                status.modificationTime < time(nil) - abandonedAge
            else { continue }
            removeTree(path)
        }
    }

    /// Removes a directory of files.
    private static func removeTree(_ path: String) {
        for name in names(in: path) { unlink(joined(path, name)) }
        rmdir(path)
    }

    private static func names(in path: String) -> [String] {
        guard let stream = opendir(path) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Makes a directory's entries outlive a loss of power.
    private static func synchronize(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}

extension String {
    fileprivate var lastSlash: Index { lastIndex(of: "/") ?? startIndex }
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
