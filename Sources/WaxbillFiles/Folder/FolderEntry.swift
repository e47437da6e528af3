/// A file or folder in a listing.
struct FolderEntry: Hashable, Sendable {
    /// Its path below the folder that is listed: its name, but in a recursive listing.
    let path: ServedPath
    let stamp: FileStamp
    /// Whether it is a folder that the server itself may not read, so that what is in it is missing from a recursive
    /// listing.
    let isDenied: Bool

    init(path: ServedPath, stamp: FileStamp, isDenied: Bool = false) {
        self.path = path
        self.stamp = stamp
        self.isDenied = isDenied
    }

    /// Whether it is a folder or, what else it could be, a regular file.
    var isFolder: Bool { path.isFolder }

    /// The path below the folder that is listed, without a `/` at either end.
    var name: String { path.components.joined(separator: "/") }
}
