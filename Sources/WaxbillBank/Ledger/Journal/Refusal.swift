/// Why the ledger did not do what it was asked. The raw values are part of the journal.
package enum RefusalReason: UInt8, Sendable, CaseIterable {
    case accountNotFound = 1
    case accountExists = 2
    case accountClosed = 3
    case notAuthorized = 4
    case currencyMismatch = 5
    case insufficientFunds = 6
    case amountOverflow = 7
    case holdNotFound = 8
    case holdNotActive = 9
    case holdExceeded = 10
    case sameAccount = 11
    case systemAccount = 12
    case balanceNotZero = 13
    case accountHasHolds = 14

    /// The code that clients see; it does not change.
    package var code: String {
        switch self {
        case .accountNotFound: "account_not_found"
        case .accountExists: "account_exists"
        case .accountClosed: "account_closed"
        case .notAuthorized: "not_authorized"
        case .currencyMismatch: "currency_mismatch"
        case .insufficientFunds: "insufficient_funds"
        case .amountOverflow: "amount_overflow"
        case .holdNotFound: "hold_not_found"
        case .holdNotActive: "hold_not_active"
        case .holdExceeded: "hold_exceeded"
        case .sameAccount: "same_account"
        case .systemAccount: "system_account"
        case .balanceNotZero: "balance_not_zero"
        case .accountHasHolds: "account_has_holds"
        }
    }
}

/// A refusal, as the journal keeps it.
package struct Refusal: Error, Sendable, Hashable {
    package let reason: RefusalReason
    /// What could have been spent, in minor units, where the reason is that it is not enough.
    package let available: Int64?

    package init(_ reason: RefusalReason, available: Int64? = nil) {
        self.reason = reason
        self.available = available
    }
}
