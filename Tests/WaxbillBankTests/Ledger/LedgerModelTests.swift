import Testing

@testable import WaxbillBank

/// Random requests, and a second bank that says what has to come of them.
@Suite struct LedgerModelTests {
    private static let operations = 200

    @Test(arguments: [0, 1] as [UInt64], [true, false])
    func balancesAndRefusalsAreThoseOfTheReference(group: UInt64, hasFees: Bool) throws {
        let fees: [Currency: Amount] = hasFees ? [.coded("EUR"): .units(3)] : [:]
        var refusals: Set<RefusalReason> = []
        for seed in (group * 30)..<(group * 30 + 30) {
            let bank = TestBank(fees: fees)
            var reference = ReferenceBank(fees: fees)
            var requests = RandomRequests(seed: seed, names: hasFees ? 6 : 3)
            var asked = 0
            while asked < Self.operations {
                bank.clock += Int64(requests.random.below(400))
                let batch = (0...requests.random.below(4)).map { _ in requests.next() }
                asked += batch.count
                for answer in bank.ask(batch) {
                    guard case .recorded(let record, false) = answer else {
                        Issue.record("seed \(seed): a new request is none")
                        return
                    }
                    let entry = record.entry
                    if case .refused(let refusal) = entry.outcome { refusals.insert(refusal.reason) }
                    if case .hold = entry.request.command, case .done = entry.outcome {
                        requests.holds.append(entry.number)
                    }
                    let no = reference.ask(entry.request, entry: entry.number, at: entry.time)
                    let difference = SimulationCheck.difference(entry, no)
                    try #require(difference == nil, "seed \(seed)")
                }
                let flaw = Self.difference(bank, reference)
                try #require(flaw == nil, "seed \(seed), \(asked) operations")
            }
        }
        #expect(refusals.count >= RefusalReason.allCases.count - 1, "\(refusals)")
    }

    private static func difference(_ bank: TestBank, _ reference: ReferenceBank) -> String? {
        guard bank.database.committed.accounts.count == reference.accounts.count else { return "other accounts" }
        for (name, right) in reference.accounts {
            guard let account = bank.account(name) else { return "no \(name)" }
            let held = reference.held(name, at: bank.clock)
            let free = max(Int128(Int64.min), min(Int128(Int64.max), right.balance - held + right.limit))
            guard Int128(account.balance) == right.balance, Int128(account.held) == held,
                Int128(account.available) == free, account.isOpen == right.isOpen
            else { return "\(account) is not \(right) with \(held) held" }
        }
        return SimulationCheck.flaw(inBalances: bank.database.committed)
    }
}
