/// An account as it stands after some entry of the journal.
package struct Account: Sendable, Hashable {
    /// Accounts are numbered from 1 in the order in which they came.
    package let number: UInt64
    package let name: AccountName
    /// The identity whose account it is; empty for system accounts.
    package let owner: String
    package let currency: Currency
    /// How far the balance may fall below nothing, in minor units. System accounts have no limit.
    package let creditLimit: Int64
    package var isOpen: Bool
    /// In minor units.
    package var balance: Int64
    /// The sum of the account's holds that were active when this was written.
    package var held: Int64
    /// No hold on the account expires before this; nil: it has none. Milliseconds since 1970.
    package var nextExpiry: Int64?

    package init(
        number: UInt64, name: AccountName, owner: String, currency: Currency, creditLimit: Int64 = 0,
        isOpen: Bool = true,
        balance: Int64 = 0, held: Int64 = 0, nextExpiry: Int64? = nil
    ) {
        self.number = number
        self.name = name
        self.owner = owner
        self.currency = currency
        self.creditLimit = creditLimit
        self.isOpen = isOpen
        self.balance = balance
        self.held = held
        self.nextExpiry = nextExpiry
    }

    /// What can be spent: the balance and the credit, less what is held; the least or greatest number where that overflows.
    package var available: Int64 {
        let (unheld, underflow) = balance.subtractingReportingOverflow(held)
        guard !underflow else { return .min }
        let (sum, overflow) = unheld.addingReportingOverflow(creditLimit)
        return overflow ? .max : sum
    }

    /// The account as it is once holds have expired.
    /// - Parameter holds: all its active holds.
    package func afterExpiry(of holds: [Hold], at time: Int64) -> Account {
        var account = self
        let counting = holds.filter { $0.state(at: time) == .active }
        account.held = counting.reduce(0) { $0 &+ $1.amount.minorUnits }
        account.nextExpiry = counting.map(\.expires).min()
        return account
    }
}
