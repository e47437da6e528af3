import WaxbillProofs

/// Which file it is, whatever is in it.
struct FileKey: Hashable, Sendable {
    let device: UInt64
    let inode: UInt64

    init(_ stamp: FileStamp) {
        device = stamp.device
        inode = stamp.inode
    }
}

/// What is kept in memory of manifests: of each file the last state, the files used last.
struct ManifestMemory: Sendable {
    private struct Entry {
        let stamp: FileStamp
        let content: HashedContent
        /// By the path's bytes. Two strings of different bytes can be equal.
        var statements: [[UInt8]: SignedStatement] = [:]
        var lastUse: UInt64
        var size: Int
    }

    /// A file may be asked for by several paths (hard links, symbolic links).
    private static let statementsPerFile = 4

    private let limit: Int
    private var entries: [FileKey: Entry] = [:]
    private var uses: UInt64 = 0
    /// About how many bytes are kept.
    private(set) var size = 0

    /// - Parameter limit: about how many bytes are kept.
    init(limit: Int) { self.limit = limit }

    /// How many files are kept.
    var count: Int { entries.count }

    /// What is known of a file in this state.
    mutating func content(_ stamp: FileStamp) -> HashedContent? {
        uses += 1
        let key = FileKey(stamp)
        guard entries[key]?.stamp == stamp else { return nil }
        entries[key]?.lastUse = uses
        return entries[key]?.content
    }

    /// The statement about a file in this state, with this root.
    func statement(_ path: String, _ stamp: FileStamp, _ root: MerkleHash) -> SignedStatement? {
        guard let entry = entries[FileKey(stamp)], entry.stamp == stamp, entry.content.root == root else { return nil }
        return entry.statements[Array(path.utf8)]
    }

    /// Keeps what was found out about a file, in the place of what was known of an earlier state.
    mutating func keep(_ content: HashedContent, _ stamp: FileStamp) {
        uses += 1
        let key = FileKey(stamp)
        if let old = entries[key] {
            if old.stamp == stamp { return }
            size -= old.size
        }
        let entry = Entry(
            stamp: stamp, content: content, lastUse: uses, size: 300 + content.leaves.count * MerkleHash.byteCount)
        entries[key] = entry
        size += entry.size
        makeRoom()
    }

    /// Keeps a statement about a file that is kept in this state.
    mutating func keep(_ statement: SignedStatement, _ path: String, _ stamp: FileStamp, _ root: MerkleHash) {
        let key = FileKey(stamp)
        guard var entry = entries[key], entry.stamp == stamp, entry.content.root == root else { return }
        if entry.statements.count >= Self.statementsPerFile { entry.statements = [:] }
        entry.statements[Array(path.utf8)] = statement
        size -= entry.size
        // The certificates are the same for all and count once a file at most.
        let statements = entry.statements.values.reduce(0) { $0 + 400 + 2 * $1.contents.count + $1.signature.count }
        entry.size = 300 + entry.content.leaves.count * MerkleHash.byteCount + statements
        size += entry.size
        entries[key] = entry
        makeRoom()
    }

    /// Drops what was not used for longest, a quarter at once.
    private mutating func makeRoom() {
        guard size > limit else { return }
        for (key, entry) in entries.sorted(by: { $0.value.lastUse < $1.value.lastUse }) {
            guard size > limit - limit / 4 else { return }
            entries[key] = nil
            size -= entry.size
        }
    }
}
