import Crypto
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Which upload is meant: the same client continues the same content for the same path.
struct UploadKey: Hashable, Sendable {
    /// Who uploads; nil: anybody without a name.
    let identity: String?
    let path: ServedPath
    /// The root of the Merkle tree over the content.
    let root: [UInt8]
    /// The size of the whole content, in bytes.
    let size: UInt64
}

/// What unfinished uploads may take.
struct UploadLimits: Hashable, Sendable {
    /// How many one client may have.
    var count = 64
    /// How many bytes those may have together when they are complete.
    var bytes = UInt64.max
    /// How long one is kept that nobody continues, in seconds.
    var age: Int64 = 7 * 24 * 3600
}

/// The unfinished uploads of a served folder: `.waxbill/uploads/IDENTITY/UPLOAD-SIZE`, both hashes. Its functions may
/// block.
final class UploadStore: Sendable {
    private let folder: ServedFolder
    private let limits: UploadLimits
    /// Held while a client's uploads are counted and another one is added, or their folder goes because it is empty.
    private let beginning = Mutex(())
    /// When old uploads were removed last, in seconds since 1970.
    private let cleaned = Mutex<Int64>(.min)

    init(_ folder: ServedFolder, limits: UploadLimits = UploadLimits()) {
        self.folder = folder
        self.limits = limits
    }

    /// How many bytes of an upload there are.
    func offset(of key: UploadKey) throws(FilesError) -> UInt64 {
        try offset(by: key.identity) { [name = name(of: key)] in $0 == name }
    }

    /// The same where nobody says of what size the whole content is.
    func offset(of root: [UInt8], for path: ServedPath, by identity: String?) throws(FilesError) -> UInt64 {
        try offset(by: identity) { [prefix = Self.hash(path, root) + "-"] in $0.hasPrefix(prefix) }
    }

    private func offset(by identity: String?, _ isMeant: (String) -> Bool) throws(FilesError) -> UInt64 {
        do throws(FilesError) {
            guard let all = folder.existingState(.uploads) else { return 0 }
            let uploads = try all.folder(Self.name(of: identity), makes: false)
            return try uploads.names().first(where: isMeant).flatMap { uploads.stamp($0)?.size } ?? 0
        } catch {
            // Nobody has begun one, or nobody can.
            if error.code == .notFound || error.code == .forbidden { return 0 }
            throw error
        }
    }

    /// Begins or continues an upload. Folders on the way to its path are made.
    /// - Throws: `upload_in_progress` where another request writes it; `wrong_offset` where `offset` is not the number of
    ///   bytes that are there; `too_large` and `busy` where the client would have too many uploads.
    func resume(_ key: UploadKey, at offset: UInt64) throws(FilesError) -> ResumableUpload {
        guard !key.path.isFolder else { throw FilesError(Errno(EISDIR), key.path) }
        removeExpiredNowAndThen()
        let name = name(of: key)
        let file = try beginning.withLock { (_) throws(FilesError) in
            let uploads = try uploads(of: key.identity)
            try admit(key, name, uploads)
            do throws(Errno) {
                return try UnfinishedFile.resumed(name, in: uploads.descriptor)
            } catch {
                throw FilesError(error, key.path)
            }
        }
        guard let file else {
            throw FilesError(.uploadInProgress, "\(key.path.text): another request writes this upload")
        }
        let parent = try folder.walk(toParentOf: key.path, makesFolders: true)
        let incoming = IncomingFile(file, path: key.path, parent: parent, folder: folder)
        return try ResumableUpload(key, incoming, at: offset)
    }

    /// Removes uploads that nobody has continued for as long as they are kept.
    /// - Parameter now: seconds since 1970.
    func removeExpired(now: Int64) {
        guard let all = folder.existingState(.uploads) else { return }
        for client in (try? all.names()) ?? [] {
            guard let uploads = try? all.folder(client) else { continue }
            for name in (try? uploads.names()) ?? [] {
                guard let stamp = uploads.stamp(name), stamp.modified.seconds < now - limits.age else { continue }
                FileLock.removeIfUnused(name, in: uploads.descriptor)
            }
            // Only where nothing is left in it.
            beginning.withLock { _ in _ = unlinkat(all.descriptor.number, client, AT_REMOVEDIR) }
        }
    }

    /// At the first upload, and later once an hour.
    private func removeExpiredNowAndThen() {
        let now = Int64(time(nil))
        let isDue = cleaned.withLock { cleaned in
            guard now.subtractingReportingOverflow(cleaned).overflow || now - cleaned >= 3600 else { return false }
            cleaned = now
            return true
        }
        if isDue { removeExpired(now: now) }
    }

    private func admit(_ key: UploadKey, _ name: String, _ uploads: StateFolder) throws(FilesError) {
        let others = try uploads.names().filter { $0 != name }
        guard others.count < limits.count else {
            throw FilesError(.busy, "\(key.path.text): there are \(others.count) unfinished uploads already")
        }
        var total = key.size
        for other in others {
            let size = other.utf8.split(separator: UInt8(ascii: "-")).last.flatMap {
                UInt64(String(decoding: $0, as: UTF8.self))
            }
            total = total.addingReportingOverflow(size ?? 0).overflow ? .max : total + (size ?? 0)
        }
        guard total <= limits.bytes else {
            throw FilesError(
                .tooLarge, "\(key.path.text): unfinished uploads may have \(limits.bytes) bytes together")
        }
    }

    private func uploads(of identity: String?) throws(FilesError) -> StateFolder {
        try folder.state(.uploads).folder(Self.name(of: identity))
    }

    private static func name(of identity: String?) -> String {
        // No name, and every name, has a hash of its own.
        let bytes: [UInt8] = if let identity { [1] + Array(identity.utf8) } else { [0] }
        return Hexadecimal.text(SHA256.hash(data: bytes).prefix(16))
    }

    private func name(of key: UploadKey) -> String { Self.hash(key.path, key.root) + "-\(key.size)" }

    private static func hash(_ path: ServedPath, _ root: [UInt8]) -> String {
        var hash = SHA256()
        hash.update(data: Array(path.text.utf8) + [0])
        hash.update(data: root)
        return Hexadecimal.text(hash.finalize().prefix(24))
    }
}
