import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What has to hold before a name is given to new content, or taken away.
enum NameCondition: Sendable {
    case none
    /// Nothing has the name yet: `If-None-Match: *`.
    case absent
    /// Whatever the request says of the file that has the name; nil where there is none.
    case matching(@Sendable (FileStamp?) -> Bool)
}

extension ServedFolder {
    /// Makes a folder, and those on the way to it.
    /// - Returns: false where it was there.
    /// - Throws: `not_a_folder` where something else has the name.
    func makeFolder(_ path: ServedPath) throws(FilesError) -> Bool {
        guard let name = path.name else { return false }
        let walk = try walk(toParentOf: path, makesFolders: true)
        do throws(Errno) {
            _ = try SystemCall.value { mkdirat(walk.here.number, name, 0o777) }
            try SystemCall.synchronize(folder: walk.here)
            return true
        } catch {
            guard error.number == EEXIST else { throw FilesError(error, path) }
        }
        guard try entry(path).isFolder else { throw FilesError(Errno(ENOTDIR), path) }
        return false
    }

    /// Removes a file, or the link that has its name, or a folder that is empty.
    /// - Throws: `not_found`, `not_empty`, `is_a_folder`, `not_a_folder`, `special_file`, `precondition_failed`.
    func remove(_ path: ServedPath, if condition: NameCondition = .none) throws(FilesError) {
        guard let name = path.name else {
            throw FilesError(.forbidden, "\(path.text): the served folder itself cannot be deleted")
        }
        let walk = try walk(toParentOf: path)
        try naming.withLock { (_) throws(FilesError) in
            try require(condition, path, walk)
            do throws(Errno) {
                switch FileKind(try SystemCall.status(name, in: walk.here)) {
                case .special: throw Errno(ENXIO)
                case .folder where !path.isFolder: throw Errno(EISDIR)
                default: break
                }
                _ = try SystemCall.value { unlinkat(walk.here.number, name, path.isFolder ? AT_REMOVEDIR : 0) }
            } catch {
                // POSIX lets file systems choose between the two.
                throw FilesError(error.number == EEXIST ? Errno(ENOTEMPTY) : error, path)
            }
        }
        do { try SystemCall.synchronize(folder: walk.here) } catch { throw FilesError(error, path) }
    }

    /// Checks a condition on the last component of a path. The lock `naming` is held, by which it still holds afterwards.
    /// - Parameter parent: the walk to the folder that has the name.
    func require(_ condition: NameCondition, _ path: ServedPath, _ parent: PathWalk) throws(FilesError) {
        guard let name = path.name else { return }
        let isMet: Bool
        switch condition {
        case .none: return
        case .absent: isMet = try stamp(name, path, parent) == nil
        case .matching(let matches): isMet = matches(try stamp(name, path, parent))
        }
        guard isMet else { throw FilesError(.preconditionFailed, "\(path.text): it is another one than expected") }
    }

    private func stamp(_ name: String, _ path: ServedPath, _ parent: PathWalk) throws(FilesError) -> FileStamp? {
        var walk = PathWalk(path, trail: parent.trail, names: [name])
        do throws(FilesError) {
            return FileStamp(try walk.status())
        } catch {
            if error.code == .notFound { return nil }
            throw error
        }
    }
}
