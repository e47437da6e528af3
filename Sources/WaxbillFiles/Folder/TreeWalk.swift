import Synchronization

/// A recursive listing on its way: a folder comes before what is in it, and the order is otherwise the file system's, so
/// that a folder of any size takes no memory. Links to folders are listed and not walked into.
final class TreeWalk: Sendable {
    private struct State {
        /// The folders that are being listed, the outermost first; each holds some descriptors.
        var levels: [FolderLevel]
    }

    private let state: Mutex<State>

    init(_ top: FolderLevel) { state = Mutex(State(levels: [top])) }

    /// The next entries, at most `count` of them; none at the end.
    func next(_ count: Int) throws(FilesError) -> [FolderEntry] {
        try state.withLock { (state) throws(FilesError) in
            var entries: [FolderEntry] = []
            while entries.count < count, let level = state.levels.last {
                guard let entry = try level.next() else {
                    state.levels.removeLast()
                    continue
                }
                entries.append(try enter(entry, of: level, &state))
            }
            return entries
        }
    }

    /// Goes on with what is in a folder.
    private func enter(
        _ entry: FolderEntry, of level: FolderLevel, _ state: inout State
    ) throws(FilesError) -> FolderEntry {
        guard entry.isFolder else { return entry }
        do throws(FilesError) {
            if let inner = try level.enter(entry) { state.levels.append(inner) }
            return entry
        } catch {
            guard error.code == .forbidden else { throw error }
            return FolderEntry(path: entry.path, stamp: entry.stamp, isDenied: true)
        }
    }
}
