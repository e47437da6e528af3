import Testing

@testable import WaxbillBank

/// Numbers at their ends, and texts that look alike.
@Suite struct LedgerLimitsTests {
    private func bank(_ balances: [(AccountName, Int64, limit: Int64)], fees: [Currency: Amount] = [:]) -> TestBank {
        let bank = TestBank(fees: fees)
        for (name, balance, limit) in balances {
            bank.teller(.open(account: name, owner: name.text, currency: .coded("EUR"), creditLimit: limit))
            if balance > 0 { bank.teller(.deposit(account: name, eur(balance))) }
        }
        return bank
    }

    @Test func balancesReachTheirEndsAndNoFurther() {
        let bank = bank([(.named("a"), .max, 0), (.named("b"), 1, .max)])
        // The cash desk has paid out as much as it can.
        #expect(bank.account("@cash-EUR")?.balance == .min)
        #expect(bank.teller(.deposit(account: .named("b"), eur(1))) == .refused(Refusal(.amountOverflow)))
        #expect(
            bank.ask(.pay(from: .named("b"), to: .named("a"), eur(1), reference: ""), by: "b")
                == .refused(Refusal(.amountOverflow)))
        #expect(bank.account("b")?.available == .max)
        #expect(bank.account("b")?.balance == 1)
    }

    @Test func creditWithoutEndOverflowsNothing() {
        let bank = bank([(.named("a"), 0, .max), (.named("b"), 0, 0)])
        #expect(
            bank.ask(.pay(from: .named("a"), to: .named("b"), eur(.max), reference: ""), by: "a")?.postings.count == 2)
        #expect(bank.account("a")?.balance == -.max)
        #expect(bank.account("a")?.available == 0)
        #expect(
            bank.ask(.withdraw(account: .named("a"), eur(1)), by: "a")
                == .refused(Refusal(.insufficientFunds, available: 0)))
    }

    @Test func heldSumsDoNotOverflow() {
        let bank = bank([(.named("a"), .max, .max), (.named("b"), 0, 0)])
        let hold = LedgerCommand.hold(from: .named("a"), to: .named("b"), eur(.max), expiresIn: 1_000, reference: "")
        #expect(bank.ask(hold, by: "a") == .done([]))
        #expect(bank.account("a")?.available == .max)
        #expect(bank.ask(hold, by: "a") == .refused(Refusal(.amountOverflow)))
    }

    @Test func whatIsAvailableHasEndsToo() {
        func available(_ balance: Int64, held: Int64, limit: Int64) -> Int64 {
            Account(
                number: 1, name: .named("a"), owner: "a", currency: .coded("EUR"), creditLimit: limit, balance: balance,
                held: held
            ).available
        }
        #expect(available(.min, held: 1, limit: 0) == .min)
        #expect(available(.max, held: 0, limit: .max) == .max)
        #expect(available(-5, held: 3, limit: 10) == 2)
    }

    @Test func aFeeOnTopOfAllIsTooMuch() {
        let bank = bank([(.named("a"), .max, .max), (.named("b"), 0, 0)], fees: [.coded("EUR"): .one])
        #expect(
            bank.ask(.pay(from: .named("a"), to: .named("b"), eur(.max), reference: ""), by: "a")
                == .refused(Refusal(.amountOverflow)))
        #expect(bank.account("a")?.balance == .max)
    }

    @Test(arguments: [
        LedgerCommand.open(account: .named("c"), owner: "", currency: .coded("EUR"), creditLimit: 0),
        .open(account: .named("c"), owner: String(repeating: "x", count: 256), currency: .coded("EUR"), creditLimit: 0),
        .open(account: .named("c"), owner: "c", currency: .coded("EUR"), creditLimit: -1),
        .pay(from: .named("a"), to: .named("b"), eur(1), reference: String(repeating: "é", count: 71)),
        .hold(from: .named("a"), to: .named("b"), eur(1), expiresIn: 0, reference: ""),
        .hold(from: .named("a"), to: .named("b"), eur(1), expiresIn: .max, reference: ""),
        .hold(from: .named("a"), to: .named("b"), eur(1), expiresIn: 1, reference: String(repeating: "x", count: 141)),
    ])
    func whatCannotBeWrittenIsNotDecided(command: LedgerCommand) {
        #expect(!command.isWithinLimits)
        let bank = bank([(.named("a"), 5, 0), (.named("b"), 0, 0)])
        let last = bank.last
        #expect(bank.ask(command, by: "a", isTeller: true) == nil)
        #expect(bank.last == last)
    }

    /// What is just within limits is decided; what is one further is not.
    @Test(arguments: [0, 1]) func limitsAreReachedAndNotPassed(beyond: Int) {
        let (a, b, c) = (AccountName.named("a"), AccountName.named("b"), AccountName.named("c"))
        let long = { (count: Int) in String(repeating: "x", count: count + beyond) }
        let commands: [LedgerCommand] = [
            .open(account: c, owner: long(255), currency: .coded("EUR"), creditLimit: 0),
            .pay(from: a, to: b, eur(1), reference: long(140)),
            .hold(from: a, to: b, eur(1), expiresIn: 90 * 86_400_000 + Int64(beyond), reference: ""),
            .hold(from: a, to: b, eur(1), expiresIn: 1 - Int64(beyond), reference: ""),
            .hold(from: a, to: b, eur(1), expiresIn: 1, reference: long(140)),
        ]
        for command in commands {
            let bank = bank([(a, 5, 0), (b, 0, 0)])
            #expect(command.isWithinLimits == (beyond == 0))
            #expect((bank.ask(command, by: "a", isTeller: true) == nil) == (beyond == 1))
        }
        let bank = bank([(a, 5, 0)])
        #expect((bank.ask(.deposit(account: a, eur(1)), by: long(255), isTeller: true) == nil) == (beyond == 1))
    }

    @Test func namesThatLookAlikeAreTwo() {
        let composed = "jos\u{E9}"
        let decomposed = "jose\u{301}"
        // Swift calls them equal; certificates and databases do not.
        #expect(composed == decomposed)
        let bank = TestBank()
        bank.teller(.open(account: .named("a"), owner: composed, currency: .coded("EUR"), creditLimit: 100))
        #expect(bank.ask(.withdraw(account: .named("a"), eur(1)), by: decomposed) == .refused(Refusal(.notAuthorized)))
        #expect(bank.ask(.withdraw(account: .named("a"), eur(1)), by: composed)?.postings.count == 2)
        let key = IdempotencyKey(high: 1, low: 2)
        #expect(RequestKey(requester: composed, key: key) != RequestKey(requester: decomposed, key: key))
        let commands = [composed, decomposed].map {
            LedgerCommand.pay(from: .named("a"), to: .named("b"), eur(1), reference: $0)
        }
        let answers = bank.ask(
            commands.map { LedgerRequest(key: key, requester: Requester(name: "x", isTeller: false), command: $0) })
        #expect(answers.last == .mismatch)
    }
}
