import Testing

@testable import WaxbillBank

/// Each command, and each reason to refuse it.
@Suite struct LedgerRulesTests {
    /// Accounts of alice and bob with 100.00 EUR and nothing, one of carol in JPY, a closed one of alice.
    private func bank(fees: [Currency: Amount] = [:], limit: Int64 = 0) -> TestBank {
        let bank = TestBank(fees: fees)
        bank.teller(.open(account: .named("alice"), owner: "alice", currency: .coded("EUR"), creditLimit: limit))
        bank.teller(.open(account: .named("bob"), owner: "bob", currency: .coded("EUR"), creditLimit: 0))
        bank.teller(.open(account: .named("yen"), owner: "carol", currency: .coded("JPY"), creditLimit: 0))
        bank.teller(.open(account: .named("old"), owner: "alice", currency: .coded("EUR"), creditLimit: 0))
        bank.teller(.close(account: .named("old")))
        bank.teller(.deposit(account: .named("alice"), eur(10_000)))
        return bank
    }

    private func pay(_ cents: Int64, to: AccountName = .named("bob")) -> LedgerCommand {
        .pay(from: .named("alice"), to: to, eur(cents), reference: "")
    }

    private func hold(_ cents: Int64, for duration: Int64 = 1_000) -> LedgerCommand {
        .hold(from: .named("alice"), to: .named("bob"), eur(cents), expiresIn: duration, reference: "")
    }

    @Test func openingAddsSystemAccountsOnce() {
        let bank = bank()
        #expect(bank.database.committed.accounts.keys.filter(\.isSystem).count == 4)
        #expect(bank.account("@cash-EUR")?.number == 1)
        #expect(bank.account("@fees-EUR")?.number == 2)
        #expect(bank.account("alice")?.number == 3)
        #expect(bank.account("@cash-JPY")?.number == 5)
        #expect(bank.database.committed.head.accounts == 8)
    }

