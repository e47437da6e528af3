import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What is kept in `.waxbill`, each in a folder of its own.
enum StateKind: String, Hashable, Sendable {
    case incoming
    case uploads
    case manifests
}

extension ServedFolder {
    /// The folder of the state where one kind of things is kept, made when it is first needed.
    /// - Throws: `forbidden` where the served folder cannot be written.
    func state(_ kind: StateKind) throws(FilesError) -> StateFolder {
        try states.withLock { (states) throws(FilesError) in
            // It may have been deleted, by hand.
            if let known = states[kind], let status = try? SystemCall.status(known.descriptor), status.st_nlink > 0 {
                return known
            }
            let opened = try StateFolder(in: root).folder(kind.rawValue)
            if kind == .incoming { UnfinishedFile.removeAbandoned(in: opened) }
            states[kind] = opened
            return opened
        }
    }

    /// The same, where it is there; nil where it is not, or cannot be used.
    func existingState(_ kind: StateKind) -> StateFolder? {
        try? StateFolder(in: root, makes: false).folder(kind.rawValue, makes: false)
    }

    /// Removes what killed processes left.
    func removeAbandoned() {
        if let incoming = existingState(.incoming) { UnfinishedFile.removeAbandoned(in: incoming) }
    }

    /// The same on the file system of the folder that a walk led to, for files are only renamed within one.
    func state(_ kind: StateKind, near walk: PathWalk) throws(FilesError) -> StateFolder {
        let state = try state(kind)
        guard let here = try? SystemCall.status(walk.here), let there = try? SystemCall.status(state.descriptor),
            here.st_dev != there.st_dev
        else { return state }
        return try StateFolder(in: walk.here).folder(kind.rawValue)
    }
}
