import Testing

@testable import WaxbillBank

/// Whatever a bank decides is found to be whole: expiries, fees that change, refusals, repeated requests.
struct RandomHistoryTests {
    private let fees: [Amount?] = [nil, Amount(minorUnits: 1), Amount(minorUnits: 7), Amount(minorUnits: 250)]

    @Test(arguments: 0..<24)
    func whatABankWritesIsWhole(seed: Int) async throws {
        var requests = RandomRequests(seed: UInt64(seed))
        var random = SeededRandom(seed: UInt64(seed) + 1000)
        let ledger = ArrayLedger()
        let sealer = SampleLedger.sealer(of: ledger)
        var clock = SampleLedger.start
        var rules = LedgerRules()
        var earlier: [LedgerRequest] = []
        for round in 0..<40 {
            // Holds expire meanwhile, or do not, and now and then the clock goes back.
            clock += Int64(random.below(4)) * Int64(random.below(4_000)) - (random.oneIn(10) ? 5_000 : 0)
            if random.oneIn(8) {
                rules = LedgerRules(
                    fees: Dictionary(
                        uniqueKeysWithValues: requests.currencies.compactMap { currency in
                            random.pick(fees).map { (currency, $0) }
                        }))
            }
            var batch: [LedgerRequest] = []
            for _ in 0...random.below(12) {
                batch.append(random.oneIn(15) && !earlier.isEmpty ? random.pick(earlier) : requests.next())
            }
            earlier += batch
            let (rulesNow, now, all) = (rules, clock, batch)
            let answers = try ledger.write { transaction throws(LedgerStoreError) in
                try LedgerBatch(all, rules: rulesNow, clock: now).run(in: transaction)
            }
            for case .recorded(let record, false) in answers {
                guard case .done = record.entry.outcome, record.entry.request.command.operation == .hold else {
                    continue
                }
                requests.holds.append(record.entry.number)
            }
            if random.oneIn(6) { try await sealer.seal() }
            if round.isMultiple(of: 13) { #expect(try ledger.content.fault() == nil) }
        }
        #expect(try ledger.content.fault() == nil)
        #expect(ledger.content.entries.count > 100)
        try await StartupCheck.run(.full, on: ledger)
        try await StartupCheck.run(.recent, on: ledger)
    }
}
