import ArgumentParser
import WaxbillBank

/// `waxbill bank accounts`.
struct BankAccounts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accounts",
        abstract: "List accounts: yours, or all for tellers and auditors.",
        discussion: """
            With --json, each page is an object on a line, and each is of one moment.

            \(BankClientOptions.discussion)

            EXAMPLES:
              waxbill bank accounts --server bank.example \\
                  --ca ca.pem --cert alice.pem --key alice-key.pem
              waxbill bank accounts --limit 1000 --json

            \(BankClientOptions.statuses)
            """)

    @Option(help: ArgumentHelp("Begin after the account of this name.", valueName: "account"))
    var after: String?

    @Option(help: ArgumentHelp("The most accounts, up to 1000; default: all.", valueName: "n"))
    var limit: Int?

    @OptionGroup var client: BankClientOptions

    mutating func validate() throws {
        guard (1...1000).contains(limit ?? 1) else { throw ValidationError("--limit takes a number from 1 to 1000.") }
    }

    func run() async throws {
        try await client.ask { bank in
            var after = after
            repeat {
                let page = try await bank.accounts(after: after, limit: limit ?? 1000)
                try show(page)
                // A page that ends where it began would be the first of endlessly many.
                after = limit == nil && page.value.next != after ? page.value.next : nil
            } while after != nil
        }
    }

    private func show(_ page: BankAnswer<AccountsAnswer>) throws {
        guard !client.json else { return try JSONOutput.writeLine(try ServerDocument(page.document)) }
        let rows = try page.value.accounts.map { account in
            let currency = try Currency(answered: account.currency)
            let owner = account.owner.isEmpty ? "-" : escaped(account.owner)
            return [escaped(account.account), owner, AccountText(account, currency).balance]
        }
        for line in TextColumns.lines(rows) { StandardOutput.writeLine(line) }
    }
}
