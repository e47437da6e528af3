extension LedgerStore {
    /// Decides requests and writes down what comes of them, in one transaction.
    ///
    /// Where it is not known whether that was committed, they are decided again: what was committed is found by its keys.
    /// - Parameter clock: what the clock says, in milliseconds since 1970.
    /// - Returns: an answer for each request, which is on the disk.
    func decide(
        _ requests: [LedgerRequest], rules: LedgerRules, clock: () -> Int64
    ) throws(LedgerStoreError) -> [LedgerAnswer] {
        do throws(LedgerStoreError) {
            return try write(LedgerBatch(requests, rules: rules, clock: clock()))
        } catch .unavailable {
            return try write(LedgerBatch(requests, rules: rules, clock: clock()))
        }
    }

    private func write(_ batch: LedgerBatch) throws(LedgerStoreError) -> [LedgerAnswer] {
        try write { transaction throws(LedgerStoreError) in try batch.run(in: transaction) }
    }
}
