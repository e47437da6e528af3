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

    @OptionGroup var cash: CashOptions

    func run() async throws { try await cash.carryOut { .withdraw(account: $0, $1) } }
}
