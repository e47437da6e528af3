import Crypto

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension ServedFolder {
    /// Begins a file that is written in `.waxbill` and discarded unless it is completed. Folders on the way to `path` are
    /// made.
    /// - Throws: `is_a_folder` for a folder's path, `forbidden` where the server cannot write, and what the walk throws.
    func receive(_ path: ServedPath) throws(FilesError) -> IncomingFile {
        let parent = try walkToReceive(path)
        let state = try state(.incoming, near: parent)
        do {
            return IncomingFile(try UnfinishedFile.new(in: state.descriptor), path: path, parent: parent, folder: self)
        } catch {
            throw FilesError(error, path)
        }
    }

    /// Begins or continues a file that is written beside its final name, as `NAME.part`, and kept unless it is discarded.
    /// Folders on the way to `path` are made.
    /// - Throws: `upload_in_progress` where somebody writes it already; `special_file` where `NAME.part` is anything but a
    ///   regular file with one name; and what the walk throws.
    func receivePart(_ path: ServedPath) throws(FilesError) -> IncomingFile {
        try receivePart(path, in: walkToReceive(path))
    }

    /// The same where the walk to the folder of the final name was made before.
    func receivePart(_ path: ServedPath, in parent: PathWalk) throws(FilesError) -> IncomingFile {
        let file: UnfinishedFile?
        do {
            file = try UnfinishedFile.resumed(Self.partName(of: path.name ?? ""), in: parent.here)
        } catch {
            throw FilesError(error.number == ELOOP ? Errno(ENXIO) : error, path)
        }
        guard let file else {
            throw FilesError(.uploadInProgress, "\(path.text): it is being received already")
        }
        return IncomingFile(file, path: path, parent: parent, folder: self)
    }

    /// The name under which a file is received: `NAME.part`, where that is not too long.
    static func partName(of name: String) -> String { beside(name, suffix: ".part") }

    /// The name of what belongs to a file: its own with a suffix or, where that is too long, a hash of it.
    static func beside(_ name: String, suffix: String) -> String {
        guard name.utf8.count + suffix.utf8.count > NameRules.longest else { return name + suffix }
        return Hexadecimal.text(SHA256.hash(data: Array(name.utf8))) + suffix
    }

    /// Walks to the folder of the final name, and makes it where it is not there.
    func walkToReceive(_ path: ServedPath) throws(FilesError) -> PathWalk {
        guard !path.isFolder else { throw FilesError(Errno(EISDIR), path) }
        return try walk(toParentOf: path, makesFolders: true)
    }
}
