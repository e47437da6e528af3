import ArgumentParser
import WaxbillBank

/// `waxbill bank open`.
struct BankOpen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Open an account; for tellers.",
        discussion: """
            \(BankRequestOptions.discussion)

            EXAMPLES:
              waxbill bank open alice-1 --owner alice --currency EUR --server bank.example
              waxbill bank open shop --owner shop --currency EUR --limit 500.00

            \(BankRequestOptions.statuses)
            """)

    @Argument(help: ArgumentHelp("The name of the new account.", valueName: "account"), transform: AccountName.parse)
    var account: AccountName

    @Option(help: ArgumentHelp("Whose it is: the name in the owner's certificate.", valueName: "name"))
    var owner: String

    @Option(help: ArgumentHelp("Its currency, such as EUR.", valueName: "code"), transform: Currency.parse)
    var currency: Currency

    @Option(
        help: ArgumentHelp("How far it may be overdrawn; default: not at all.", valueName: "amount"),
        transform: AmountText.parse)
    var limit: AmountText?

    @OptionGroup var request: BankRequestOptions

    func run() async throws {
        let creditLimit = try limit?.units(in: currency) ?? 0
        try await request.carryOut { _ in
            (.open(account: account, owner: owner, currency: currency, creditLimit: creditLimit), currency)
        }
    }
}
