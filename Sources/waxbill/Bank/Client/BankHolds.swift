import ArgumentParser
import WaxbillBank

/// `waxbill bank holds`.
struct BankHolds: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "holds",
        abstract: "Show what is held on an account.",
        discussion: """
            Each line has the number of a hold, the amount, for whom it is held, and until when. What was captured or voided, or has \
            expired, is not among them.

            \(BankClientOptions.discussion)

            EXAMPLES:
              waxbill bank holds alice-1
              waxbill bank holds alice-1 --json

            \(BankClientOptions.statuses)
            """)

    @Argument(help: ArgumentHelp("The account.", valueName: "account"), transform: AccountName.parse)
    var account: AccountName

    @OptionGroup var client: BankClientOptions

    func run() async throws {
        let answer = try await client.ask { try await $0.holds(of: account) }
        guard !client.json else { return try JSONOutput.writeLine(try ServerDocument(answer.document)) }
        let rows = try answer.value.holds.map { hold in
            let currency = try Currency(answered: hold.currency)
            return [
                "\(hold.hold)", "\(DecimalText.text(hold.amount, currency)) \(currency)", escaped(hold.to),
                escaped(hold.expires),
            ]
        }
        for line in TextColumns.lines(rows, right: [0, 1]) { StandardOutput.writeLine(line) }
    }
}
