@testable import WaxbillBank

/// What a bank does, written down a second time and as plainly as possible: no batches, nothing loaded, nothing cached,
/// numbers that do not overflow.
struct ReferenceBank {
    struct Customer {
        let owner: String, currency: Currency, limit: Int128
        var balance: Int128 = 0
        var isOpen = true
    }
    struct Claim {
        let from: String, to: String, amount: Int128, expires: Int64
        var isOver = false
    }
    struct No: Error { let reason: RefusalReason, available: Int128? }

    var fees: [Currency: Amount] = [:]
    private(set) var accounts: [String: Customer] = [:]
    private(set) var claims: [UInt64: Claim] = [:]

    func held(_ name: String, at time: Int64) -> Int128 {
        claims.values.reduce(0) { $0 + ($1.from == name && !$1.isOver && $1.expires > time ? $1.amount : 0) }
    }
    func free(_ name: String, at time: Int64) -> Int128 {
        accounts[name].map { $0.balance - held(name, at: time) + $0.limit } ?? 0
    }

    /// What comes of a request that is decided as this entry: nil if it is carried out.
    mutating func ask(_ request: LedgerRequest, entry: UInt64, at time: Int64) -> No? {
        do throws(No) { try carryOut(request.command, request.requester, entry, time) } catch { return error }
        return nil
    }

    private mutating func carryOut(
        _ command: LedgerCommand, _ who: Requester, _ entry: UInt64, _ time: Int64
    ) throws(No) {
        switch command {
        case .open(let name, let owner, let currency, let limit):
            try demand(who.isTeller, .notAuthorized)
            try demand(!name.isSystem, .systemAccount)
            try demand(accounts[name.text] == nil, .accountExists)
            for own in ["@cash-\(currency)", "@fees-\(currency)"] where accounts[own] == nil {
                accounts[own] = Customer(owner: "", currency: currency, limit: 0)
            }
            accounts[name.text] = Customer(owner: owner, currency: currency, limit: Int128(limit))
        case .deposit(let name, let money):
            try demand(who.isTeller, .notAuthorized)
            try check(name, money.currency)
            try move(money.units, ["@cash-\(money.currency)": -1, name.text: 1])
        case .withdraw(let name, let money):
            try demand(accounts[name.text] != nil, .accountNotFound)
            try demand(who.isTeller || accounts[name.text]?.owner == who.name, .notAuthorized)
            try check(name, money.currency)
            try spend(money.units, name, time)
            try move(money.units, [name.text: -1, "@cash-\(money.currency)": 1])
        case .pay(let from, let to, let money, _):
            try checkParties(from, to, money.currency, who)
            let fee = Int128(fees[money.currency]?.minorUnits ?? 0)
            try demand(money.units + fee <= Int128(Int64.max), .amountOverflow)
            try spend(money.units + fee, from, time)
            try move(1, [from.text: -money.units - fee, to.text: money.units, "@fees-\(money.currency)": fee])
        case .hold(let from, let to, let money, let duration, _):
            try checkParties(from, to, money.currency, who)
            try spend(money.units, from, time)
            try demand(held(from.text, at: time) + money.units <= Int128(Int64.max), .amountOverflow)
            claims[entry] = Claim(from: from.text, to: to.text, amount: money.units, expires: time + duration)
        case .capture(let id, let part):
            guard let claim = claims[id] else { throw No(reason: .holdNotFound, available: nil) }
            let owners = [accounts[claim.from]?.owner, accounts[claim.to]?.owner]
            try demand(owners.contains(who.name), .notAuthorized)
            try demand(!claim.isOver && claim.expires > time, .holdNotActive)
            let units = part.map { Int128($0.minorUnits) } ?? claim.amount
            try demand(units <= claim.amount, .holdExceeded)
            try demand(accounts[claim.to]?.isOpen == true, .accountClosed)
            try move(units, [claim.from: -1, claim.to: 1])
            claims[id]?.isOver = true
        case .void(let id):
            guard let claim = claims[id] else { throw No(reason: .holdNotFound, available: nil) }
            try demand(who.isTeller || accounts[claim.to]?.owner == who.name, .notAuthorized)
            try demand(!claim.isOver && claim.expires > time, .holdNotActive)
            claims[id]?.isOver = true
        case .close(let name):
            try demand(who.isTeller, .notAuthorized)
            try demand(!name.isSystem, .systemAccount)
            try demand(accounts[name.text] != nil, .accountNotFound)
            try demand(accounts[name.text]?.isOpen == true, .accountClosed)
            try demand(held(name.text, at: time) == 0, .accountHasHolds)
            try demand(accounts[name.text]?.balance == 0, .balanceNotZero)
            accounts[name.text]?.isOpen = false
        }
    }

    private func demand(_ condition: Bool, _ reason: RefusalReason) throws(No) {
        if !condition { throw No(reason: reason, available: nil) }
    }
    private func check(_ name: AccountName, _ currency: Currency) throws(No) {
        try demand(!name.isSystem, .systemAccount)
        try demand(accounts[name.text] != nil, .accountNotFound)
        try demand(accounts[name.text]?.isOpen == true, .accountClosed)
        try demand(accounts[name.text]?.currency == currency, .currencyMismatch)
    }
    private func checkParties(
        _ from: AccountName, _ to: AccountName, _ currency: Currency, _ who: Requester
    ) throws(No) {
        try demand(accounts[from.text] != nil, .accountNotFound)
        try demand(accounts[from.text]?.owner == who.name, .notAuthorized)
        try check(from, currency)
        try demand(from != to, .sameAccount)
        try check(to, currency)
    }
    private func spend(_ units: Int128, _ name: AccountName, _ time: Int64) throws(No) {
        let free = free(name.text, at: time)
        if units > free { throw No(reason: .insufficientFunds, available: max(0, free)) }
    }
    private mutating func move(_ units: Int128, _ shares: [String: Int128]) throws(No) {
        for (name, share) in shares {
            let balance = (accounts[name]?.balance ?? 0) + units * share
            try demand((Int128(Int64.min)...Int128(Int64.max)).contains(balance), .amountOverflow)
        }
        for (name, share) in shares { accounts[name]?.balance += units * share }
    }
}

extension Money {
    fileprivate var units: Int128 { Int128(amount.minorUnits) }
}
