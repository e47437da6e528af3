import ArgumentParser
import WaxbillBank

/// `waxbill bank pay`.
struct BankPay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pay",
        abstract: "Pay from one account to another; for the payer.",
        discussion: """
            \(BankRequestOptions.discussion)

            EXAMPLES:
              waxbill bank pay alice-1 shop 25.00 --reference 'Order 42'
              waxbill bank pay alice-1 shop 25.00 --currency EUR --json

            \(BankRequestOptions.statuses)
            """)

    @Argument(help: ArgumentHelp("Who pays: an account of yours.", valueName: "from"), transform: AccountName.parse)
    var from: AccountName

    @Argument(help: ArgumentHelp("Who is paid: an account.", valueName: "to"), transform: AccountName.parse)
    var to: AccountName

    @Argument(help: ArgumentHelp("How much, as 25.00.", valueName: "amount"), transform: AmountText.parse)
    var amount: AmountText

    @Option(help: ArgumentHelp("What it is for, up to 140 bytes; both sides see it.", valueName: "text"))
    var reference = ""

    @OptionGroup var currency: CurrencyOption

    @OptionGroup var request: BankRequestOptions

    func run() async throws {
        try await request.carryOut { bank in
            let money = try await currency.money(amount, of: from, at: bank)
            return (.pay(from: from, to: to, money, reference: reference), money.currency)
        }
    }
}
