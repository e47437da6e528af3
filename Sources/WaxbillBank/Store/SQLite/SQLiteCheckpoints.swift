import Foundation
import GRDB
import GRDBSQLite

/// When pages of the write-ahead log are moved into the database; of 4 KiB each.
package struct SQLiteCheckpointLimits: Sendable {
    /// How many the log may have before a round begins.
    package var forRound = 8_192
    /// How many the writer may move by itself.
    package var forWriter = 1_024
    /// How many the log may have before the writer moves them, however many they are.
    package var atMost = 131_072

    package init() {}
}

/// Moves what the write-ahead log has gathered into the database, on a thread and a connection of its own.
///
/// SQLite starts the log anew only where all of it has been moved, which never happens while the writer keeps adding. So
/// each step moves what is there and waits for the disk, the next one moves what came meanwhile, until little is left:
/// that is left to the writer, between two transactions.
final class SQLiteCheckpoints: Sendable {
    private let limits: SQLiteCheckpointLimits
    private let queue: DatabaseQueue
    private let condition = NSCondition()
    // Under the condition's lock.
    nonisolated(unsafe) private var pages = 0
    nonisolated(unsafe) private var isLeftToWriter = false
    nonisolated(unsafe) private var isStopped = false
    nonisolated(unsafe) private var isRunning = true

    init(
        path: String, _ configuration: Configuration, _ limits: SQLiteCheckpointLimits
    ) throws(LedgerStoreError) {
        self.limits = limits
        queue = try explained { try DatabaseQueue(path: path, configuration: configuration) }
        let thread = Thread { [self] in run() }
        thread.name = "ledger-checkpoints"
        thread.start()
    }

    /// Learns from the writer's connection how long the log is.
    func watch(_ database: Database) {
        // It lives until the connection is closed: the store holds both.
        let context = Unmanaged.passUnretained(self).toOpaque()
        sqlite3_wal_hook(
            database.sqliteConnection,
            { context, _, _, pages in
                if let context {
                    Unmanaged<SQLiteCheckpoints>.fromOpaque(context).takeUnretainedValue().logHas(Int(pages))
                }
                return SQLITE_OK
            }, context)
    }

    /// Moves the rest, where it is left to the writer; called between two transactions.
    func finish(on database: Database) {
        condition.lock()
        let isNeeded = isLeftToWriter || pages > limits.atMost
        condition.unlock()
        guard isNeeded else { return }
        // What fails here fails again in the next round; commits do not depend on it.
        _ = try? database.checkpoint(.passive)
        // Not before: the writer would wait for what the next round moves meanwhile.
        condition.withLock { isLeftToWriter = false }
    }

    /// Ends the thread and closes its connection.
    func stop() {
        condition.lock()
        isStopped = true
        condition.broadcast()
        while isRunning { condition.wait() }
        condition.unlock()
        try? queue.close()
    }

    private func logHas(_ pages: Int) {
        condition.lock()
        self.pages = pages
        if pages > limits.forRound { condition.signal() }
        condition.unlock()
    }

    private func run() {
        condition.lock()
        while !isStopped {
            guard pages > limits.forRound, !isLeftToWriter else {
                condition.wait()
                continue
            }
            condition.unlock()
            let isMoved = round()
            condition.lock()
            isLeftToWriter = isMoved
        }
        isRunning = false
        condition.broadcast()
        condition.unlock()
    }

    /// - Returns: whether what is left is for the writer.
    private func round() -> Bool {
        do {
            for _ in 0..<Self.steps {
                let moved = try queue.inDatabase { try Self.move(on: $0) }
                if condition.withLock({ pages }) - moved <= limits.forWriter { break }
            }
            return true
        } catch {
            // A full or broken disk: the writer meets it too, and says so. No hurry.
            Thread.sleep(forTimeInterval: 1)
            return false
        }
    }

    /// Moves what the log has now, and waits until the disk has it.
    ///
    /// SQLite itself waits for the disk only where nothing is left in the log, which would be the writer's part: it would
    /// wait for all that was moved here too.
    /// - Returns: how many of the log's pages have been moved since it began.
    private static func move(on database: Database) throws -> Int {
        let moved = try database.checkpoint(.passive).checkpointedFrameCount
        var file: UnsafeMutablePointer<sqlite3_file>?
        let found = sqlite3_file_control(database.sqliteConnection, "main", SQLITE_FCNTL_FILE_POINTER, &file)
        guard found == SQLITE_OK, let file, let synchronize = file.pointee.pMethods?.pointee.xSync else {
            throw LedgerStoreError.failed("the database's file cannot be found")
        }
        guard synchronize(file, SQLITE_SYNC_NORMAL) == SQLITE_OK else {
            throw LedgerStoreError.failed("the disk does not take the database")
        }
        return moved
    }

    /// After so many steps the writer comes faster than they do, and has to wait.
    private static let steps = 8
}
