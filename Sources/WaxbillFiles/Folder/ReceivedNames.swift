/// The names of a listing, which the server at the other end chose. They are checked before anything is written.
struct ReceivedNames {
    private var known: Set<ServedPath> = []

    /// The path below the folder that is received, of an entry that the server named.
    /// - Throws: `bad_path` where the name is none that can be asked for, where the server has named it before, or where
    ///   receiving it would get into the way of another one that is received as `NAME.part`.
    mutating func admit(_ name: String, isFolder: Bool) throws(FilesError) -> ServedPath {
        let path = try Self.path(name, isFolder: isFolder)
        let file = path.asFolder(false)
        guard known.insert(file).inserted else {
            throw FilesError(.badPath, "The server lists \(path) twice")
        }
        for other in collisions(file) where known.contains(other) {
            throw FilesError(.badPath, "The server lists \(path), which cannot be received together with \(other)")
        }
        return path
    }

    /// The path of a name in a listing: components separated by `/`, which stands neither before nor behind them.
    /// - Throws: `bad_path`.
    static func path(_ name: String, isFolder: Bool) throws(FilesError) -> ServedPath {
        let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        do throws(FilesError) {
            return try ServedPath(components: parts.map { String(decoding: $0, as: UTF8.self) }, isFolder: isFolder)
        } catch {
            throw FilesError(.badPath, "The server lists a name that is not allowed: \(error.detail)")
        }
    }

    /// What must not be received beside a file, because one is written under the other's name.
    private func collisions(_ path: ServedPath) -> [ServedPath] {
        guard let parent = path.parent, let name = path.name else { return [] }
        var names = [ServedFolder.partName(of: name)]
        if name.hasSuffix(".part") { names.append(String(name.dropLast(5))) }
        // The longer name may be one that nothing can have.
        return names.compactMap { try? parent.appending($0) }
    }
}
