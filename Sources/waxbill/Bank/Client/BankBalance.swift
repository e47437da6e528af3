import ArgumentParser
import WaxbillBank

/// `waxbill bank balance`.
struct BankBalance: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "balance",
        abstract: "Say what an account has, now or at a time.",
        discussion: """
            \(BankClientOptions.discussion)

            EXAMPLES:
              waxbill bank balance alice-1 --server bank.example \\
                  --ca ca.pem --cert alice.pem --key alice-key.pem
              waxbill bank balance alice-1 --at 2026-10-01
              waxbill bank balance alice-1 --json

            \(BankClientOptions.statuses)
            """)

    @Argument(help: ArgumentHelp("The account.", valueName: "account"), transform: AccountName.parse)
    var account: AccountName

    @Option(help: ArgumentHelp("At this time: RFC 3339, or a date, which begins at midnight UTC.", valueName: "time"))
    var at: String?

    @OptionGroup var client: BankClientOptions

    func run() async throws {
        let answer = try await client.ask { try await $0.account(account, at: at) }
        guard !client.json else { return try JSONOutput.writeLine(try ServerDocument(answer.document)) }
        let currency = try Currency(answered: answer.value.currency)
        StandardOutput.writeLine(AccountText(answer.value, currency).balance)
    }
}

/// An account in words.
struct AccountText {
    private let account: AccountAnswer
    private let currency: Currency

    init(_ account: AccountAnswer, _ currency: Currency) {
        self.account = account
        self.currency = currency
    }

    /// `75.00 EUR`, and what else has to be known to spend it.
    var balance: String {
        var parts = [text(account.balance)]
        if let held = account.held, held != 0 { parts.append("\(text(held)) of it held") }
        if let available = account.available, available != account.balance {
            parts.append("\(text(available)) to spend")
        }
        if account.open == false { parts.append("closed") }
        return parts.joined(separator: ", ")
    }

    private func text(_ units: Int64) -> String { "\(DecimalText.text(units, currency)) \(currency)" }
}