    @Test func depositsAndWithdrawalsGoThroughTheCashDesk() {
        let bank = bank()
        #expect(bank.account("@cash-EUR")?.balance == -10_000)
        #expect(
            bank.ask(.withdraw(account: .named("alice"), eur(1)), by: "alice")
                == .done([Posting(.named("alice"), -1), Posting(.named("@cash-EUR"), 1)]))
        #expect(bank.teller(.withdraw(account: .named("alice"), eur(9_999)))?.postings.count == 2)
        #expect(bank.account("alice")?.balance == 0)
        #expect(bank.account("@cash-EUR")?.balance == 0)
    }

    @Test func paymentsMoveMoneyAndFees() {
        let bank = bank(fees: [.coded("EUR"): .one])
        #expect(
            bank.ask(pay(9_999), by: "alice")
                == .done([
                    Posting(.named("alice"), -10_000), Posting(.named("bob"), 9_999), Posting(.named("@fees-EUR"), 1),
                ]))
        #expect(
            bank.ask(.pay(from: .named("bob"), to: .named("alice"), eur(9_999), reference: ""), by: "bob")
                == .refused(Refusal(.insufficientFunds, available: 9_999)))
    }

    @Test func creditMayBeSpentAndNoMore() {
        let bank = bank(limit: 500)
        #expect(bank.ask(pay(10_501), by: "alice") == .refused(Refusal(.insufficientFunds, available: 10_500)))
        #expect(bank.ask(pay(10_500), by: "alice")?.postings.count == 2)
        #expect(bank.account("alice")?.balance == -500)
        #expect(bank.ask(pay(1), by: "alice") == .refused(Refusal(.insufficientFunds, available: 0)))
    }

    @Test func holdsAreCapturedWholeOrInPart() {
        let bank = bank()
        #expect(bank.ask(hold(6_000), by: "alice") == .done([]))
        let first = bank.last
        #expect(bank.account("alice")?.available == 4_000)
        #expect(bank.ask(pay(4_001), by: "alice") == .refused(Refusal(.insufficientFunds, available: 4_000)))
        #expect(
            bank.ask(.capture(hold: first, amount: Amount(minorUnits: 6_001)), by: "bob")
                == .refused(Refusal(.holdExceeded)))
        #expect(
            bank.ask(.capture(hold: first, amount: Amount(minorUnits: 1_000)), by: "bob")
                == .done([Posting(.named("alice"), -1_000), Posting(.named("bob"), 1_000)]))
        #expect(bank.account("alice")?.available == 9_000)
        #expect(bank.ask(.capture(hold: first, amount: nil), by: "bob") == .refused(Refusal(.holdNotActive)))
        bank.ask(hold(9_000), by: "alice")
        #expect(bank.ask(.capture(hold: bank.last, amount: nil), by: "alice")?.postings.first?.amount == -9_000)
        #expect(bank.account("alice")?.balance == 0)
        #expect(bank.account("alice")?.held == 0)
        // Nothing of it is looked for any more.
        #expect(bank.database.committed.accounts[.named("alice")]?.nextExpiry == nil)
    }

    @Test func voidingFreesWhatWasHeld() {
        let bank = bank()
        bank.ask(hold(10_000), by: "alice")
        let id = bank.last
        #expect(bank.ask(.void(hold: id), by: "alice") == .refused(Refusal(.notAuthorized)))
        #expect(bank.ask(.void(hold: id), by: "bob") == .done([]))
        #expect(bank.account("alice")?.available == 10_000)
        #expect(bank.teller(.void(hold: id)) == .refused(Refusal(.holdNotActive)))
    }

    @Test(arguments: [(999, true), (1_000, false), (1_001, false)] as [(Int64, Bool)])
    func holdsEndAtTheMillisecond(after delay: Int64, isActive: Bool) {
        let bank = bank()
        bank.ask(hold(10_000, for: 1_000), by: "alice")
        let id = bank.last
        bank.clock += delay
        let paid = bank.ask(pay(10_000), by: "alice")
        let captured = bank.ask(.capture(hold: id, amount: nil), by: "bob")
        if isActive {
            #expect(paid == .refused(Refusal(.insufficientFunds, available: 0)))
            #expect(captured?.postings.count == 2)
        } else {
            #expect(paid?.postings.count == 2)
            #expect(captured == .refused(Refusal(.holdNotActive)))
        }
        #expect(bank.database.committed.holds[id]?.recordedState == (isActive ? .captured : .expired))
    }

    @Test func someHoldsExpireAndOthersDoNot() {
        let bank = bank()
        for (cents, duration) in [(1_000, 10), (2_000, 20), (3_000, 30)] as [(Int64, Int64)] {
            bank.ask(hold(cents, for: duration), by: "alice")
        }
        bank.clock += 20
        #expect(bank.ask(pay(7_001), by: "alice") == .refused(Refusal(.insufficientFunds, available: 7_000)))
        #expect(bank.database.committed.accounts[.named("alice")]?.held == 3_000)
        #expect(bank.database.committed.accounts[.named("alice")]?.nextExpiry == 1_000_030)
    }

    @Test func theNextHoldToExpireIsTheEarliestOfThoseLeft() {
        let bank = bank()
        for duration in [30, 10, 20] as [Int64] { bank.ask(hold(1_000, for: duration), by: "alice") }
        bank.clock += 10
        bank.ask(pay(1), by: "alice")
        #expect(bank.database.committed.accounts[.named("alice")]?.nextExpiry == 1_000_020)
        bank.clock += 10
        #expect(bank.ask(pay(9_000), by: "alice") == .refused(Refusal(.insufficientFunds, available: 8_999)))
    }

    /// What expires on one account is nothing of another's, though both are in one batch.
    @Test func holdsExpireOnTheirAccount() {
        let bank = bank()
        bank.teller(.deposit(account: .named("bob"), eur(10_000)))
        func bobs(_ cents: Int64, for duration: Int64) -> LedgerCommand {
            .hold(from: .named("bob"), to: .named("alice"), eur(cents), expiresIn: duration, reference: "")
        }
        bank.ask(hold(1_000, for: 10), by: "alice")
        bank.ask(bobs(2_000, for: 10), by: "bob")
        bank.ask(bobs(3_000, for: 1_000), by: "bob")
        bank.clock += 20
        let requests = [("alice", pay(1)), ("bob", bobs(1, for: 1_000))].enumerated().map { index, request in
            LedgerRequest(
                key: IdempotencyKey(high: 5, low: UInt64(index)),
                requester: Requester(name: request.0, isTeller: false), command: request.1)
        }
        #expect(bank.ask(requests).count == 2)
        #expect(bank.database.committed.accounts[.named("alice")]?.held == 0)
        #expect(bank.database.committed.accounts[.named("alice")]?.nextExpiry == nil)
        #expect(bank.database.committed.accounts[.named("bob")]?.held == 3_001)
    }

    @Test func timeDoesNotGoBack() {
        let bank = bank()
        bank.clock = 5
        bank.teller(.deposit(account: .named("bob"), eur(1)))
        #expect(bank.database.committed.head.time == 1_000_000)
        bank.clock = .max
        bank.teller(.deposit(account: .named("bob"), eur(1)))
        #expect(bank.database.committed.head.time == LedgerLimits.time)
        #expect(bank.ask(hold(1, for: LedgerLimits.holdDuration), by: "alice") == .done([]))
    }

    @Test func onlyEmptyAccountsAreClosed() {
        let bank = bank()
        #expect(bank.teller(.close(account: .named("alice"))) == .refused(Refusal(.balanceNotZero)))
        bank.teller(.open(account: .named("debtor"), owner: "bob", currency: .coded("EUR"), creditLimit: 5))
        bank.ask(.withdraw(account: .named("debtor"), eur(5)), by: "bob")
        #expect(bank.teller(.close(account: .named("debtor"))) == .refused(Refusal(.balanceNotZero)))
        bank.ask(hold(1), by: "alice")
        #expect(bank.teller(.close(account: .named("alice"))) == .refused(Refusal(.accountHasHolds)))
        #expect(bank.teller(.close(account: .named("bob"))) == .done([]))
        #expect(bank.ask(.capture(hold: bank.last - 2, amount: nil), by: "alice") == .refused(Refusal(.accountClosed)))
        #expect(
            bank.teller(.open(account: .named("bob"), owner: "x", currency: .coded("EUR"), creditLimit: 0))
                == .refused(Refusal(.accountExists)))
    }

    static let refusals: [(LedgerCommand, by: String, isTeller: Bool, RefusalReason)] = [
        (
            .open(account: .named("new"), owner: "eve", currency: .coded("EUR"), creditLimit: 0), "eve", false,
            .notAuthorized
        ),
        (
            .open(account: .named("@new"), owner: "eve", currency: .coded("EUR"), creditLimit: 0), "tom", true,
            .systemAccount
        ),
        (
            .open(account: .named("alice"), owner: "eve", currency: .coded("EUR"), creditLimit: 0), "tom", true,
            .accountExists
        ),
        (.deposit(account: .named("alice"), eur(1)), "alice", false, .notAuthorized),
        (.deposit(account: .named("nobody"), eur(1)), "tom", true, .accountNotFound),
        (.deposit(account: .named("@cash-EUR"), eur(1)), "tom", true, .systemAccount),
        // There is none, and it would be the bank's.
        (.deposit(account: .named("@cash-USD"), eur(1)), "tom", true, .systemAccount),
        (.deposit(account: .named("old"), eur(1)), "tom", true, .accountClosed),
        (.deposit(account: .named("yen"), eur(1)), "tom", true, .currencyMismatch),
        (.deposit(account: .named("alice"), eur(.max)), "tom", true, .amountOverflow),
        (.withdraw(account: .named("nobody"), eur(1)), "alice", false, .accountNotFound),
        (.withdraw(account: .named("bob"), eur(1)), "alice", false, .notAuthorized),
        (.withdraw(account: .named("@cash-EUR"), eur(1)), "tom", true, .systemAccount),
        (.withdraw(account: .named("@cash-EUR"), eur(1)), "alice", false, .notAuthorized),
        (.withdraw(account: .named("old"), eur(1)), "alice", false, .accountClosed),
        (.withdraw(account: .named("yen"), eur(1)), "carol", false, .currencyMismatch),
        (.withdraw(account: .named("alice"), eur(10_001)), "alice", false, .insufficientFunds),
        (.pay(from: .named("nobody"), to: .named("bob"), eur(1), reference: ""), "alice", false, .accountNotFound),
        (.pay(from: .named("alice"), to: .named("nobody"), eur(1), reference: ""), "alice", false, .accountNotFound),
        (.pay(from: .named("bob"), to: .named("alice"), eur(1), reference: ""), "alice", false, .notAuthorized),
        (.pay(from: .named("alice"), to: .named("bob"), eur(1), reference: ""), "tom", true, .notAuthorized),
        (.pay(from: .named("@fees-EUR"), to: .named("alice"), eur(1), reference: ""), "alice", false, .notAuthorized),
        (.pay(from: .named("alice"), to: .named("@fees-EUR"), eur(1), reference: ""), "alice", false, .systemAccount),
        (.pay(from: .named("alice"), to: .named("alice"), eur(1), reference: ""), "alice", false, .sameAccount),
        (.pay(from: .named("alice"), to: .named("old"), eur(1), reference: ""), "alice", false, .accountClosed),
        (.pay(from: .named("old"), to: .named("bob"), eur(1), reference: ""), "alice", false, .accountClosed),
        (.pay(from: .named("alice"), to: .named("yen"), eur(1), reference: ""), "alice", false, .currencyMismatch),
        (
            .pay(from: .named("alice"), to: .named("bob"), eur(10_001), reference: ""), "alice", false,
            .insufficientFunds
        ),
        (
            .hold(from: .named("bob"), to: .named("alice"), eur(1), expiresIn: 1, reference: ""), "alice", false,
            .notAuthorized
        ),
        (
            .hold(from: .named("alice"), to: .named("alice"), eur(1), expiresIn: 1, reference: ""), "alice", false,
            .sameAccount
        ),
        (
            .hold(from: .named("alice"), to: .named("bob"), eur(10_001), expiresIn: 1, reference: ""), "alice", false,
            .insufficientFunds
        ),
        (.capture(hold: 1, amount: nil), "alice", false, .holdNotFound),
        (.capture(hold: .max, amount: nil), "alice", false, .holdNotFound),
        (.capture(hold: 7, amount: nil), "eve", false, .notAuthorized),
        (.capture(hold: 7, amount: nil), "tom", true, .notAuthorized),
        (.void(hold: .max), "tom", true, .holdNotFound),
        (.void(hold: 7), "eve", false, .notAuthorized),
        (.close(account: .named("bob")), "bob", false, .notAuthorized),
        (.close(account: .named("nobody")), "tom", true, .accountNotFound),
        (.close(account: .named("@fees-EUR")), "tom", true, .systemAccount),
        (.close(account: .named("old")), "tom", true, .accountClosed),
    ]

    @Test(arguments: refusals.indices)
    func isRefusedAndNothingMoves(index: Int) {
        let (command, name, isTeller, reason) = Self.refusals[index]
        let bank = bank()
        // Entry 7: what the commands above mean by hold 7.
        bank.ask(hold(0 + 1, for: 1_000_000), by: "alice")
        #expect(bank.last == 7)
        let before = bank.database.committed
        guard case .refused(let refusal)? = bank.ask(command, by: name, isTeller: isTeller) else {
            Issue.record("it was carried out")
            return
        }
        #expect(refusal.reason == reason)
        #expect((refusal.available != nil) == (reason == .insufficientFunds))
        #expect(bank.database.committed.accounts == before.accounts)
        #expect(bank.database.committed.holds == before.holds)
        #expect(bank.last == 8)
    }
}
