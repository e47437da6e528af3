import Foundation
import GRDBSQLite
import Synchronization
import Testing
import WaxbillTestSupport

@testable import WaxbillBank

/// Who waits until the disk has what was moved into the database.
struct SQLiteCheckpointsTests {
    let directory: TemporaryDirectory
    var folder: String { directory.path("bank") }

    init() throws { directory = try TemporaryDirectory() }

    @Test func theWriterWaitsForItsOwnPartAlone() async throws {
        await #expect(processExitsWith: .success) { [folder = folder as String] in
            try WatchedDisk.install()
            var limits = SQLiteCheckpointLimits()
            limits.forRound = 64
            limits.forWriter = 32
            let store = try SQLiteStore(folder: folder, checkpoints: limits)
            try store.ask(Payments.opening(1_000_000))
            var batches = 0
            while WatchedDisk.seen.withLock(\.byWriter) < 5, batches < 5_000 {
                try store.ask([Payments.pay(1)])
                batches += 1
            }
            let seen = WatchedDisk.seen.withLock { $0 }
            #expect(seen.byWriter >= 5)
            #expect(seen.movedBeforeWriter > 0)
            #expect(seen.leftToWriter == 0)
            store.close()
        }
    }
}

/// SQLite's own files, for which it counts what is written to databases and not yet on the disk.
private enum WatchedDisk {
    struct Seen {
        /// Writes by the thread of the checkpoints that the disk need not have yet.
        var pending = 0
        /// How often another thread has synchronised the database since the first write by that of the checkpoints.
        var byWriter = 0
        /// Writes by the thread of the checkpoints so far.
        var movedBeforeWriter = 0
        /// Such writes that another thread had to wait for.
        var leftToWriter = 0
    }

    static let seen = Mutex(Seen())
    nonisolated(unsafe) private static var writer = pthread_self()
    nonisolated(unsafe) private static var system = sqlite3_vfs()
    nonisolated(unsafe) private static var files = sqlite3_io_methods()
    nonisolated(unsafe) private static let watchedSystem = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    nonisolated(unsafe) private static let watchedFiles = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)

    /// From now on, for this process; the thread that calls is the one that writes.
    static func install() throws {
        writer = pthread_self()
        system = try #require(sqlite3_vfs_find(nil)).pointee
        watchedSystem.initialize(to: system)
        watchedSystem.pointee.zName = UnsafePointer(strdup("watched"))
        watchedSystem.pointee.xOpen = { system, name, file, flags, openedAs in
            let code = WatchedDisk.system.xOpen(system, name, file, flags, openedAs)
            if code == SQLITE_OK, flags & SQLITE_OPEN_MAIN_DB != 0, let file { WatchedDisk.watch(file) }
            return code
        }
        try #require(sqlite3_vfs_register(watchedSystem, 1) == SQLITE_OK)
    }

    private static func watch(_ file: UnsafeMutablePointer<sqlite3_file>) {
        files = file.pointee.pMethods.pointee
        watchedFiles.initialize(to: files)
        watchedFiles.pointee.xWrite = { file, bytes, count, place in
            if WatchedDisk.isCheckpoints {
                WatchedDisk.seen.withLock { seen in
                    seen.pending += 1
                    seen.movedBeforeWriter += 1
                }
            }
            return WatchedDisk.files.xWrite(file, bytes, count, place)
        }
        watchedFiles.pointee.xSync = { file, flags in
            WatchedDisk.seen.withLock { seen in
                if !WatchedDisk.isCheckpoints, seen.movedBeforeWriter > 0 {
                    seen.byWriter += 1
                    seen.leftToWriter += seen.pending
                }
                seen.pending = 0
            }
            return WatchedDisk.files.xSync(file, flags)
        }
        file.pointee.pMethods = UnsafePointer(watchedFiles)
    }

    private static var isCheckpoints: Bool { pthread_equal(pthread_self(), writer) == 0 }
}
