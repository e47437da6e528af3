/// What a bank has decided for all its accounts.
package struct LedgerRules: Sendable, Hashable {
    /// What a payer pays to the bank with each payment, by currency.
    package var fees: [Currency: Amount]

    package init(fees: [Currency: Amount] = [:]) { self.fees = fees }
}
