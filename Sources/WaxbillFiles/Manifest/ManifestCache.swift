import NIOPosix
import Synchronization
import WaxbillProofs
import WaxbillTLS

/// Makes manifests of files, and keeps them for as long as the files stay as they are.
///
/// What is kept is what was hashed, by device and inode, good for one size and one pair of times; and for each path the signature, good for
/// one certificate. A file that is asked for several times at once is hashed once. Hashes of large files go to a folder as well.
final class ManifestCache: Sendable {
    /// How much is kept, and where.
    struct Limits: Sendable {
        /// About how many bytes are kept in memory.
        var memory = 16 << 20
        /// From how many bytes on the hashes of a file are written to the folder.
        var smallestStored: UInt64 = 16 << 20
        /// Up to how many bytes a file is hashed at once, by itself.
        var largestSimple: UInt64 = 1 << 16
    }

    private let identity: @Sendable () async throws -> Identity
    private let threads: HashingThreads
    private let store: ManifestStore?
    private let limits: Limits
    private let now: @Sendable () -> FileTime
    private let state: Mutex<State>

    private struct State {
        var kept: ManifestMemory
        var underway: [FileKey: FileHashing] = [:]
    }

    /// - Parameters:
    ///   - pool: threads that may block.
    ///   - folder: where hashes of large files are kept, made where it is missing; nil: nowhere. One that cannot be used is done without.
    ///   - now: the clock from which the file systems take their times.
    ///   - identity: whose key signs; asked for each manifest.
    init(
        pool: NIOThreadPool, folder: String? = nil, limits: Limits = Limits(),
        now: @escaping @Sendable () -> FileTime = { .now },
        identity: @escaping @Sendable () async throws -> Identity
    ) {
        self.identity = identity
        self.limits = limits
        self.now = now
        threads = HashingThreads(pool: pool)
        store = folder.flatMap { ManifestStore(folder: $0) }
        state = Mutex(State(kept: ManifestMemory(limit: limits.memory)))
    }

    /// The manifest of an open file, under the path by which it was requested.
    /// - Throws: `fileChanged`, `unreadable`, `cancelled`, `tooLarge`, `statement`.
    func manifest(of file: OpenFile) async throws(ManifestError) -> FileManifest {
        try await manifest(of: file.descriptor, file.stamp, path: file.path.text)
    }

    /// The manifest of an open file.
    /// - Parameters:
    ///   - stamp: of the file when it was opened.
    ///   - path: as requested, beginning with a slash.
    /// - Throws: `fileChanged`, `unreadable`, `cancelled`, `tooLarge`, `statement`.
    func manifest(
        of file: Descriptor, _ stamp: FileStamp, path: String
    ) async throws(ManifestError) -> FileManifest {
        let content =
            switch try await source(of: file, stamp) {
            case .known(let content): content
            case .underway(let follower): try await follower.content()
            }
        return try await manifest(of: content, stamp, path: path)
    }

    /// The manifest of content whose blocks were hashed on its way here, such as an upload's.
    /// - Parameters:
    ///   - stamp: of the file that holds the content now.
    ///   - path: as requested, beginning with a slash.
    /// - Throws: `statement`.
    func manifest(
        of content: HashedContent, _ stamp: FileStamp, path: String
    ) async throws(ManifestError) -> FileManifest {
        let identity = try await signingIdentity()
        if let signed = state.withLock({ $0.kept.statement(path, stamp, content.root) }),
            signed.certificates == identity.certificateChain,
            let known = try? FileManifest(size: stamp.size, leaves: content.leaves, root: content.root, signed: signed)
        {
            return known
        }
        let manifest = try await FileManifest.signed(
            path: path, size: stamp.size, modified: stamp.modified, leaves: content.leaves, root: content.root,
            with: identity)
        state.withLock { $0.kept.keep(manifest.signed, path, stamp, content.root) }
        return manifest
    }

    /// The encoded manifest of an open file, as it is being made.
    func stream(of file: OpenFile) -> ManifestStream {
        ManifestStream(self, file.descriptor, file.stamp, path: file.path.text)
    }

    /// The encoded manifest of an open file, as it is being made.
    func stream(of file: Descriptor, _ stamp: FileStamp, path: String) -> ManifestStream {
        ManifestStream(self, file, stamp, path: path)
    }

    /// How many files are being hashed for others to follow.
    var underwayCount: Int { state.withLock { $0.underway.count } }

    private func signingIdentity() async throws(ManifestError) -> Identity {
        do {
            return try await identity()
        } catch {
            throw .statement(.signerFailed("\(error)"))
        }
    }
}

// MARK: Where hashes come from

extension ManifestCache {
    /// Hashes that are there, or are coming.
    enum Source {
        case known(HashedContent)
        case underway(FileHashing.Follower)
    }

    /// - Throws: `fileChanged`, `unreadable`, `cancelled`, `tooLarge`.
    func source(of file: Descriptor, _ stamp: FileStamp) async throws(ManifestError) -> Source {
        let limit = ManifestLimits().blockCount
        guard ManifestFormat.blockCount(size: stamp.size) <= limit else { throw .tooLarge(size: stamp.size) }
        if let known = state.withLock({ $0.kept.content(stamp) }) { return .known(known) }
        if stamp.size <= limits.largestSimple { return .known(try await simplyHashed(file, stamp)) }
        let (source, begun) = state.withLock { state -> (Source?, FileHashing?) in
            // It may have come to its end between.
            if let known = state.kept.content(stamp) { return (.known(known), nil) }
            let key = FileKey(stamp)
            if let hashing = state.underway[key], hashing.stamp == stamp, let follower = hashing.follow() {
                return (.underway(follower), nil)
            }
            let hashing = begin(file, stamp)
            state.underway[key] = hashing
            return (hashing.follow().map { .underway($0) }, hashing)
        }
        // Not before the lock is free: without threads it ends at once.
        begun?.start()
        guard let source else { throw .cancelled }
        return source
    }

    /// A file of one block takes less time to hash than to have others wait for it.
    private func simplyHashed(_ file: Descriptor, _ stamp: FileStamp) async throws(ManifestError) -> HashedContent {
        let isSettled = stamp.isSettled(at: now())
        let content = try await threads.run { () throws(ManifestError) in
            let blocks = 0..<Int(clamping: ManifestFormat.blockCount(size: stamp.size))
            let leaves = try BlockReading.leaves(of: blocks, in: file, stamp)
            try BlockReading.requireUnchanged(file, stamp)
            return HashedContent(leaves: leaves)
        }
        if isSettled { state.withLock { $0.kept.keep(content, stamp) } }
        return content
    }

    private func begin(_ file: Descriptor, _ stamp: FileStamp) -> FileHashing {
        let isSettled = stamp.isSettled(at: now())
        let store = stamp.size >= limits.smallestStored ? store : nil
        return FileHashing(file, stamp, threads) {
            store?.content(of: stamp)
        } ended: { [weak self] hashing, content, isNew in
            self?.state.withLock { state in
                let key = FileKey(stamp)
                if state.underway[key] === hashing { state.underway[key] = nil }
                if let content, isSettled { state.kept.keep(content, stamp) }
            }
            if let content, isSettled, isNew { store?.keep(content, of: stamp) }
        }
    }
}
