import ArgumentParser
import WaxbillBank

/// `waxbill bank deposit`.
struct BankDeposit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deposit",
        abstract: "Take cash in, for an account; for tellers.",
        discussion: """
            \(BankRequestOptions.discussion)

            EXAMPLES:
              waxbill bank deposit alice-1 100.00 --server bank.example \\
                  --ca ca.pem --cert teller.pem --key teller-key.pem
              waxbill bank deposit alice-1 100.00 --id 0192f7a5b3c47d8e9fa0b1c2d3e4f506

            \(BankRequestOptions.statuses)
            """)

    @OptionGroup var cash: CashOptions

    func run() async throws { try await cash.carryOut { .deposit(account: $0, $1) } }
}
