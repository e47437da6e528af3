@testable import WaxbillBank

/// A bank on a store in memory that does not fail, asked one request or one batch at a time.
final class TestBank {
    let database = SimulatedDatabase()
    let rules: LedgerRules
    /// Milliseconds since 1970.
    var clock: Int64 = 1_000_000
    private var keys: UInt64 = 0

    init(fees: [Currency: Amount] = [:]) { rules = LedgerRules(fees: fees) }

    /// Decides requests together.
    func ask(_ requests: [LedgerRequest]) -> [LedgerAnswer] {
        let transaction = SimulatedTransaction(database.committed)
        guard let answers = try? LedgerBatch(requests, rules: rules, clock: clock).run(in: transaction) else {
            return []
        }
        if !transaction.rows.isEmpty { database.write(transaction.rows, reaching: transaction.rows.count + 1) }
        return answers
    }

    /// Decides a command with a new key.
    @discardableResult
    func ask(_ command: LedgerCommand, by name: String, isTeller: Bool = false) -> Outcome? {
        keys += 1
        let request = LedgerRequest(
            key: IdempotencyKey(high: 0, low: keys), requester: Requester(name: name, isTeller: isTeller),
            command: command)
        guard case .recorded(let record, false)? = ask([request]).first else { return nil }
        return record.entry.outcome
    }

    /// Decides a teller's command with a new key.
    @discardableResult
    func teller(_ command: LedgerCommand) -> Outcome? { ask(command, by: "tom", isTeller: true) }

    /// The last entry's number.
    var last: UInt64 { database.committed.head.number }

    /// An account as it stands now.
    func account(_ name: String) -> Account? {
        guard let account = AccountName(name).flatMap({ database.committed.accounts[$0] }) else { return nil }
        let holds = database.committed.holds.values.filter { $0.from == account.name && $0.recordedState == .active }
        return account.afterExpiry(of: holds, at: max(clock, database.committed.head.time))
    }
}

extension AccountName {
    /// A name that is one.
    static func named(_ text: String) -> AccountName {
        guard let name = AccountName(text) else { preconditionFailure("no name: \(text)") }
        return name
    }
}

extension Currency {
    /// A code that is one.
    static func coded(_ code: String) -> Currency {
        guard let currency = Currency(code) else { preconditionFailure("no currency: \(code)") }
        return currency
    }
}

/// An amount in EUR.
func eur(_ cents: Int64) -> Money { Money(.units(cents), .coded("EUR")) }
