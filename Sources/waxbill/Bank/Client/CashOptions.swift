import ArgumentParser
import WaxbillBank

/// Cash that is taken in or given out: for which account, and how much.
struct CashOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("The account.", valueName: "account"), transform: AccountName.parse)
    var account: AccountName

    @Argument(help: ArgumentHelp("How much, as 25.00.", valueName: "amount"), transform: AmountText.parse)
    var amount: AmountText

    @OptionGroup var currency: CurrencyOption

    @OptionGroup var request: BankRequestOptions

    /// Has the bank do it, and says what it did.
    /// - Throws: ``CommandFailure``.
    func carryOut(_ command: (AccountName, Money) -> LedgerCommand) async throws {
        try await request.carryOut { bank in
            let money = try await currency.money(amount, of: account, at: bank)
            return (command(account, money), money.currency)
        }
    }
}
