import Testing

@testable import WaxbillBank

/// The same request once more, another under its key, and both in one batch.
@Suite struct IdempotencyTests {
    private func request(_ command: LedgerCommand, key: UInt64, by name: String = "a") -> LedgerRequest {
        LedgerRequest(
            key: IdempotencyKey(high: 9, low: key), requester: Requester(name: name, isTeller: false), command: command)
    }

    private func bank() -> TestBank {
        let bank = TestBank()
        for name in [.named("a"), .named("b")] as [AccountName] {
            bank.teller(.open(account: name, owner: name.text, currency: .coded("EUR"), creditLimit: 0))
        }
        bank.teller(.deposit(account: .named("a"), eur(100)))
        return bank
    }

    @Test(arguments: [true, false], [60, 101] as [Int64])
    func theSameRequestHasTheSameAnswerForEver(inOneBatch: Bool, cents: Int64) throws {
        let bank = bank()
        let pay = request(.pay(from: .named("a"), to: .named("b"), eur(cents), reference: ""), key: 1)
        let answers = inOneBatch ? bank.ask([pay, pay]) : bank.ask([pay]) + bank.ask([pay])
        let entries = bank.last
        bank.clock += 1_000_000
        // What was refused stays so, though there is enough by now.
        bank.teller(.deposit(account: .named("a"), eur(1_000)))
        for (index, answer) in (answers + bank.ask([pay])).enumerated() {
            guard case .recorded(let record, let isReplay) = answer, case .recorded(let first, _) = answers[0] else {
                Issue.record("\(answer)")
                continue
            }
            #expect(record == first)
            #expect(isReplay == (index > 0))
        }
        #expect(entries == 4)
        #expect(bank.last == 5)
    }

    @Test(arguments: [true, false])
    func anotherCommandUnderAKeyMovesNothing(inOneBatch: Bool) {
        let bank = bank()
        let requests = [10, 11].map {
            request(.pay(from: .named("a"), to: .named("b"), eur($0), reference: ""), key: 1)
        }
        let answers = inOneBatch ? bank.ask(requests) : requests.flatMap { bank.ask([$0]) }
        #expect(answers.last == .mismatch)
        #expect(bank.account("b")?.balance == 10)
        #expect(bank.last == 4)
    }

    /// What is stored follows from the entries alone: an answer that is given again adds none, and writes nothing, though a hold
    /// has expired meanwhile.
    @Test func anAnswerGivenAgainWritesNothing() {
        let bank = bank()
        let hold = request(
            .hold(from: .named("a"), to: .named("b"), eur(60), expiresIn: 1, reference: ""), key: 1)
        let answer = bank.ask([hold]).first?.record
        let version = bank.database.version
        bank.clock += 1_000
        #expect(bank.ask([hold]).first?.record == answer)
        #expect(bank.database.version == version)
    }

    @Test func keysCountForTheirRequester() {
        let bank = bank()
        let withdraw = LedgerCommand.withdraw(account: .named("a"), eur(1))
        let answers = bank.ask([request(withdraw, key: 1, by: "a"), request(withdraw, key: 1, by: "b")])
        #expect(bank.last == 5)
        #expect(answers.last != .mismatch)
    }

    @Test func doubleSpendingInOneBatchIsRefused() {
        let bank = bank()
        let answers = bank.ask(
            (1...3).map { request(.pay(from: .named("a"), to: .named("b"), eur(60), reference: ""), key: $0) })
        #expect(bank.account("a")?.balance == 40)
        let refusal = Outcome.refused(Refusal(.insufficientFunds, available: 40))
        for answer in answers.dropFirst() {
            guard case .recorded(let record, false) = answer else { continue }
            #expect(record.entry.outcome == refusal)
        }
    }

    @Test func aHoldMayBeCapturedInItsBatch() {
        let bank = bank()
        let hold = LedgerCommand.hold(from: .named("a"), to: .named("b"), eur(60), expiresIn: 1, reference: "")
        _ = bank.ask([request(hold, key: 1), request(.capture(hold: bank.last + 1, amount: nil), key: 2)])
        #expect(bank.account("b")?.balance == 60)
        #expect(bank.account("a")?.held == 0)
    }
}
