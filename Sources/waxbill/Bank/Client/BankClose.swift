import ArgumentParser
import WaxbillBank

/// `waxbill bank close`.
struct BankClose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Close an account that is empty; for tellers.",
        discussion: """
            \(BankRequestOptions.discussion)

            EXAMPLES:
              waxbill bank close alice-1

            \(BankRequestOptions.statuses)
            """)

    @Argument(help: ArgumentHelp("The account.", valueName: "account"), transform: AccountName.parse)
    var account: AccountName

    @OptionGroup var request: BankRequestOptions

    func run() async throws { try await request.carryOut { _ in (.close(account: account), nil) } }
}
