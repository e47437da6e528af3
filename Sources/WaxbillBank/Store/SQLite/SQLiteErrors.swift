import GRDB
import GRDBSQLite

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension LedgerStoreError {
    /// What a result code of SQLite means for the ledger.
    /// - Parameters:
    ///   - code: extended or not.
    ///   - systemError: the system's number for what went wrong; 0: none.
    init(code: Int32, message: String, systemError: Int32 = 0) {
        let isFull = systemError == ENOSPC || systemError == EDQUOT || systemError == EFBIG
        let text = systemError == 0 ? message : "\(message): \(String(cString: strerror(systemError)))"
        switch code & 0xff {
        case SQLITE_FULL: self = .full(text)
        case SQLITE_IOERR, SQLITE_CANTOPEN: self = isFull ? .full(text) : .failed(text)
        case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_CONSTRAINT, SQLITE_MISMATCH: self = .damaged(text)
        case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_INTERRUPT: self = .unavailable(text)
        default: self = .failed(text)
        }
    }

    /// What the last call on a connection complained about.
    init(connection: OpaquePointer?) {
        self.init(
            code: sqlite3_extended_errcode(connection), message: String(cString: sqlite3_errmsg(connection)),
            systemError: Self.systemError(of: connection))
    }

    /// What GRDB, or this module within a call of GRDB's, threw.
    init(_ error: any Error) {
        switch error {
        case let error as LedgerStoreError: self = error
        case let error as DatabaseError:
            self.init(code: error.extendedResultCode.rawValue, message: error.message ?? "\(error.resultCode)")
        default: self = .failed("\(error)")
        }
    }

    // The number stays as it is when nothing of the system has failed since, so that it counts for these codes only.
    private static func systemError(of connection: OpaquePointer?) -> Int32 {
        let code = sqlite3_errcode(connection) & 0xff
        return code == SQLITE_IOERR || code == SQLITE_CANTOPEN ? sqlite3_system_errno(connection) : 0
    }
}

/// Runs what throws errors of GRDB.
func explained<Result>(_ body: () throws -> Result) throws(LedgerStoreError) -> Result {
    do { return try body() } catch { throw LedgerStoreError(error) }
}
