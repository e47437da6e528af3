import Synchronization

/// A folder into which files are received.
public final class ReceivingFolder: Sendable {
    /// As it was named.
    public let path: String
    let folder: ServedFolder
    /// Where a file was received last: they come a folder after the other.
    private let last = Mutex<ReceivingParent?>(nil)

    /// Opens the folder, and makes it and those above it where they are not there.
    /// - Throws: ``FilesClientError``.
    public init(path: String) throws {
        self.path = path
        try LocalFolders.make(path)
        folder = try FilesClientError.local { () throws(FilesError) in try ServedFolder(path: path) }
    }

    /// The folder of a file's name, made where it is not there.
    func parent(of path: ServedPath) throws(FilesError) -> ReceivingParent {
        if let known = knownParent(of: path) { return known }
        let parent = ReceivingParent(path, try folder.walkToReceive(path))
        last.withLock { $0 = parent }
        return parent
    }

    /// The same, if it is the one where a file was received last.
    func knownParent(of path: ServedPath) -> ReceivingParent? {
        guard let last = last.withLock({ $0 }), last.components.elementsEqual(path.components.dropLast()), last.isThere
        else { return nil }
        return last
    }
}

/// What becomes of a file that has the name already.
public enum ExistingFiles: Sendable, Hashable {
    /// It is an error.
    case refuse
    /// It is replaced.
    case overwrite
    /// It stays, and nothing is transferred.
    case skip
}

/// Where one file is received: under its name in a folder.
struct ReceivingPlace: Sendable {
    let folder: ReceivingFolder
    let path: ServedPath
    let existing: ExistingFiles

    /// Where it is, for people.
    var text: String { folder.path + (folder.path.hasSuffix("/") ? "" : "/") + path.text.dropFirst() }

    /// Whether something has the name already.
    var isTaken: Bool {
        if let parent = folder.knownParent(of: path), !parent.hasName(path.name ?? "") { return false }
        return (try? folder.folder.entry(path)) != nil
    }

    /// Opens what there is of the file, or begins it.
    func begin() throws(FilesClientError) -> IncomingFile {
        try FilesClientError.local { () throws(FilesError) in
            try folder.folder.receivePart(path, in: folder.parent(of: path).walk)
        }
    }

    /// Gives the file its name. Its manifest is there before.
    func keep(_ file: IncomingFile, _ manifest: FileManifest, syncs: Bool) throws(FilesClientError) {
        do throws(FilesError) {
            if try file.size() != manifest.size { try file.truncate(to: manifest.size) }
            try file.setModified(manifest.statement.modified)
            try folder.parent(of: path).state().write(manifest.encoded, to: KeptManifest.name(for: path.name ?? ""))
            _ = try file.complete(if: existing == .overwrite ? .none : .absent, isSynchronized: syncs)
        } catch {
            throw error.code == .preconditionFailed ? .alreadyExists(path: text) : .local(error)
        }
    }
}
