@testable import WaxbillBank

extension LedgerStore {
    /// Decides requests in one transaction.
    @discardableResult
    func ask(_ requests: [LedgerRequest], clock: Int64 = 1_000) throws(LedgerStoreError) -> [LedgerAnswer] {
        let batch = LedgerBatch(requests, rules: LedgerRules(), clock: clock)
        return try write { transaction throws(LedgerStoreError) in try batch.run(in: transaction) }
    }

    func balance(_ name: AccountName) async throws(LedgerStoreError) -> Int64? {
        try await read { snapshot throws(LedgerStoreError) in try snapshot.account(name)?.balance }
    }

    func head() async throws(LedgerStoreError) -> JournalHead {
        try await read { snapshot throws(LedgerStoreError) in try snapshot.head() }
    }

    /// All entries; the chain is computed again.
    func journal() async throws -> [JournalEntry] {
        let stored = try await read { snapshot throws(LedgerStoreError) in
            try snapshot.entries(after: 0, limit: .max)
        }
        var chain = JournalHead.empty.chain
        for (index, entry) in stored.enumerated() {
            chain = JournalHead.chain(chain, entry.bytes)
            guard entry.chain == chain, entry.number == UInt64(index + 1) else {
                throw LedgerStoreError.damaged("the chain breaks at entry \(entry.number)")
            }
        }
        return try stored.map { try JournalEntry(decoding: $0.bytes) }
    }
}

extension LedgerAnswer {
    /// What was recorded; nil where the key did not fit.
    var record: RecordedEntry? {
        guard case .recorded(let record, _) = self else { return nil }
        return record
    }

    /// Whether money moved.
    var isDone: Bool {
        guard case .done = record?.entry.outcome else { return false }
        return true
    }
}
