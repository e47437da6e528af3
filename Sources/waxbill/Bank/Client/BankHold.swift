import ArgumentParser
import WaxbillBank

/// `waxbill bank hold`.
struct BankHold: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold",
        abstract: "Set money aside for somebody; for the payer.",
        discussion: """
            \(BankRequestOptions.discussion)

            EXAMPLES:
              waxbill bank hold alice-1 hotel 250.00 --expires 3d

            \(BankRequestOptions.statuses)
            """)

    @Argument(help: ArgumentHelp("Who pays: an account of yours.", valueName: "from"), transform: AccountName.parse)
    var from: AccountName

    @Argument(help: ArgumentHelp("Who is paid: an account.", valueName: "to"), transform: AccountName.parse)
    var to: AccountName

    @Argument(help: ArgumentHelp("How much, as 25.00.", valueName: "amount"), transform: AmountText.parse)
    var amount: AmountText

    @Option(
        help: ArgumentHelp("How long it stays aside, as 30m, 12h or 7d; 90d at most.", valueName: "time"),
        transform: TimeSpan.parse)
    var expires = TimeSpan(milliseconds: 7 * 86_400_000)

    @Option(help: ArgumentHelp("What it is for, up to 140 bytes; both sides see it.", valueName: "text"))
    var reference = ""

    @OptionGroup var currency: CurrencyOption

    @OptionGroup var request: BankRequestOptions

    func run() async throws {
        try await request.carryOut { bank in
            let money = try await currency.money(amount, of: from, at: bank)
            let command = LedgerCommand.hold(
                from: from, to: to, money, expiresIn: expires.milliseconds, reference: reference)
            return (command, money.currency)
        }
    }
}
