import Foundation
import Synchronization
import Testing
import WaxbillTestSupport

@testable import WaxbillBank

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Disks that are full and processes that are killed.
@Suite(.serialized) struct SQLiteHardTimesTests {
    static let isRoot = geteuid() == 0

    let directory: TemporaryDirectory
    var folder: String { directory.path("bank") }

    init() throws { directory = try TemporaryDirectory() }

    @Test(.enabled(if: isRoot, "mounting a small disk needs root")) func aFullDiskIsToldAndGotOver() async throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        try mount(["-t", "tmpfs", "-o", "size=2m", "tmpfs", folder])
        defer { _ = try? ChildProcess.run("/bin/umount", ["-l", folder]) }
        let store = try SQLiteStore(folder: folder)
        let writer = LedgerWriter(store)
        for request in Payments.opening(1_000_000) { _ = try await writer.submit(request) }
        var acknowledged: [UInt64] = []
        var refused: LedgerRequest?
        while refused == nil, acknowledged.count < 20_000 {
            let request = Payments.pay(1)
            do {
                acknowledged.append(try #require(try await writer.submit(request).record).entry.number)
            } catch LedgerWriterError.store(.full) {
                refused = request
            }
        }
        let again = try #require(refused)
        guard case .full = writer.failure?.error else {
            Issue.record("\(String(describing: writer.failure))")
            return
        }
        #expect(try await store.balance(Payments.bob) == Int64(acknowledged.count))

        // With room again it goes on, and what was refused has not happened.
        try mount(["-o", "remount,size=16m", folder])
        let record = try #require(try await writer.submit(again).record)
        #expect(record.entry.number == UInt64(acknowledged.count + 4))
        #expect(writer.failure == nil)
        await writer.shutDown()
        store.close()
        let reopened = try SQLiteStore(folder: folder)
        #expect(try await reopened.journal().count == acknowledged.count + 4)
        #expect(try await reopened.balance(Payments.bob) == Int64(acknowledged.count + 1))
        reopened.close()
    }

    /// Writing fails at some byte of the log, in the middle of a commit.
    @Test func anErrorOfTheDiskIsToldAndGotOver() async throws {
        await #expect(processExitsWith: .success) { [folder = folder as String] in
            signal(SIGXFSZ, SIG_IGN)
            let store = try SQLiteStore(folder: folder)
            try store.ask(Payments.opening(1_000))
            limitFiles(to: 300_000)
            var refused: LedgerRequest?
            var moved: Int64 = 0
            while refused == nil, moved < 1_000 {
                let request = Payments.pay(1)
                do throws(LedgerStoreError) {
                    try store.ask([request])
                    moved += 1
                } catch {
                    refused = request
                }
            }
            let again = try #require(refused)
            #expect(moved > 0)
            #expect(try await store.balance(Payments.bob) == moved)
            limitFiles(to: .max)
            #expect(try store.ask([again, again]).map(\.isDone) == [true, true])
            store.close()
            let reopened = try SQLiteStore(folder: folder)
            #expect(try await reopened.balance(Payments.bob) == moved + 1)
            #expect(try await reopened.journal().count == Int(moved) + 4)
            reopened.close()
        }
    }

    /// What a killed process had acknowledged is there, and nothing is half there.
    @Test(arguments: 1...4) func whatWasAcknowledgedOutlivesTheProcess(round: Int) async throws {
        let log = directory.path("acknowledged")
        try directory.write("", to: "acknowledged")
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [folder = folder as String, log = log as String, round = round as Int] in
            let store = try SQLiteStore(folder: folder)
            let file = open(log, O_WRONLY | O_APPEND)
            let writer = LedgerWriter(store)
            for request in Payments.opening(1_000_000) { _ = try await writer.submit(request) }
            Thread.detachNewThread {
                Thread.sleep(forTimeInterval: 0.15 * Double(round))
                kill(getpid(), SIGKILL)
            }
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<16 {
                    group.addTask {
                        while let record = try? await writer.submit(Payments.pay(1)).record {
                            let line = "\(record.entry.number) \(record.entry.request.key)\n"
                            _ = write(file, line, line.utf8.count)
                        }
                    }
                }
            }
        }
        let store = try SQLiteStore(folder: folder)
        let journal = try await store.journal()
        let acknowledged = try directory.text("acknowledged").split(separator: "\n")
        #expect(acknowledged.count > 0 || round < 4)
        for line in acknowledged {
            let parts = line.split(separator: " ")
            let number = try #require(Int(parts[0]))
            #expect(journal[number - 1].request.key.description == parts[1])
        }
        #expect(try await store.balance(Payments.bob) == Int64(journal.count - 3))
        store.close()
    }

    private func mount(_ options: [String]) throws {
        let mounted = try ChildProcess.run("/bin/mount", options)
        try #require(mounted.status == 0, "\(mounted.error)")
    }
}

/// The most bytes that this process may write to a file.
private func limitFiles(to bytes: rlim_t) {
    #if canImport(Glibc)
    let resource = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
    #else
    let resource = RLIMIT_FSIZE
    #endif
    var limit = rlimit()
    getrlimit(resource, &limit)
    limit.rlim_cur = min(bytes, limit.rlim_max)
    #expect(setrlimit(resource, &limit) == 0)
}
