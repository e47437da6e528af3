/// Requests that are decided and written together.
package struct LedgerBatch: Sendable {
    package let requests: [LedgerRequest]
    package let rules: LedgerRules
    /// What the clock says, in milliseconds since 1970.
    package let clock: Int64

    package init(_ requests: [LedgerRequest], rules: LedgerRules, clock: Int64) {
        self.requests = requests
        self.rules = rules
        self.clock = clock
    }

    /// Loads what is needed, decides, and saves what changes.
    /// - Returns: an answer for each request, which counts once the transaction is committed.
    package func run(in transaction: any LedgerTransaction) throws(LedgerStoreError) -> [LedgerAnswer] {
        let head = try transaction.head()
        var loaded = try transaction.load(LedgerNeeds(requests, rules: rules))
        let time = head.time(at: clock)
        // The accounts of holds, and then the holds of accounts some of whose holds have expired.
        var more = LedgerNeeds()
        more.accounts = Set(loaded.holds.values.flatMap { [$0.from, $0.to] }).subtracting(loaded.accounts.keys)
        try loaded.add(more, from: transaction)
        more = LedgerNeeds()
        more.holdsOf = Set(loaded.accounts.values.lazy.filter { ($0.nextExpiry ?? .max) <= time }.map(\.name))
        try loaded.add(more, from: transaction)

        var state = LedgerState(head: head, loaded: loaded, rules: rules, clock: clock)
        let answers = requests.map { state.decide($0) }
        if !state.changes.entries.isEmpty { try transaction.save(state.changes) }
        return answers
    }
}

extension LoadedLedger {
    fileprivate mutating func add(
        _ needs: LedgerNeeds, from transaction: any LedgerTransaction
    ) throws(LedgerStoreError) {
        guard !needs.isEmpty else { return }
        let more = try transaction.load(needs)
        accounts.merge(more.accounts) { $1 }
        holds.merge(more.holds) { $1 }
    }
}
