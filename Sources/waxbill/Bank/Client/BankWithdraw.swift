import ArgumentParser
import WaxbillBank

/// `waxbill bank withdraw`.
struct BankWithdraw: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Give cash out, from an account; for its owner, and tellers.",
        discussion: """
            \(BankRequestOptions.discussion)

            EXAMPLES:
              waxbill bank withdraw alice-1 20.00

            \(BankRequestOptions.statuses)
            """)

    @Argument(help: ArgumentHelp("The account.", valueName: "account"), transform: AccountName.parse)
    var account: AccountName

    @Argument(help: ArgumentHelp("How much, as 25.00.", valueName: "amount"), transform: AmountText.parse)
    var amount: AmountText

    @OptionGroup var currency: CurrencyOption

    @OptionGroup var request: BankRequestOptions

    func run() async throws {
        try await request.carryOut { bank in
            let money = try await currency.money(amount, of: account, at: bank)
            return (.withdraw(account: account, money), money.currency)
        }
    }
}
