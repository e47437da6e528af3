import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The folder that a ledger lies in, held by one server at a time.
final class LedgerFolder: Sendable {
    /// The database of the ledger in a folder.
    static func database(in path: String) -> String { path + "/ledger.sqlite" }

    let path: String
    // Closing the file gives the lock back, also where the process is killed.
    private let lock: Mutex<Int32>

    /// Takes the folder, which is made, for its owner alone, where it is not there.
    /// - Throws: ``LedgerStoreError``: `unavailable` where another server has it.
    init(path: String) throws(LedgerStoreError) {
        self.path = path
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw Self.failure("cannot make \(path)") }
        let name = path + "/lock"
        let file = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw Self.failure("cannot open \(name)") }
        lock = Mutex(file)
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let problem = errno
            release()
            if problem == EWOULDBLOCK { throw .unavailable("another server uses \(path)") }
            errno = problem
            throw Self.failure("cannot lock \(name)")
        }
    }

    deinit { release() }

    /// Lets others have the folder.
    func release() {
        lock.withLock { file in
            if file >= 0 {
                // A child of this process has the file too until it is another program: closing alone would leave it the lock.
                _ = flock(file, LOCK_UN)
                close(file)
            }
            file = -1
        }
    }

    /// Makes the database's file for its owner alone, where it is not there; SQLite makes its other files like it.
    func makeDatabase() throws(LedgerStoreError) {
        let name = Self.database(in: path)
        let file = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Self.failure("cannot open \(name)") }
        close(file)
    }

    private static func failure(_ what: String) -> LedgerStoreError {
        let number = errno
        let text = "\(what): \(String(cString: strerror(number)))"
        return number == ENOSPC || number == EDQUOT ? .full(text) : .failed(text)
    }
}
