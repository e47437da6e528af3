import ArgumentParser
import WaxbillBank

/// `waxbill bank capture`.
struct BankCapture: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "capture",
        abstract: "Pay what is held, or less; for the payee, and the payer.",
        discussion: """
            \(BankRequestOptions.discussion)

            EXAMPLES:
              waxbill bank capture 17
              waxbill bank capture 17 180.00

            \(BankRequestOptions.statuses)
            """)

    @Argument(help: ArgumentHelp("The number of the hold.", valueName: "hold"))
    var hold: UInt64

    @Argument(
        help: ArgumentHelp("How much; the rest is free again. Default: all.", valueName: "amount"),
        transform: AmountText.parse)
    var amount: AmountText?

    @Option(
        help: ArgumentHelp(
            "The amount's currency; default: that of the hold, which the bank is asked for.", valueName: "code"),
        transform: Currency.parse)
    var currency: Currency?

    @OptionGroup var request: BankRequestOptions

    func run() async throws {
        try await request.carryOut { bank in
            let currency = try await currency(at: bank)
            return (.capture(hold: hold, amount: try amount?.amount(in: currency)), currency)
        }
    }

    private func currency(at bank: BankClient) async throws -> Currency {
        if let currency { return currency }
        return try Currency(answered: try await bank.hold(hold).value.currency)
    }
}
