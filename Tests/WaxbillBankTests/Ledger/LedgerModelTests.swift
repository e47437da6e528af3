import Testing

@testable import WaxbillBank

/// Random requests, and a second bank that says what has to come of them.
@Suite struct LedgerModelTests {
    private static let operations = 300

    @Test(arguments: [0, 1] as [UInt64], [true, false])
    func balancesAndAnswersAreThoseOfTheReference(group: UInt64, hasFees: Bool) throws {
        let fees: [Currency: Amount] = hasFees ? [.coded("EUR"): .units(3)] : [:]
        var seen = Seen()
        for seed in (group * 30)..<(group * 30 + 30) {
            let bank = TestBank(fees: fees)
            var reference = ReferenceBank(fees: fees)
            var requests = RandomRequests(seed: seed, names: hasFees ? 6 : 3)
            var asked: [LedgerRequest] = []
            while asked.count < Self.operations {
                bank.clock += Int64(requests.random.below(400))
                let batch = (0...requests.random.below(4)).map { _ in Self.next(&requests, after: asked) }
                asked += batch
                for (request, answer) in zip(batch, bank.ask(batch)) {
                    let outcome = reference.ask(request, at: bank.clock)
                    try #require(answer.outcome == outcome, "seed \(seed), \(request)")
                    seen.note(answer)
                    if case .hold = request.command, case .recorded(let record, false) = answer, outcome == .done([]) {
                        requests.holds.append(record.entry.number)
                    }
                }
                let flaw = Self.difference(bank, reference)
                try #require(flaw == nil, "seed \(seed), \(asked.count) operations")
            }
        }
        #expect(seen.refusals.count >= RefusalReason.allCases.count - 1, "\(seen.refusals)")
        #expect(seen.replays > 100 && seen.mismatches > 100)
    }

    private struct Seen {
        var refusals: Set<RefusalReason> = []
        var (replays, mismatches) = (0, 0)

        mutating func note(_ answer: LedgerAnswer) {
            guard case .recorded(let record, let isReplay) = answer else {
                mismatches += 1
                return
            }
            if isReplay { replays += 1 }
            if case .refused(let refusal) = record.entry.outcome { refusals.insert(refusal.reason) }
        }
    }

    /// A new request; now and then an earlier one again, or another command under its key.
    private static func next(_ requests: inout RandomRequests, after asked: [LedgerRequest]) -> LedgerRequest {
        let request = requests.next()
        guard !asked.isEmpty, requests.random.oneIn(12) else { return request }
        let earlier = requests.random.pick(asked)
        if requests.random.oneIn(2) { return earlier }
        return LedgerRequest(key: earlier.key, requester: earlier.requester, command: request.command)
    }

    private static func difference(_ bank: TestBank, _ reference: ReferenceBank) -> String? {
        guard bank.database.committed.accounts.count == reference.accounts.count else { return "other accounts" }
        for (name, right) in reference.accounts {
            guard let account = bank.account(name.text) else { return "no \(name)" }
            let held = reference.held(name)
            let free = max(Int128(Int64.min), min(Int128(Int64.max), reference.free(name)))
            guard Int128(account.balance) == right.balance, Int128(account.held) == held,
                Int128(account.available) == free, account.isOpen == right.isOpen
            else { return "\(account) is not \(right) with \(held) held" }
        }
        return SimulationCheck.flaw(inBalances: bank.database.committed)
    }
}

extension LedgerAnswer {
    /// What was decided, now or before; nil where the key is another command's.
    var outcome: Outcome? { record?.entry.outcome }
}
