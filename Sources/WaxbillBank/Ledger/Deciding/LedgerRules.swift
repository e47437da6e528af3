/// What a bank has decided for all its accounts.
package struct LedgerRules: Sendable, Hashable {
    /// What a payer pays to the bank with each payment, by currency. Captures are free: what is held is what is paid.
    package var fees: [Currency: Amount]

    package init(fees: [Currency: Amount] = [:]) { self.fees = fees }
}
