import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A file that is being written under a name that is not its final one, locked against a second writer. The lock also
/// tells it from what a killed process left.
final class UnfinishedFile: Sendable {
    let folder: Descriptor
    let name: String
    let descriptor: Descriptor
    /// What becomes of the name when the last reference goes.
    private let end: Mutex<End>

    enum End {
        case removed
        /// What was written stays, to be continued; also where the name is no longer this file's.
        case kept
    }

    private init(folder: Descriptor, name: String, descriptor: Descriptor, end: End) {
        self.folder = folder
        self.name = name
        self.descriptor = descriptor
        self.end = Mutex(end)
    }

    deinit {
        // Others may have given the name to another file.
        guard end.withLock({ $0 }) == .removed, FileLock.isStill(descriptor, name, in: folder) else { return }
        unlinkat(folder.number, name, 0)
    }

    /// Decides what becomes of the name.
    func ends(_ end: End) { self.end.withLock { $0 = end } }

    /// A new file under a name that nobody else has.
    static func new(in folder: Descriptor) throws(Errno) -> UnfinishedFile {
        while true {
            let name = newName()
            do throws(Errno) {
                let file = try SystemCall.open(name, in: folder, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode)
                // Who cleans up may have taken it for one that was left behind.
                if try FileLock.take(file), FileLock.isStill(file, name, in: folder) {
                    return UnfinishedFile(folder: folder, name: name, descriptor: file, end: .removed)
                }
            } catch {
                guard error.number == EEXIST else { throw error }
            }
        }
    }

    /// The file of this name with what was written to it before, or an empty one. It is kept, unless told otherwise.
    /// - Returns: nil where somebody writes it already.
    static func resumed(_ name: String, in folder: Descriptor) throws(Errno) -> UnfinishedFile? {
        for _ in 0..<100 {
            let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY
            let file = try SystemCall.open(name, in: folder, flags, mode: mode)
            let status = try SystemCall.status(file)
            // Writing to a file that has a second name would change something else.
            guard FileKind(status) == .file, status.st_nlink <= 1 else { throw Errno(ENXIO) }
            guard try FileLock.take(file) else { return nil }
            if FileLock.isStill(status, name, in: folder) {
                return UnfinishedFile(folder: folder, name: name, descriptor: file, end: .kept)
            }
        }
        return nil
    }

    /// Removes what killed processes left in a folder.
    static func removeAbandoned(in folder: StateFolder) {
        for name in (try? folder.names()) ?? [] where name.hasPrefix(prefix) {
            FileLock.removeIfUnused(name, in: folder.descriptor)
        }
    }

    /// A name that nobody else has.
    static func newName() -> String {
        prefix + Hexadecimal.text(withUnsafeBytes(of: UInt64.random(in: 0...(.max))) { Array($0) })
    }

    private static let prefix = "new-"
    private static let mode: mode_t = 0o644
}
