/// What the ledger can be asked to do. Two commands are the same when they are equal.
package enum LedgerCommand: Sendable, Hashable {
    /// Opens an account; for tellers.
    case open(account: AccountName, owner: String, currency: Currency, creditLimit: Int64)
    /// Takes cash in; for tellers.
    case deposit(account: AccountName, Money)
    /// Gives cash out; for the owner and tellers.
    case withdraw(account: AccountName, Money)
    /// Pays from one account to another; for the payer.
    case pay(from: AccountName, to: AccountName, Money, reference: String)
    /// Sets money aside for somebody for some time, in milliseconds; for the payer.
    case hold(from: AccountName, to: AccountName, Money, expiresIn: Int64, reference: String)
    /// Pays what was set aside, or less; the rest is free again. For the payee and the payer.
    case capture(hold: HoldID, amount: Amount?)
    /// Gives back what was set aside; for the payee and tellers.
    case void(hold: HoldID)
    /// Closes an account that is empty; for tellers.
    case close(account: AccountName)

    /// Which one it is.
    package var operation: Operation {
        switch self {
        case .open: .open
        case .deposit: .deposit
        case .withdraw: .withdraw
        case .pay: .pay
        case .hold: .hold
        case .capture: .capture
        case .void: .void
        case .close: .close
        }
    }

    /// The accounts that the command names. Those of a capture or void are its hold's.
    package var accounts: [AccountName] {
        switch self {
        case .open(let account, _, _, _), .deposit(let account, _), .withdraw(let account, _), .close(let account):
            [account]
        case .pay(let from, let to, _, _), .hold(let from, let to, _, _, _): [from, to]
        case .capture, .void: []
        }
    }

    /// The currency that the command names.
    package var currency: Currency? {
        switch self {
        case .open(_, _, let currency, _): currency
        case .deposit(_, let money), .withdraw(_, let money), .pay(_, _, let money, _), .hold(_, _, let money, _, _):
            money.currency
        case .capture, .void, .close: nil
        }
    }

    /// The hold that the command names.
    package var hold: HoldID? {
        switch self {
        case .capture(let hold, _), .void(let hold): hold
        default: nil
        }
    }
}

/// The kinds of commands. The raw values are part of the journal.
package enum Operation: UInt8, Sendable, CaseIterable {
    case open = 1
    case deposit = 2
    case withdraw = 3
    case pay = 4
    case hold = 5
    case capture = 6
    case void = 7
    case close = 8
}
