import NIOCore
import NIOHTTP1

extension FilesClient {
    /// Finds out what is to be fetched: files as they are, folders with all that is in them.
    /// - Parameters:
    ///   - paths: at the server. One with `/` at its end is a folder's; others are looked at.
    ///   - filter: which files of folders are wanted.
    /// - Throws: ``FilesClientError``, where nothing can be fetched at all.
    public func plan(_ paths: [String], _ filter: NameFilter = NameFilter()) async throws -> TransferPlan {
        var plan = TransferPlan()
        for text in paths {
            do throws(FilesClientError) {
                let path = try Self.path(text)
                try await add(path, filter, to: &plan)
            } catch {
                guard !error.isOfConnection, !error.isHostile else { throw error }
                plan.failures.append((text, error))
            }
        }
        try plan.checkNames()
        return plan
    }

    private func add(_ path: ServedPath, _ filter: NameFilter, to plan: inout TransferPlan)
        async throws(FilesClientError)
    {
        do {
            if path.isFolder {
                try await addFolder(path, filter, to: &plan)
            } else if try await isFolder(path) {
                try await addFolder(path.asFolder(true), filter, to: &plan)
            } else {
                let local = try FilesClientError.local { () throws(FilesError) in
                    try ServedPath(components: [path.name ?? ""], isFolder: false)
                }
                plan.files.append(PlannedFile(size: nil, remote: path, local: local))
            }
        } catch let error as FilesClientError {
            throw error
        } catch {
            throw .connectionFailed(error, isHandshakeComplete: true)
        }
    }

    /// Whether the path is that of a folder, though there is no `/` at its end. What else is wrong with it will show.
    private func isFolder(_ path: ServedPath) async throws -> Bool {
        do {
            _ = try await request(.HEAD, path.description, ["Accept": "application/json"])
            return false
        } catch FilesClientError.refused(let refusal) {
            return refusal.status == 409
        }
    }

    private func addFolder(_ folder: ServedPath, _ filter: NameFilter, to plan: inout TransferPlan) async throws {
        let top = folder.name.map { [$0] } ?? []
        if !top.isEmpty { plan.folders.append(try Self.checked(top, isFolder: true)) }
        for entry in try await list(folder, isRecursive: true) {
            let name = try Self.received(entry.name)
            guard filter.accepts(name.components) else { continue }
            let local = try Self.checked(top + name.components, isFolder: entry.kind == .folder)
            let remote = try Self.checked(folder.components + name.components, isFolder: entry.kind == .folder)
            if entry.denied == true {
                let refusal = ServerRefusal(status: 403, code: "forbidden", detail: "\(remote.text) may not be listed")
                plan.failures.append((remote.text, .refused(refusal)))
            } else if entry.kind == .folder {
                // A folder of which only some files are wanted is made for these.
                if filter.include.isEmpty { plan.folders.append(local) }
            } else {
                plan.files.append(PlannedFile(size: entry.size, remote: remote, local: local))
            }
        }
    }

    /// A name from a listing, which is a path below the folder and nothing else.
    static func received(_ name: String) throws(FilesClientError) -> ServedPath {
        guard name.utf8.first != UInt8(ascii: "/") else {
            throw .unusableName(name, reason: "it does not stay in its folder")
        }
        let path = try path(name)
        guard !path.isFolder else { throw .unusableName(name, reason: "it is empty, or ends with \"/\"") }
        return path
    }

    static func checked(_ components: [String], isFolder: Bool) throws(FilesClientError) -> ServedPath {
        do throws(FilesError) {
            return try ServedPath(components: components, isFolder: isFolder)
        } catch {
            throw .unusableName(components.joined(separator: "/"), reason: error.detail)
        }
    }
}

extension FilesClientError {
    /// Whether a server that does such a thing is not to be asked for more.
    fileprivate var isHostile: Bool {
        switch self {
        case .unusableName, .malformedAnswer: true
        default: false
        }
    }
}
