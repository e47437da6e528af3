import GRDB
import GRDBSQLite

/// A ledger in an SQLite database in a folder: one writer, several readers beside it.
///
/// A commit is on the disk when it returns (WAL with `synchronous=FULL`). What the write-ahead log has gathered is moved
/// to the database by a thread of its own, so that commits do not wait for it.
package final class SQLiteStore: LedgerStore {
    /// What a folder is opened for.
    package enum Use: Sendable {
        /// Reading and writing, as the only server.
        case serving
        /// Reading alone; a server may be writing.
        case inspecting
        /// Writing much at once: nothing is certain to be on the disk before ``SQLiteStore/close()``.
        case loading
    }

    private let folder: LedgerFolder?
    private let pool: DatabasePool
    private let checkpoints: SQLiteCheckpoints?
    // Used within the pool's queue for writing only.
    nonisolated(unsafe) private var transaction: SQLiteTransaction?

    /// Opens the ledger in a folder, which is made where it is not there, for its owner alone.
    /// - Throws: ``LedgerStoreError``: `unavailable` where another server has the folder, `unknownFormat` where the
    ///   database is no ledger of this version, `damaged` where it contradicts itself.
    package init(
        folder path: String, for use: Use = .serving, checkpoints limits: SQLiteCheckpointLimits = .init()
    ) throws(LedgerStoreError) {
        folder = use == .inspecting ? nil : try LedgerFolder(path: path)
        try folder?.makeDatabase()
        let file = LedgerFolder.database(in: path)
        let pool = try explained { try DatabasePool(path: file, configuration: Self.configuration(use)) }
        self.pool = pool
        guard use != .inspecting else {
            checkpoints = nil
            try explained { try pool.read { try SQLiteSchema.check($0) } }
            return
        }
        let checkpoints = try SQLiteCheckpoints(path: file, Self.configuration(use), limits)
        self.checkpoints = checkpoints
        do throws(LedgerStoreError) {
            transaction = try Self.prepare(pool, use, checkpoints)
        } catch {
            checkpoints.stop()
            throw error
        }
    }

    deinit { close() }

    private static func prepare(
        _ pool: DatabasePool, _ use: Use, _ checkpoints: SQLiteCheckpoints
    ) throws(LedgerStoreError) -> SQLiteTransaction {
        try explained {
            try pool.writeWithoutTransaction { database in
                try SQLiteSchema.prepare(database)
                try SQLiteStartCheck.run(database)
                // GRDB has set `synchronous` to what loses the last transactions when the power fails.
                let isLoading = use == .loading
                try database.execute(
                    sql: """
                        PRAGMA synchronous = \(isLoading ? "OFF" : "FULL");
                        PRAGMA cache_size = -\(isLoading ? loaderCache : writerCache);
                        """)
                // An answer means that the disk has it: 2 is FULL.
                guard try isLoading || Int.fetchOne(database, sql: "PRAGMA synchronous") == 2 else {
                    throw LedgerStoreError.failed("SQLite does not wait for the disk")
                }
                checkpoints.watch(database)
                return try SQLiteTransaction(database)
            }
        }
    }

    package func write<Result: Sendable>(
        _ body: (any LedgerTransaction) throws(LedgerStoreError) -> Result
    ) throws(LedgerStoreError) -> Result {
        let result: Swift.Result<Result, LedgerStoreError> = pool.writeWithoutTransaction { database in
            Swift.Result { () throws(LedgerStoreError) in try write(on: database, body) }
        }
        return try result.get()
    }

    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any LedgerSnapshot) throws(LedgerStoreError) -> Result
    ) async throws(LedgerStoreError) -> Result {
        let result: Swift.Result<Result, LedgerStoreError> = await withCheckedContinuation { continuation in
            pool.asyncRead { database in
                continuation.resume(
                    returning: Swift.Result { () throws(LedgerStoreError) in
                        try body(SQLiteSnapshot(try explained { try database.get() }))
                    })
            }
        }
        return try result.get()
    }

    package func close() {
        checkpoints?.stop()
        pool.writeWithoutTransaction { database in
            guard transaction != nil else { return }
            transaction = nil
            // After loading, now is the time for the disk.
            try? database.execute(sql: "PRAGMA synchronous = FULL")
            _ = try? database.checkpoint(.truncate)
        }
        // What cannot be closed is closed with the process; all that was committed is on the disk.
        try? pool.close()
        folder?.release()
    }
}

extension SQLiteStore {
    private func write<Result>(
        on database: Database, _ body: (any LedgerTransaction) throws(LedgerStoreError) -> Result
    ) throws(LedgerStoreError) -> Result {
        guard let transaction else { throw .unavailable("the ledger is closed, or open for reading alone") }
        checkpoints?.finish(on: database)
        try transaction.begin()
        let result: Result
        do throws(LedgerStoreError) {
            result = try body(transaction)
        } catch {
            // SQLite rolls back by itself after some errors.
            if database.isInsideTransaction { try? transaction.rollBack() }
            throw error
        }
        try commit(transaction, on: database)
        return result
    }

    /// Commits. Where the disk did not say that it has it, readers do not see it; but the log may have it, and would show
    /// it after a crash. The next commit writes over that.
    private func commit(_ transaction: SQLiteTransaction, on database: Database) throws(LedgerStoreError) {
        do throws(LedgerStoreError) {
            try transaction.commit()
        } catch {
            if database.isInsideTransaction { try? transaction.rollBack() }
            if case .full = error { throw error }
            throw .unavailable("it is not known whether the disk has it: \(error)")
        }
    }

    private static func configuration(_ use: Use) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = use == .inspecting
        configuration.busyMode = .timeout(patience)
        configuration.maximumReaderCount = readers
        configuration.persistentReadOnlyConnections = true
        configuration.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA trusted_schema = OFF;
                    PRAGMA cell_size_check = ON;
                    PRAGMA wal_autocheckpoint = 0;
                    PRAGMA synchronous = FULL;
                    PRAGMA cache_size = -\(readerCache);
                    """)
        }
        return configuration
    }

    /// How long another process (`sqlite3`, an audit) may keep the database, in seconds.
    private static let patience = 10.0
    private static let readers = 4
    /// What connections keep of the database in memory, in KiB; the system keeps more of it, which it can take back.
    private static let writerCache = 64 << 10
    private static let loaderCache = 1 << 20
    private static let readerCache = 2 << 10
}
