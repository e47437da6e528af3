#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension ServedFolder {
    /// How many entries a listing has at most; larger folders can be listed recursively.
    static let mostEntries = 100_000

    /// The files and folders in a folder, ordered by the bytes of their names.
    ///
    /// What cannot be asked for is left out: names that are not allowed, special files, and links that lead nowhere or out
    /// of the served folder.
    /// - Throws: `not_a_folder`; `too_large` for more than `limit` entries.
    func list(_ path: ServedPath, limit: Int = ServedFolder.mostEntries) throws(FilesError) -> [FolderEntry] {
        let level = try FolderLevel(self, path)
        var entries: [FolderEntry] = []
        while let entry = try level.next() {
            guard entries.count < limit else {
                throw FilesError(.tooLarge, "\(path.text): the folder has more than \(limit) entries")
            }
            entries.append(entry)
        }
        return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// Begins a recursive listing.
    /// - Parameter omissions: where to note what is left out.
    /// - Throws: `not_a_folder`.
    func walkTree(_ path: ServedPath, noting omissions: Omissions? = nil) throws(FilesError) -> TreeWalk {
        TreeWalk(try FolderLevel(self, path, omissions))
    }
}

/// A folder that is being listed.
struct FolderLevel {
    private let reader: FolderReader
    /// The folders down to this one.
    private let trail: [Descriptor]
    /// As requested, and where this folder is below it.
    private let requested: ServedPath
    private let below: [String]
    private let omissions: Omissions?

    /// Opens a folder for listing.
    init(_ folder: ServedFolder, _ path: ServedPath, _ omissions: Omissions? = nil) throws(FilesError) {
        var walk = folder.walk(to: path)
        let (_, status) = try walk.open()
        guard FileKind(status) == .folder else { throw FilesError(Errno(ENOTDIR), path) }
        try self.init(trail: walk.trail, requested: path, below: [], omissions)
    }

    private init(
        trail: [Descriptor], requested: ServedPath, below: [String], _ omissions: Omissions?
    ) throws(FilesError) {
        self.trail = trail
        self.requested = requested
        self.below = below
        self.omissions = omissions
        do {
            reader = try FolderReader(trail[trail.count - 1])
        } catch {
            throw FilesError(error, requested)
        }
    }

    /// The next entry, in no order; nil at the end.
    func next() throws(FilesError) -> FolderEntry? {
        while let name = try nextName() {
            if let objection = name.objection {
                omit(name.text, FilesError(.badPath, objection))
            } else if let entry = try entry(name.text) {
                return entry
            }
        }
        return nil
    }

    /// A folder in this one, to be listed too; nil where it has gone, is a link, or is too deep to be asked for.
    /// - Throws: `forbidden` where it cannot be read.
    func enter(_ entry: FolderEntry) throws(FilesError) -> FolderLevel? {
        guard let name = entry.path.name else { return nil }
        let opened: Descriptor
        do throws(Errno) {
            opened = try SystemCall.open(name, in: trail[trail.count - 1], O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
        } catch {
            switch error.number {
            case ENOENT, ENOTDIR, ELOOP: return nil
            default: throw FilesError(error, requested)
            }
        }
        return try FolderLevel(trail: trail + [opened], requested: requested, below: entry.path.components, omissions)
    }

    private func nextName() throws(FilesError) -> FolderReader.Name? {
        do { return try reader.next() } catch { throw FilesError(error, requested) }
    }

    /// The entry of a name; nil where it cannot be asked for.
    private func entry(_ name: String) throws(FilesError) -> FolderEntry? {
        do throws(FilesError) {
            // As a folder, which is the longer one.
            let path = try ServedPath(components: below + [name], isFolder: true)
            _ = try requested.appending(path)
            var walk = PathWalk(requested, trail: trail, names: [name])
            let status = try walk.status()
            switch FileKind(status) {
            case .file: return FolderEntry(path: path.asFolder(false), stamp: FileStamp(status))
            case .folder: return FolderEntry(path: path, stamp: FileStamp(status))
            case .link, .special: throw FilesError(Errno(ENXIO), path)
            }
        } catch {
            guard error.code != .ioError, error.code != .busy else { throw error }
            omit(name, error)
            return nil
        }
    }

    private func omit(_ name: String, _ error: FilesError) {
        omissions?.note((below + [name]).joined(separator: "/"), error)
    }
}
