#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A file on this side that is to be sent, and where to.
public struct LocalFile: Sendable {
    /// Where it is, as the user named it or the folder that it is in.
    public let file: String
    /// Its path at the server.
    public var path: String { remote.text }
    let remote: ServedPath
    let folder: ServedFolder
    /// Below `folder`.
    let place: ServedPath

    /// Opens it.
    func open() throws(FilesClientError) -> OpenFile {
        try FilesClientError.local { () throws(FilesError) in try folder.open(place) }
    }
}

/// What is to be sent.
public struct UploadPlan: Sendable {
    /// The files.
    public internal(set) var files: [LocalFile] = []
    /// Folders without files in them.
    var folders: [ServedPath] = []
    /// What cannot be sent, and why.
    public internal(set) var failures: [(path: String, error: FilesClientError)] = []

    /// Finds out what is to be sent: files as they are, folders with all that is in them.
    /// - Parameters:
    ///   - paths: on this side.
    ///   - folder: at the server, where they go.
    ///   - filter: which files of folders are wanted.
    /// - Throws: ``FilesClientError/sameName(_:_:)``; `unusableName` where the folder cannot be one.
    public init(_ paths: [String], to folder: String, _ filter: NameFilter = NameFilter()) throws {
        let target = try FilesClient.path(folder).asFolder(true)
        for path in paths {
            do throws(FilesClientError) {
                try add(path, to: target, filter)
            } catch {
                failures.append((path, error))
            }
        }
        var owners: [String: String] = [:]
        for file in files {
            if let other = owners.updateValue(file.file, forKey: Hexadecimal.text(file.path.utf8)) {
                throw FilesClientError.sameName(file.path, [other, file.file])
            }
        }
    }

    private mutating func add(
        _ path: String, to target: ServedPath, _ filter: NameFilter
    ) throws(FilesClientError) {
        // The user may name a link; those in folders are followed only within these.
        guard let resolved = realpath(path, nil) else { throw .local(FilesError(Errno(errno), at: path)) }
        defer { free(resolved) }
        let real = String(cString: resolved)
        let components = real.split(separator: "/").map(String.init)
        let given = path.split(separator: "/").last.map(String.init) ?? ""
        let name = given == "." || given == ".." || given.isEmpty ? components.last : given
        var status = stat()
        guard stat(real, &status) == 0 else { throw .local(FilesError(Errno(errno), at: path)) }
        guard FileKind(status) == .folder else {
            let parent = "/" + components.dropLast().joined(separator: "/")
            let folder = try FilesClientError.local { () throws(FilesError) in try ServedFolder(path: parent) }
            let place = try FilesClient.checked([components.last ?? ""], isFolder: false)
            let remote = try FilesClient.checked(target.components + [name ?? ""], isFolder: false)
            files.append(LocalFile(file: path, remote: remote, folder: folder, place: place))
            return
        }
        let top = target.components + (name.map { [$0] } ?? [])
        try addFolder(real, path, try FilesClient.checked(top, isFolder: true), filter)
    }

    private mutating func addFolder(
        _ real: String, _ path: String, _ target: ServedPath, _ filter: NameFilter
    ) throws(FilesClientError) {
        let folder = try FilesClientError.local { () throws(FilesError) in try ServedFolder(path: real) }
        let omissions = Omissions()
        let walk = try FilesClientError.local { () throws(FilesError) in
            try folder.walkTree(.root, noting: omissions)
        }
        var (seen, filled) = ([target], Set<ServedPath>())
        while true {
            let entries = try FilesClientError.local { () throws(FilesError) in try walk.next(256) }
            for omission in omissions.take() where filter.accepts(omission.components) {
                failures.append((path + (path.hasSuffix("/") ? "" : "/") + omission.name, .local(omission.reason)))
            }
            if entries.isEmpty { break }
            for entry in entries where filter.accepts(entry.path.components) {
                let remote = try FilesClient.checked(
                    target.components + entry.path.components, isFolder: entry.isFolder)
                let file = path + (path.hasSuffix("/") ? "" : "/") + entry.name
                if entry.isDenied {
                    failures.append((file, .local(FilesError(Errno(EACCES), at: file))))
                } else if entry.isFolder {
                    if filter.include.isEmpty { seen.append(remote) }
                } else {
                    files.append(LocalFile(file: file, remote: remote, folder: folder, place: entry.path))
                }
                if let parent = remote.parent { filled.insert(parent) }
            }
        }
        folders += seen.filter { !filled.contains($0) }
    }
}
