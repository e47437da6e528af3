import Foundation
import Testing
import WaxbillTestSupport

@testable import WaxbillBank

/// A crash within a commit. What SQLite writes then are pages, behind each other in the write-ahead log, the last of them with
/// the mark of the commit: some of them may have reached the disk and others not.
@Suite struct SQLiteCrashTests {
    private static let frame = 24 + 4096

    /// The files of a server that is running, after some commits, and where the log and the journal ended after each.
    private struct Crashed {
        let database: Data
        let log: Data
        let commits: [(length: Int, head: JournalHead)]

        /// Where the journal ends if so much of the log is whole.
        func head(upTo length: Int) -> JournalHead? { commits.last { $0.length <= length }?.head }
    }

    private func crashed() async throws -> Crashed {
        let directory = try TemporaryDirectory()
        let folder = directory.path("bank")
        let store = try SQLiteStore(folder: folder)
        let file = URL(fileURLWithPath: "\(folder)/ledger.sqlite-wal")
        var commits: [(length: Int, head: JournalHead)] = []
        for requests in [Payments.opening(1_000), [Payments.pay(10), Payments.pay(2_000)], [Payments.pay(20)]] {
            try store.ask(requests)
            commits.append((try Data(contentsOf: file).count, try await store.head()))
        }
        let database = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/ledger.sqlite"))
        let log = try Data(contentsOf: file)
        store.close()
        return Crashed(database: database, log: log, commits: commits)
    }

    /// Starts a server on these files, and sees that all that was committed is there, and nothing else.
    private func expect(_ head: JournalHead, after crash: Crashed, log: Data, _ what: Comment) async throws {
        let directory = try TemporaryDirectory()
        let folder = directory.path("bank")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        try crash.database.write(to: URL(fileURLWithPath: "\(folder)/ledger.sqlite"))
        try log.write(to: URL(fileURLWithPath: "\(folder)/ledger.sqlite-wal"))
        let store = try SQLiteStore(folder: folder)
        #expect(try await store.head() == head, what)
        // It goes on from there.
        #expect(try store.ask([Payments.pay(1)]).map(\.isDone) == [true], what)
        store.close()
        let audit = try await LedgerAudit.run(folder: folder, trust: nil)
        #expect(audit.entries == head.number + 1, what)
    }

    /// The log ends at any page that a commit wrote, or within one.
    @Test func aCommitIsThereAsAWholeOrNotAtAll() async throws {
        let crash = try await crashed()
        let start = try #require(crash.commits.first).length
        var cuts = 0
        for length in stride(from: start, through: crash.log.count, by: Self.frame / 2) {
            let head = try #require(crash.head(upTo: length))
            try await expect(head, after: crash, log: crash.log.prefix(length), "\(length) bytes of the log")
            cuts += 1
        }
        #expect(cuts > 10 && crash.commits.last?.length == crash.log.count)
    }

    /// A disk need not write pages in their order: any one of the last commit's may be missing.
    @Test func aCommitWithoutOneOfItsPagesIsNone() async throws {
        let crash = try await crashed()
        let (before, end) = (crash.commits[1], crash.log.count)
        #expect((end - before.length) % Self.frame == 0)
        for place in stride(from: before.length, to: end, by: Self.frame) {
            var log = crash.log
            log.replaceSubrange(place..<(place + Self.frame), with: Data(count: Self.frame))
            try await expect(before.head, after: crash, log: log, "without the page at \(place)")
        }
    }
}
