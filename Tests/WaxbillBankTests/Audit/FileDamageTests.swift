import Foundation
import Testing
import WaxbillTestSupport

@testable import WaxbillBank

/// A changed bit anywhere in the database's file: found, or without any effect on what is stored.
struct FileDamageTests {
    /// A folder with the sample ledger, closed.
    private func folder() async throws -> TemporaryDirectory {
        let folder = try TemporaryDirectory()
        let store = try SQLiteStore(folder: folder.path)
        try await SampleLedger.fill(store)
        store.close()
        return folder
    }

    /// What the tables hold, or what an audit says.
    private func outcome(of folder: String) async -> Outcome {
        do throws(LedgerStoreError) {
            let store = try SQLiteStore(folder: folder, for: .inspecting)
            defer { store.close() }
            return try await store.read { snapshot throws(LedgerStoreError) in
                do throws(AuditError) {
                    _ = try LedgerAudit(snapshot, trust: nil).run()
                } catch {
                    return .fault("\(error)")
                }
                return .whole(try LedgerContent(of: snapshot))
            }
        } catch {
            return .fault("\(error)")
        }
    }

    private enum Outcome: Sendable {
        case whole(LedgerContent)
        case fault(String)
    }

    @Test func aStoredLedgerIsWhole() async throws {
        let folder = try await folder()
        guard case .whole(let content) = await outcome(of: folder.path) else {
            Issue.record("\(await outcome(of: folder.path))")
            return
        }
        #expect(content.entries.count == 14)
        #expect(content.blocks.count == 2)
    }

    @Test func everyChangedBitIsFoundOrWithoutEffect() async throws {
        let folder = try await folder()
        guard case .whole(let whole) = await outcome(of: folder.path) else {
            Issue.record("the ledger is damaged from the beginning")
            return
        }
        let path = folder.path("ledger.sqlite")
        let file = try Data(contentsOf: URL(fileURLWithPath: path))
        let random = SeededRandomSource(seed: 6)
        var found = 0
        for _ in 0..<1500 {
            let bytes = random.bytes(5)
            let place = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) } % file.count
            let bit = UInt8(1) << (bytes[4] % 8)
            var changed = file
            changed[place] ^= bit
            let copy = try TemporaryDirectory()
            try changed.write(to: URL(fileURLWithPath: copy.path("ledger.sqlite")))
            switch await outcome(of: copy.path) {
            case .fault: found += 1
            case .whole(let content):
                #expect(content == whole, "byte \(place), bit \(bit): changed, and not found")
            }
        }
        // A small database is mostly empty.
        #expect(found > 50, "\(found)")
    }
}

extension LedgerContent {
    /// All that a snapshot's tables hold.
    init(of tables: any LedgerSnapshot) throws(LedgerStoreError) {
        self.init()
        head = try tables.head()
        entries = try tables.entries(after: 0, limit: 1000)
        times = try tables.entryColumns(after: 0, limit: 1000).map(\.time)
        accounts = try tables.accounts(after: nil, ownedBy: nil, limit: 1000)
        holds = try tables.holds(after: 0, limit: 1000)
        postings = try tables.postings(after: .first, limit: 1000)
        keys = try tables.keys(after: nil, limit: 1000)
        blocks = try tables.blocks(after: 0, limit: 1000)
    }
}
