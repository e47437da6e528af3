import NIOCore

/// A folder into which files are received.
public final class ReceivingFolder: Sendable {
    /// As it was named.
    public let path: String
    let folder: ServedFolder

    /// Opens the folder, and makes it and those above it where they are not there.
    /// - Throws: ``FilesClientError``.
    public init(path: String) throws {
        self.path = path
        try LocalFolders.make(path)
        folder = try FilesClientError.local { () throws(FilesError) in try ServedFolder(path: path) }
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
    var isTaken: Bool { (try? folder.folder.entry(path)) != nil }

    /// Opens what there is of the file, or begins it.
    func begin() throws(FilesClientError) -> IncomingFile {
        try FilesClientError.local { () throws(FilesError) in try folder.folder.receivePart(path) }
    }

    /// Gives the file its name. Its manifest is there before.
    func keep(_ file: IncomingFile, _ manifest: FileManifest, syncs: Bool) throws(FilesClientError) {
        do throws(FilesError) {
            try file.truncate(to: manifest.size)
            try file.setModified(manifest.statement.modified)
            try folder.folder.state(beside: path).write(
                Array(manifest.encoded.readableBytesView), to: KeptManifest.name(for: path.name ?? ""))
            _ = try file.complete(if: existing == .overwrite ? .none : .absent, isSynchronized: syncs)
        } catch {
            throw error.code == .preconditionFailed ? .alreadyExists(path: text) : .local(error)
        }
    }
}
