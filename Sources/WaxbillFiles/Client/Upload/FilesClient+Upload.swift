import NIOCore
import NIOHTTP1

extension FilesClient {
    /// Makes those folders of a plan that have no files in them.
    /// - Throws: ``FilesClientError``.
    public func makeFolders(of plan: UploadPlan) async throws {
        for folder in plan.folders where folder.name != nil {
            _ = try await request(.PUT, folder.description, ["Content-Length": "0"])
        }
    }

    /// Sends a file.
    /// - Parameters:
    ///   - existing: what becomes of a file that has the path at the server already.
    ///   - meter: hears how far it is.
    /// - Returns: nil where the file was there and stays.
    /// - Throws: ``FilesClientError``. What the server has of a long file it keeps.
    public func send(
        _ file: LocalFile, existing: ExistingFiles = .refuse, meter: TransferMeter = TransferMeter()
    ) async throws -> SentFile? {
        try await Upload(client: self, source: file, existing: existing, meter: meter).run()
    }

    /// Removes a file, or a folder with all that is in it.
    /// - Parameters:
    ///   - path: at the server; a folder's ends with `/`, or is found to be one.
    ///   - isRecursive: whether a folder may have something in it.
    ///   - removed: hears of each path that was removed.
    /// - Throws: ``FilesClientError``.
    public func remove(_ path: String, isRecursive: Bool = false, removed: (String) -> Void) async throws {
        let place = try Self.path(path)
        guard place.isFolder else {
            do {
                return try await remove(place, removed)
            } catch FilesClientError.refused(let refusal) where refusal.code == "is_a_folder" && isRecursive {
                return try await removeFolder(place.asFolder(true), removed)
            }
        }
        if isRecursive { try await removeFolder(place, removed) } else { try await remove(place, removed) }
    }

    private func removeFolder(_ folder: ServedPath, _ removed: (String) -> Void) async throws {
        var folders = folder.name == nil ? [] : [folder]
        for entry in try await list(folder, isRecursive: true) {
            let name = try Self.received(entry.name)
            let path = try Self.checked(folder.components + name.components, isFolder: entry.kind == .folder)
            if entry.kind == .folder { folders.append(path) } else { try await remove(path, removed) }
        }
        // Those inside before those they are in.
        for folder in folders.sorted(by: { $0.components.count > $1.components.count }) {
            try await remove(folder, removed)
        }
    }

    private func remove(_ path: ServedPath, _ removed: (String) -> Void) async throws {
        _ = try await request(.DELETE, path.description)
        removed(path.text)
    }
}
