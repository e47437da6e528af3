import Foundation
import GRDB
import Testing
import WaxbillTestSupport

@testable import WaxbillBank

struct SQLiteStoreTests {
    let directory: TemporaryDirectory
    var folder: String { directory.path("bank") }

    init() throws { directory = try TemporaryDirectory() }

    @Test func theFolderIsItsOwnersAlone() throws {
        let store = try SQLiteStore(folder: folder)
        try store.ask(Payments.opening(1))
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(names == ["ledger.sqlite", "ledger.sqlite-shm", "ledger.sqlite-wal", "lock"])
        #expect(try permissions(folder) == 0o700)
        for name in names { #expect(try permissions("\(folder)/\(name)") == 0o600) }
        store.close()
    }

    @Test func oneServerHasTheFolder() async throws {
        let store = try SQLiteStore(folder: folder)
        try store.ask(Payments.opening(1_000))
        for use in [SQLiteStore.Use.serving, .loading] {
            #expect(throws: LedgerStoreError.unavailable("another server uses \(folder)")) {
                try SQLiteStore(folder: folder, for: use)
            }
        }
        // Others may look on.
        let other = try SQLiteStore(folder: folder, for: .inspecting)
        #expect(try await other.balance(Payments.ann) == 1_000)
        try store.ask([Payments.pay(10)])
        #expect(try await other.balance(Payments.ann) == 990)
        #expect(throws: LedgerStoreError.self) { try other.ask([Payments.pay(10)]) }
        other.close()
        store.close()
        await #expect(throws: LedgerStoreError.self) { try await store.balance(Payments.ann) }
    }

    @Test func aLedgerThatNobodyServesIsInspected() async throws {
        #expect(throws: LedgerStoreError.self) { try SQLiteStore(folder: folder, for: .inspecting) }
        #expect(!FileManager.default.fileExists(atPath: folder))
        let store = try SQLiteStore(folder: folder)
        try store.ask(Payments.opening(1_000))
        store.close()
        let other = try SQLiteStore(folder: folder, for: .inspecting)
        #expect(try await other.journal().count == 3)
        other.close()
    }

    @Test func aSnapshotStaysAsItIs() async throws {
        let store = try SQLiteStore(folder: folder)
        try store.ask(Payments.opening(1_000))
        let heads = try await store.read { snapshot throws(LedgerStoreError) in
            let before = try snapshot.head()
            try store.ask([Payments.pay(10)])
            return [before, try snapshot.head()]
        }
        #expect(heads[0] == heads[1])
        #expect(try await store.head().number == 4)
        store.close()
    }

    @Test func theLogIsMovedWhileTheWriterWrites() async throws {
        var limits = SQLiteCheckpointLimits()
        limits.forRound = 64
        limits.forWriter = 32
        let store = try SQLiteStore(folder: folder, checkpoints: limits)
        try store.ask(Payments.opening(100_000))
        // The log begins anew though the writer never rests.
        var batches: Int64 = 0
        while try logNumber() < 2, batches < 5_000 {
            try store.ask([Payments.pay(1)])
            batches += 1
        }
        #expect(try logNumber() >= 2)
        #expect(try await store.balance(Payments.bob) == batches)
        #expect(try await store.journal().count == 3 + Int(batches))
        store.close()
    }

    /// How often the log has begun anew: the fourth word of its header.
    private func logNumber() throws -> UInt8 {
        let log = try FileHandle(forReadingFrom: URL(fileURLWithPath: "\(folder)/ledger.sqlite-wal"))
        return try #require(try log.read(upToCount: 16)?.last)
    }

    @Test func muchIsLoadedAtOnce() async throws {
        let loading = try SQLiteStore(folder: folder, for: .loading)
        try loading.ask(Payments.opening(100_000))
        try loading.ask((0..<5_000).map { _ in Payments.pay(2) })
        loading.close()
        let store = try SQLiteStore(folder: folder)
        #expect(try await store.balance(Payments.bob) == 10_000)
        #expect(try await store.journal().count == 5_003)
        store.close()
    }

    /// What a database may be instead of a ledger, and what is said then.
    @Test(arguments: [
        ("CREATE TABLE something (number)", "the database is not a ledger"),
        (
            "CREATE TABLE meta (version); INSERT INTO meta VALUES (1)",
            "its tables have version 1, and this program knows version 2 alone"
        ),
        ("CREATE TABLE meta (version)", "its tables have no version, and this program knows version 2 alone"),
    ])
    func otherDatabasesAreRefused(sql: String, complaint: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        try DatabaseQueue(path: "\(folder)/ledger.sqlite").write { try $0.execute(sql: sql) }
        for use in [SQLiteStore.Use.serving, .inspecting] {
            #expect(throws: LedgerStoreError.unknownFormat(complaint)) { try SQLiteStore(folder: folder, for: use) }
        }
    }

    @Test func aFileThatIsNoDatabaseIsRefused() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        try directory.write(String(repeating: "no database ", count: 1_000), to: "bank/ledger.sqlite")
        let error = #expect(throws: LedgerStoreError.self) { try SQLiteStore(folder: folder) }
        guard case .damaged = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    /// Changes by other hands, after which the ledger contradicts itself.
    @Test(arguments: [
        "DELETE FROM head",
        "UPDATE head SET number = number + 1",
        "UPDATE head SET chain = x'\(String(repeating: "00", count: 32))'",
        "DELETE FROM journal WHERE number = 3",
        "INSERT INTO journal VALUES (4, 0, x'', x'')",
        "DELETE FROM journal",
        "UPDATE head SET accounts = accounts + 1",
    ])
    func aLedgerThatContradictsItselfIsRefused(sql: String) throws {
        let store = try SQLiteStore(folder: folder)
        try store.ask(Payments.opening(1_000))
        store.close()
        try DatabaseQueue(path: "\(folder)/ledger.sqlite").write { try $0.execute(sql: sql) }
        let error = #expect(throws: LedgerStoreError.self) { try SQLiteStore(folder: folder) }
        guard case .damaged = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    private func permissions(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
}
