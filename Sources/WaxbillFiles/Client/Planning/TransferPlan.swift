/// One file to be transferred.
public struct PlannedFile: Sendable {
    /// Its path at the server, beginning with `/`.
    public var path: String { remote.text }
    /// In bytes, where that is known.
    public let size: UInt64?
    let remote: ServedPath
    /// Its path below the folder on this side.
    let local: ServedPath
}

/// What is to be transferred, all names of which are good on this side.
public struct TransferPlan: Sendable {
    /// The files.
    public internal(set) var files: [PlannedFile] = []
    /// Folders that have to be there, with or without files in them.
    var folders: [ServedPath] = []
    /// What cannot be transferred, and why.
    public internal(set) var failures: [(path: String, error: FilesClientError)] = []

    init() {}

    /// Checks that no two files would have the same name on this side, nor that of what another one needs while it comes.
    /// - Throws: ``FilesClientError/sameName(_:_:)``.
    func checkNames() throws(FilesClientError) {
        var owners: [String: String] = [:]
        for file in files {
            if let other = owners.updateValue(file.path, forKey: Self.key(file.local)) {
                throw .sameName(file.local.text, [other, file.path])
            }
        }
        for file in files {
            let part = ServedFolder.partName(of: file.local.name ?? "")
            if let place = try? file.local.parent?.appending(part), let other = owners[Self.key(place)] {
                throw .sameName(place.text, [file.path, other])
            }
            var folder = file.local.parent
            while let here = folder, here.name != nil {
                if let other = owners[Self.key(here.asFolder(false))] {
                    throw .sameName(here.text, [other, file.path])
                }
                folder = here.parent
            }
        }
        for folder in folders {
            if let other = owners[Self.key(folder.asFolder(false))] { throw .sameName(folder.text, [other]) }
        }
    }

    /// What file systems may take for the same name.
    private static func key(_ path: ServedPath) -> String {
        #if canImport(Darwin)
        path.text.lowercased()
        #else
        // Strings are equal here that have other bytes.
        Hexadecimal.text(path.text.utf8)
        #endif
    }
}
