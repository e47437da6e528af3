import Foundation
import GRDB
import GRDBSQLite

/// Moves what the write-ahead log has gathered into the database, on a thread and a connection of its own.
///
/// SQLite starts the log anew only where all of it has been moved, which never happens while the writer keeps adding. So
/// each round moves what is there, the next one what came meanwhile, until little is left: that is left to the writer,
/// between two transactions.
final class SQLiteCheckpoints: Sendable {
    /// How many pages the log may have before a round begins.
    private static let pagesForRound = 8_192
    /// How many pages the writer may move by itself.
    private static let pagesForWriter = 512
    /// How many pages the log may have before the writer helps, however much is left: 512 MiB.
    private static let pagesAtMost = 131_072

    private let queue: DatabaseQueue
    private let condition = NSCondition()
    // Under the condition's lock.
    nonisolated(unsafe) private var pages = 0
    nonisolated(unsafe) private var isLeftToWriter = false
    nonisolated(unsafe) private var isStopped = false
    nonisolated(unsafe) private var isRunning = true

    init(path: String, _ configuration: Configuration) throws(LedgerStoreError) {
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
        let isNeeded = isLeftToWriter || pages > Self.pagesAtMost
        isLeftToWriter = false
        condition.unlock()
        // What fails here fails again in the next round; commits do not depend on it.
        if isNeeded { _ = try? database.checkpoint(.passive) }
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
        if pages > Self.pagesForRound { condition.signal() }
        condition.unlock()
    }

    private func run() {
        condition.lock()
        while !isStopped {
            guard pages > Self.pagesForRound, !isLeftToWriter else {
                condition.wait()
                continue
            }
            condition.unlock()
            let left = round()
            condition.lock()
            if left <= Self.pagesForWriter { isLeftToWriter = true }
        }
        isRunning = false
        condition.broadcast()
        condition.unlock()
    }

    /// - Returns: how many pages are left.
    private func round() -> Int {
        do {
            let (pages, moved) = try queue.inDatabase { try $0.checkpoint(.passive) }
            return pages - moved
        } catch {
            // A full or broken disk: the writer meets it too, and says so. No hurry.
            Thread.sleep(forTimeInterval: 1)
            return .max
        }
    }
}
