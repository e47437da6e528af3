import NIOCore
import Synchronization
import WaxbillProofs

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Hashes of large files in a folder, a file each, for the time after a restart. Everything here may block.
///
/// They are written beside their place and renamed, and end with a hash of themselves: what is damaged, or about another state of the file,
/// is not there. Files that were changed or removed leave theirs behind, so that the oldest go once there are too many. The folder has to be
/// one that only the server writes.
final class ManifestStore: Sendable {
    private let folder: Descriptor
    private let limit: Int
    /// How often something was kept.
    private let count = Mutex(0)

    private static let magic: [UInt8] = Array("WXBL".utf8)
    private static let version: UInt8 = 1
    private static let draftSuffix = ".new"

    /// Uses a folder, which is made where it is missing; nil where that does not go.
    /// - Parameter limit: about how many files' hashes are kept.
    init?(folder path: String, limit: Int = 16_384) {
        var made = path.utf8.first == UInt8(ascii: "/") ? "" : "."
        for component in path.split(separator: "/") {
            made += "/\(component)"
            mkdir(made, 0o700)
        }
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        folder = Descriptor(owning: descriptor)
        self.limit = limit
    }

    /// The hashes of a file in this state.
    func content(of stamp: FileStamp) -> HashedContent? {
        guard let count = Int(exactly: ManifestFormat.blockCount(size: stamp.size)),
            let file = try? SystemCall.open(Self.name(stamp), in: folder, O_RDONLY | O_NOFOLLOW)
        else { return nil }
        let prefix = Self.prefix(stamp)
        let size = prefix.count + (count + 1) * MerkleHash.byteCount
        var buffer = ByteBuffer()
        guard let got = try? file.read(at: 0, count: size + 1, into: &buffer), got == size,
            Self.checksum(buffer.getSlice(at: 0, length: size - MerkleHash.byteCount))
                == buffer.getBytes(at: size - MerkleHash.byteCount, length: MerkleHash.byteCount),
            buffer.readBytes(length: prefix.count) == prefix
        else { return nil }
        let leaves = buffer.withUnsafeReadableBytes { bytes in
            (0..<count).compactMap {
                MerkleHash(bytes: UnsafeRawBufferPointer(rebasing: bytes[(32 * $0)..<(32 * $0 + 32)]))
            }
        }
        return HashedContent(leaves: leaves)
    }

    /// Keeps the hashes of a file in this state; a disk that is full or broken only costs time.
    func keep(_ content: HashedContent, of stamp: FileStamp) {
        var buffer = ByteBuffer(bytes: Self.prefix(stamp))
        ManifestFormat.writeLeaves(content.leaves, to: &buffer)
        buffer.writeBytes(Self.checksum(buffer) ?? [])
        let name = Self.name(stamp)
        let draft = "\(name).\(UInt64.random(in: .min ... .max))\(Self.draftSuffix)"
        guard let file = try? SystemCall.open(draft, in: folder, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
        else { return }
        guard (try? file.write(buffer, at: 0)) != nil, renameat(folder.number, draft, folder.number, name) == 0 else {
            unlinkat(folder.number, draft, 0)
            return
        }
        // Looked after when the server starts, and then every now and then.
        let isDue = count.withLock { count in
            defer { count += 1 }
            return count.isMultiple(of: max(1, limit / 16))
        }
        if isDue { makeRoom() }
    }

    /// Removes the oldest beyond the limit, and drafts that nobody writes any more.
    private func makeRoom() {
        guard let reader = try? FolderReader(folder) else { return }
        let now = FileTime.now.seconds
        var files: [(name: String, modified: FileTime)] = []
        while let name = try? reader.next()?.text {
            guard let status = try? SystemCall.status(name, in: folder) else { continue }
            let modified = FileStamp(status).modified
            if !name.hasSuffix(Self.draftSuffix) {
                files.append((name, modified))
            } else if modified.seconds < now - 3600 {
                unlinkat(folder.number, name, 0)
            }
        }
        guard files.count > limit else { return }
        files.sort { $0.modified < $1.modified }
        for file in files.prefix(files.count - limit + limit / 4) { unlinkat(folder.number, file.name, 0) }
    }

    private static func name(_ stamp: FileStamp) -> String {
        "\(String(stamp.device, radix: 16))-\(String(stamp.inode, radix: 16))"
    }

    /// What stands before the hashes: all that tells the file's state.
    private static func prefix(_ stamp: FileStamp) -> [UInt8] {
        var buffer = ByteBuffer(bytes: magic)
        buffer.writeInteger(version)
        for number in [
            stamp.device, stamp.inode, stamp.size, UInt64(bitPattern: stamp.modified.seconds),
            UInt64(stamp.modified.nanoseconds), UInt64(bitPattern: stamp.changed.seconds),
            UInt64(stamp.changed.nanoseconds),
        ] {
            buffer.writeInteger(number)
        }
        return Array(buffer.readableBytesView)
    }

    private static func checksum(_ buffer: ByteBuffer?) -> [UInt8]? {
        buffer?.withUnsafeReadableBytes { MerkleHash(leaf: $0).bytes }
    }
}
