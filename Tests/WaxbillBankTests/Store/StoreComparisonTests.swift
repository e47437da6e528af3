import Testing

@testable import WaxbillBank

/// Real stores and the one in memory get the same requests at the same times.
@Suite struct StoreComparisonTests {
    @Test(arguments: StoreKind.available, 1...3 as ClosedRange<UInt64>)
    func storesComeToTheSameJournal(kind: StoreKind, seed: UInt64) async throws {
        let place = try kind.makePlace()
        let store = try place.open()
        let bank = TestBank(fees: seed == 1 ? [.coded("EUR"): .units(3)] : [:])
        var requests = RandomRequests(seed: seed)
        var asked: [LedgerRequest] = []
        for round in 0..<25 {
            bank.clock += Int64(requests.random.below(400))
            let clock = bank.clock
            let batch = (0...requests.random.below(12)).map { _ in
                // Some come once more, in this batch or later.
                let isRepeated = requests.random.oneIn(10) && !asked.isEmpty
                let request = isRepeated ? requests.random.pick(asked) : requests.next()
                asked.append(request)
                return request
            }
            let answers = try store.decide(batch, rules: bank.rules) { clock }
            try #require(answers == bank.ask(batch), "round \(round)")
            requests.holds = bank.database.committed.holds.keys.sorted()
        }
        try await compare(store, bank.database.committed)
        store.close()
    }

    private func compare(_ store: any LedgerStore, _ tables: SimulatedDatabase.Tables) async throws {
        let ids = tables.holds.keys.sorted()
        let last = UInt64(tables.entries.count)
        let head = try await store.read { snapshot throws(LedgerStoreError) in try snapshot.head() }
        #expect(head == tables.head)
        let entries = try await store.read { snapshot throws(LedgerStoreError) in
            try snapshot.entries(after: 0, limit: 100_000)
        }
        #expect(entries.map(\.bytes) == tables.entries.map(\.bytes))
        #expect(entries.map(\.chain) == tables.entries.map(\.chain))
        let accounts = try await store.read { snapshot throws(LedgerStoreError) in
            try snapshot.accounts(after: nil, ownedBy: nil, limit: 100_000)
        }
        #expect(accounts == tables.accounts.values.sorted { $0.name < $1.name })
        #expect(!ids.isEmpty)
        for id in ids {
            let hold = try await store.read { snapshot throws(LedgerStoreError) in try snapshot.hold(id) }
            #expect(hold == tables.holds[id])
        }
        for account in accounts {
            let postings = try await store.read { snapshot throws(LedgerStoreError) in
                try snapshot.postings(of: account, in: 1...last, limit: 100_000)
            }
            #expect(postings == tables.entries.flatMap { $0.postings(on: account.name) })
        }
    }
}

extension RecordedEntry {
    /// What moved on an account.
    fileprivate func postings(on name: AccountName) -> [AccountPosting] {
        zip(entry.outcome.postings, balances).filter { $0.0.account == name }.map {
            AccountPosting(entry: entry.number, amount: $0.0.amount, balance: $0.1)
        }
    }
}
