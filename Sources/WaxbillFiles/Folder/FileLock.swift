#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Locks by which processes, and parts of one process, tell each other which files are being written. A lock belongs to
/// the opened file and goes when it is closed, also where the process is killed.
enum FileLock {
    /// Locks an open file.
    /// - Returns: false where it is locked already.
    static func take(_ file: Descriptor) throws(Errno) -> Bool {
        do throws(Errno) {
            _ = try SystemCall.value { flock(file.number, LOCK_EX | LOCK_NB) }
            return true
        } catch {
            if error.number == EWOULDBLOCK { return false }
            // A file system without locks: two writers are told apart by nobody.
            if error.number == EOPNOTSUPP || error.number == ENOLCK { return true }
            throw error
        }
    }

    /// Whether a file that was opened under `name` still has it: between opening and locking it may have been removed.
    static func isStill(_ file: Descriptor, _ name: String, in folder: Descriptor) -> Bool {
        guard let opened = try? SystemCall.status(file) else { return false }
        return isStill(opened, name, in: folder)
    }

    /// The same of a file whose status is known.
    static func isStill(_ opened: stat, _ name: String, in folder: Descriptor) -> Bool {
        guard let named = try? SystemCall.status(name, in: folder) else { return false }
        return named.st_ino == opened.st_ino && named.st_dev == opened.st_dev
    }

    /// Removes a regular file that nobody has locked.
    static func removeIfUnused(_ name: String, in folder: Descriptor) {
        guard let file = try? SystemCall.open(name, in: folder, O_RDWR | O_NOFOLLOW | O_NONBLOCK),
            (try? take(file)) == true, isStill(file, name, in: folder)
        else { return }
        _ = unlinkat(folder.number, name, 0)
    }
}
