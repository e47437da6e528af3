import NIOCore
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A file on its way into a folder. It is written under another name and gets its own when it is complete, so that under
/// its name there is always one whole content. What is not completed is discarded with the last reference, or kept to be
/// continued, as the one who began it decided. All functions may block.
final class IncomingFile: Sendable {
    let path: ServedPath
    let file: UnfinishedFile
    private let folder: ServedFolder
    /// The walk to the folder where the final name is.
    private let parent: PathWalk

    init(_ file: UnfinishedFile, path: ServedPath, parent: PathWalk, folder: ServedFolder) {
        self.file = file
        self.path = path
        self.parent = parent
        self.folder = folder
    }

    /// What completing a file did.
    struct Completion: Hashable, Sendable {
        /// The file under its final name.
        let stamp: FileStamp
        /// Whether there was none under that name before.
        let isNew: Bool
    }

    /// How many bytes there are, those of an earlier attempt included.
    func size() throws(FilesError) -> UInt64 {
        do { return FileStamp(try SystemCall.status(file.descriptor)).size } catch { throw FilesError(error, path) }
    }

    /// Writes bytes at `offset`.
    func write(_ bytes: ByteBuffer, at offset: UInt64) throws(FilesError) {
        do { try file.descriptor.write(bytes, at: offset) } catch { throw FilesError(error, path) }
    }

    /// Reads back what was written: `count` bytes, or fewer where there are no more.
    func read(at offset: UInt64, count: Int) throws(FilesError) -> ByteBuffer {
        var bytes = ByteBuffer()
        do {
            _ = try file.descriptor.read(at: offset, count: count, into: &bytes)
        } catch {
            throw FilesError(error, path)
        }
        return bytes
    }

    /// Cuts the file, or extends it with a hole.
    func truncate(to size: UInt64) throws(FilesError) {
        do throws(Errno) {
            guard let size = off_t(exactly: size) else { throw Errno(EFBIG) }
            _ = try SystemCall.value { ftruncate(file.descriptor.number, size) }
        } catch {
            throw FilesError(error, path)
        }
    }

    /// Sets the time of the last change of the content.
    func setModified(_ time: FileTime) throws(FilesError) {
        let time = timespec(tv_sec: Int(time.seconds), tv_nsec: Int(time.nanoseconds))
        do throws(Errno) {
            _ = try SystemCall.value { futimens(file.descriptor.number, [time, time]) }
        } catch {
            throw FilesError(error, path)
        }
    }

    /// Gives the file its name. A link that has the name is replaced, not followed.
    /// - Parameters:
    ///   - condition: what has to hold of the file that has the name so far.
    ///   - isSynchronized: whether a power failure afterwards must not lose it.
    /// - Throws: `precondition_failed`, `is_a_folder`, `special_file`, `disk_full`, `io_error`.
    func complete(
        if condition: NameCondition = .none, isSynchronized: Bool = true
    ) throws(FilesError) -> Completion {
        guard let name = path.name, !path.isFolder else { throw FilesError(Errno(EISDIR), path) }
        let file: UnfinishedFile
        do throws(Errno) {
            file = try fileNearFinalName()
            if isSynchronized { _ = try SystemCall.value { fsync(file.descriptor.number) } }
        } catch {
            throw FilesError(error, path)
        }
        let isNew = try folder.naming.withLock { (_) throws(FilesError) in
            try folder.require(condition, path, parent)
            do throws(Errno) {
                return try give(file, name, onlyIfAbsent: condition.isAbsence)
            } catch {
                throw FilesError(error, path)
            }
        }
        if file !== self.file { self.file.ends(.removed) }
        file.ends(.kept)
        do throws(Errno) {
            if isSynchronized { try SystemCall.synchronize(folder: parent.here) }
            return Completion(stamp: FileStamp(try SystemCall.status(file.descriptor)), isNew: isNew)
        } catch {
            throw FilesError(error, path)
        }
    }

    /// Removes what was written.
    func discard() { file.ends(.removed) }

    /// The file or, where the final name is on another file system, a copy of it there: only within one is a file renamed.
    private func fileNearFinalName() throws(Errno) -> UnfinishedFile {
        guard file.folder !== parent.here else { return file }
        let source = try SystemCall.status(file.descriptor)
        guard source.st_dev != (try SystemCall.status(parent.here).st_dev) else { return file }
        guard let state = try? StateFolder(in: parent.here).folder(StateKind.incoming.rawValue) else {
            throw Errno(EXDEV)
        }
        let copy = try UnfinishedFile.new(in: state.descriptor)
        var offset: UInt64 = 0
        while true {
            var bytes = ByteBuffer()
            let count = try file.descriptor.read(at: offset, count: 1 << 20, into: &bytes)
            guard count > 0 else { break }
            try copy.descriptor.write(bytes, at: offset)
            offset += UInt64(count)
        }
        return copy
    }

    /// - Returns: whether nothing had the name before.
    private func give(_ file: UnfinishedFile, _ name: String, onlyIfAbsent: Bool) throws(Errno) -> Bool {
        // Others may have given this name, which is known to them, to another file.
        guard FileLock.isStill(file.descriptor, file.name, in: file.folder) else { throw Errno(EBUSY) }
        let here = parent.here.number
        if onlyIfAbsent {
            // Other processes may take the name at this moment; linkat, unlike renameat, replaces nothing.
            do throws(Errno) {
                _ = try SystemCall.value { linkat(file.folder.number, file.name, here, name, 0) }
                _ = unlinkat(file.folder.number, file.name, 0)
                return true
            } catch {
                // File systems without hard links: the check under the lock has to do.
                guard error.number == EPERM || error.number == EOPNOTSUPP else { throw error }
            }
        }
        let isNew: Bool
        do throws(Errno) {
            switch FileKind(try SystemCall.status(name, in: parent.here)) {
            case .folder: throw Errno(EISDIR)
            case .special: throw Errno(ENXIO)
            case .file, .link: isNew = false
            }
        } catch {
            guard error.number == ENOENT else { throw error }
            isNew = true
        }
        _ = try SystemCall.value { renameat(file.folder.number, file.name, here, name) }
        return isNew
    }
}

extension NameCondition {
    fileprivate var isAbsence: Bool {
        if case .absent = self { true } else { false }
    }
}
