@testable import WaxbillBank

/// Requests as they might come: mostly sensible, some not.
struct RandomRequests {
    var random: SeededRandom
    let names: [String]
    let owners: [String]
    let currencies: [Currency]
    /// Holds that requests may name; whoever runs them adds what is placed.
    var holds: [HoldID] = []
    private var made: UInt64 = 0

    init(seed: UInt64, names: Int = 6, owners: Int = 3, currencies: [String] = ["EUR", "JPY"]) {
        random = SeededRandom(seed: seed)
        self.names = (0..<names).map { "a\($0)" }
        self.owners = (0..<owners).map { "owner\($0)" }
        self.currencies = currencies.compactMap { Currency($0) }
    }

    mutating func next() -> LedgerRequest {
        made += 1
        // Most requests come from the owner of the account that they are about.
        let (command, owner) = nextCommand()
        let isTeller = random.below(20) == 0
        var name = random.below(12) == 0 ? random.pick(owners) : owner
        if isTeller { name = "teller" }
        let isTellersWork = [.open, .deposit, .close].contains(command.operation) && random.below(12) != 0
        if isTellersWork { name = "teller" }
        return LedgerRequest(
            key: IdempotencyKey(high: random.next(), low: made),
            requester: Requester(name: name, isTeller: isTeller || isTellersWork), command: command)
    }

    private mutating func nextCommand() -> (LedgerCommand, String) {
        let from = account()
        let to = account()
        let owner = self.owner(of: from)
        switch random.below(20) {
        case 0...1:
            let limit: Int64 = random.pick([0, 0, 0, 500, 10_000, .max])
            return (.open(account: from, owner: owner, currency: currency(of: from), creditLimit: limit), owner)
        case 2...6: return (.deposit(account: from, money(of: from)), owner)
        case 7...8: return (.withdraw(account: from, money(of: from)), owner)
        case 9...12: return (.pay(from: from, to: to, money(of: from), reference: ""), owner)
        case 13...15:
            let duration = Int64(1 + random.below(1_500))
            return (.hold(from: from, to: to, money(of: from), expiresIn: duration, reference: "é"), owner)
        case 16...17:
            let amount = random.oneIn(3) ? Amount(minorUnits: Int64(1 + random.below(2_000))) : nil
            return (.capture(hold: hold(), amount: amount), random.pick(owners))
        case 18: return (.void(hold: hold()), random.pick(owners))
        default:
            return random.oneIn(3)
                ? (.close(account: from), owner) : (.withdraw(account: from, money(of: from)), owner)
        }
    }

    private mutating func hold() -> HoldID {
        holds.isEmpty || random.oneIn(15)
            ? UInt64(random.below(100)) : holds[holds.count - 1 - random.below(min(5, holds.count))]
    }

    private mutating func account() -> AccountName {
        let text = random.oneIn(40) ? random.pick(["@cash-EUR", "@fees-EUR", "nobody"]) : random.pick(names)
        return AccountName(text) ?? .cash(currencies[0])
    }

    private func owner(of account: AccountName) -> String {
        owners[(names.firstIndex(of: account.text) ?? 0) % owners.count]
    }

    private mutating func currency(of account: AccountName) -> Currency {
        if random.oneIn(40) { return random.pick(currencies) }
        return currencies[(names.firstIndex(of: account.text) ?? 0) % 4 == 3 ? currencies.count - 1 : 0]
    }

    private mutating func money(of account: AccountName) -> Money {
        let units = random.oneIn(60) ? Int64.max - Int64(random.below(3)) : Int64(1 + random.below(1_000))
        return Money(Amount(minorUnits: units) ?? .one, currency(of: account))
    }
}

extension Amount {
    static let one = units(1)

    /// An amount that is one.
    static func units(_ units: Int64) -> Amount {
        guard let amount = Amount(minorUnits: units) else { preconditionFailure("no amount: \(units)") }
        return amount
    }
}
