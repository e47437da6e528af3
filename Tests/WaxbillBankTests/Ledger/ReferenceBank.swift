@testable import WaxbillBank

/// A bank once more, as plainly as can be: each request is carried out on a copy, which counts if all rules are kept.
struct ReferenceBank {
    typealias Customer = (owner: String, currency: Currency, limit: Int128, balance: Int128, isOpen: Bool)
    typealias Claim = (from: AccountName, to: AccountName, amount: Int128, expires: Int64, isOver: Bool)
    typealias Rules = [(isKept: Bool, reason: RefusalReason)]
    typealias Moves = [(account: AccountName, amount: Int128)]

    var fees: [Currency: Amount] = [:]
    var accounts: [AccountName: Customer] = [:]
    var claims: [HoldID: Claim] = [:]
    var answers: [RequestKey: (command: LedgerCommand, outcome: Outcome)] = [:]
    var now: Int64 = 0

    /// What comes of a request; nil where its key was used for another command.
    mutating func ask(_ request: LedgerRequest, at time: Int64) -> Outcome? {
        now = time
        if let earlier = answers[request.requestKey] {
            return earlier.command == request.command ? earlier.outcome : nil
        }
        var after = self
        let (rules, moves) = after.carryOut(request.command, request.requester.name, request.requester.isTeller)
        for move in moves { after.accounts[move.account]?.balance += move.amount }
        let fits = after.accounts.values.allSatisfy { Int64(exactly: $0.balance) != nil }
        var outcome = Outcome.done(
            moves.filter { $0.amount != 0 }.map { Posting($0.account, Int64(clamping: $0.amount)) })
        if let reason = (rules + [(fits, .amountOverflow)]).first(where: { !$0.isKept })?.reason {
            let available = moves.first.map { Int64(clamping: max(0, free($0.account))) }
            outcome = .refused(Refusal(reason, available: reason == .insufficientFunds ? available : nil))
        } else {
            self = after
        }
        answers[request.requestKey] = (request.command, outcome)
        return outcome
    }

    private mutating func carryOut(_ command: LedgerCommand, _ me: String, _ isTeller: Bool) -> (Rules, Moves) {
        let teller: Rules = [(isTeller, .notAuthorized)]
        switch command {
        case .open(let name, let owner, let currency, let limit):
            let rules = teller + [(!name.isSystem, .systemAccount), (accounts[name] == nil, .accountExists)]
            for own in [AccountName.cash(currency), .fees(currency)] where accounts[own] == nil {
                accounts[own] = ("", currency, 0, 0, true)
            }
            accounts[name] = (owner, currency, Int128(limit), 0, true)
            return (rules, [])
        case .deposit(let to, let money):
            return (teller + canUse(to, money), [(.cash(money.currency), -money.units), (to, money.units)])
        case .withdraw(let from, let money):
            let mine: Rules = [(has(from), .accountNotFound), (isTeller || owns(me, from), .notAuthorized)]
            let moves = [(from, -money.units), (.cash(money.currency), money.units)] as Moves
            return (mine + canUse(from, money) + canSpend(money.units, from), moves)
        case .pay(let from, let to, let money, _):
            let fee = Int128(fees[money.currency]?.minorUnits ?? 0)
            let moves = [(from, -money.units - fee), (to, money.units), (.fees(money.currency), fee)] as Moves
            return (canPay(me, from, to, money) + canSpend(money.units + fee, from), moves)
        case .hold(let from, let to, let money, let duration, _):
            let fits: Rules = [(held(from) + money.units <= Int64.max, .amountOverflow)]
            let rules = canPay(me, from, to, money) + canSpend(money.units, from) + fits
            claims[HoldID(answers.count) + 1] = (from, to, money.units, now + duration, false)
            return (rules, [(from, 0)])
        case .capture(let id, let part):
            guard let claim = claims[id] else { return ([(false, .holdNotFound)], []) }
            let units = part.map { Int128($0.minorUnits) } ?? claim.amount
            let rules: Rules = [
                (units <= claim.amount, .holdExceeded), (accounts[claim.to]?.isOpen == true, .accountClosed),
            ]
            claims[id]?.isOver = true
            let mayEnd = canEnd(claim, owns(me, claim.from) || owns(me, claim.to))
            return (mayEnd + rules, [(claim.from, -units), (claim.to, units)])
        case .void(let id):
            guard let claim = claims[id] else { return ([(false, .holdNotFound)], []) }
            claims[id]?.isOver = true
            return (canEnd(claim, isTeller || owns(me, claim.to)), [])
        case .close(let name):
            let (isOpen, balance) = (accounts[name]?.isOpen == true, accounts[name]?.balance)
            accounts[name]?.isOpen = false
            let rules: Rules = [
                (!name.isSystem, .systemAccount), (has(name), .accountNotFound), (isOpen, .accountClosed),
            ]
            return (teller + rules + [(held(name) == 0, .accountHasHolds), (balance == 0, .balanceNotZero)], [])
        }
    }

    func held(_ name: AccountName) -> Int128 {
        claims.values.reduce(0) { $0 + ($1.from == name && !$1.isOver && $1.expires > now ? $1.amount : 0) }
    }
    func free(_ name: AccountName) -> Int128 { accounts[name].map { $0.balance + $0.limit - held(name) } ?? 0 }
    private func has(_ name: AccountName) -> Bool { accounts[name] != nil }
    private func owns(_ me: String, _ name: AccountName) -> Bool { accounts[name]?.owner == me }

    private func canUse(_ name: AccountName, _ money: Money) -> Rules {
        let (isOpen, fits) = (accounts[name]?.isOpen == true, accounts[name]?.currency == money.currency)
        return [
            (!name.isSystem, .systemAccount), (has(name), .accountNotFound), (isOpen, .accountClosed),
            (fits, .currencyMismatch),
        ]
    }
    private func canPay(_ me: String, _ from: AccountName, _ to: AccountName, _ money: Money) -> Rules {
        [(has(from), .accountNotFound), (owns(me, from), .notAuthorized)]
            + canUse(from, money) + [(from != to, .sameAccount)] + canUse(to, money)
    }
    private func canSpend(_ units: Int128, _ from: AccountName) -> Rules {
        [(units <= Int64.max, .amountOverflow), (units <= free(from), .insufficientFunds)]
    }
    private func canEnd(_ claim: Claim, _ isAuthorized: Bool) -> Rules {
        [(isAuthorized, .notAuthorized), (!claim.isOver && claim.expires > now, .holdNotActive)]
    }
}

extension Money {
    fileprivate var units: Int128 { Int128(amount.minorUnits) }
}
