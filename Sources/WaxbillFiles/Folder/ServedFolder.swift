import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A folder whose files are served, or into which files are received. Nothing that its functions do reaches out of it.
///
/// All of them may block: `PooledFolder` runs them elsewhere.
final class ServedFolder: Sendable {
    let root: Descriptor
    /// Held while a condition on a final name is checked and the name is given, so that both are one step.
    let naming = Mutex(())
    /// What is open of `.waxbill`.
    let states = Mutex<[StateKind: StateFolder]>([:])

    /// Opens a folder of this machine. The path is the operator's: symbolic links on it are followed.
    init(path: String) throws(FilesError) {
        do throws(Errno) {
            root = Descriptor(owning: try SystemCall.value { Self.open(path) })
        } catch {
            throw FilesError(error, at: path)
        }
    }

    private static func open(_ path: String) -> CInt {
        openat(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }

    /// Opens a regular file for reading.
    /// - Throws: `is_a_folder`, `not_a_folder` where the path is that of a folder, and what the walk throws.
    func open(_ path: ServedPath) throws(FilesError) -> OpenFile {
        var walk = walk(to: path)
        let (descriptor, status) = try walk.open()
        let isFolder = FileKind(status) == .folder
        guard !isFolder else { throw FilesError(Errno(EISDIR), path) }
        guard !path.isFolder else { throw FilesError(Errno(ENOTDIR), path) }
        return OpenFile(descriptor, path: path, stamp: FileStamp(status))
    }

    /// What is under a path, following links; whether `path` is that of a file or of a folder does not matter.
    /// - Throws: `not_found`, `special_file`, and what the walk throws.
    func entry(_ path: ServedPath) throws(FilesError) -> FolderEntry {
        var walk = walk(to: path)
        let status = try walk.status()
        let kind = FileKind(status)
        guard kind == .file || kind == .folder else { throw FilesError(Errno(ENXIO), path) }
        return FolderEntry(path: path.asFolder(kind == .folder), stamp: FileStamp(status))
    }

    /// The start of a walk to a path.
    func walk(to path: ServedPath) -> PathWalk {
        PathWalk(path, trail: [root], names: path.components)
    }

    /// Walks to the folder in which the last component is, or is to be.
    /// - Parameter makesFolders: whether folders that are missing on the way are made.
    func walk(toParentOf path: ServedPath, makesFolders: Bool = false) throws(FilesError) -> PathWalk {
        var walk = PathWalk(
            path, trail: [root], names: path.components.dropLast(), makesFolders: makesFolders)
        try walk.enterFolders()
        return walk
    }
}
