import ArgumentParser
import NIOCore
import WaxbillBank

/// `waxbill bank statement`.
struct BankStatement: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "statement",
        abstract: "Show what moved on an account.",
        discussion: """
            \(BankClientOptions.discussion)

            EXAMPLES:
              waxbill bank statement alice-1 --server bank.example \\
                  --ca ca.pem --cert alice.pem --key alice-key.pem
              waxbill bank statement alice-1 --from 2026-10-01 --to 2026-10-31 \\
                  --all --csv > october.csv
              waxbill bank statement alice-1 --limit 20 --json

            \(BankClientOptions.statuses)
            """)

    @Argument(help: ArgumentHelp("The account.", valueName: "account"), transform: AccountName.parse)
    var account: AccountName

    @Option(
        help: ArgumentHelp("From this time on: RFC 3339, or a date, which begins at midnight UTC.", valueName: "time"))
    var from: String?

    @Option(help: ArgumentHelp("Up to and with this time, or the end of this date; default: now.", valueName: "time"))
    var to: String?

    @Option(help: ArgumentHelp("The most movements of a page, up to 1000.", valueName: "n"))
    var limit: Int?

    @Option(help: ArgumentHelp("Begin after this entry.", valueName: "entry"))
    var after: UInt64?

    @Flag(help: "Show all pages, not the first one only.")
    var all = false

    @Flag(help: "Write comma-separated values.")
    var csv = false

    @OptionGroup var client: BankClientOptions

    mutating func validate() throws {
        guard !csv || !client.json else { throw ValidationError("--csv and --json are two ways: give one.") }
        guard (1...1000).contains(limit ?? 1) else { throw ValidationError("--limit takes a number from 1 to 1000.") }
    }

    func run() async throws {
        var query = StatementQuery(account)
        (query.from, query.to, query.after) = (from, to, after)
        query.limit = limit ?? (all ? 1000 : nil)
        let first = query
        try await client.ask { bank in csv ? try await writeCSV(first, bank) : try await write(first, bank) }
    }

    private func write(_ first: StatementQuery, _ bank: BankClient) async throws {
        var query = first
        while true {
            let page = try await bank.statement(query)
            let isLast = page.value.next == nil || page.value.next == query.after
            if client.json {
                try JSONOutput.writeLine(try ServerDocument(page.document))
            } else {
                show(
                    page.value, try Currency(answered: page.value.currency), isFirst: query.after == nil, isLast: isLast
                )
            }
            guard all, !isLast else {
                if !isLast, !client.json, !client.quiet { tellOfMore(page.value.next) }
                return
            }
            query.after = page.value.next
            // So that the pages belong together.
            query.to = page.value.to ?? query.to
        }
    }

    private func writeCSV(_ first: StatementQuery, _ bank: BankClient) async throws {
        var (query, isFirst) = (first, true)
        while true {
            let (text, next) = try await bank.statementText(query)
            let lines = text.readableBytesView
            // Each page has the names of the columns.
            let rest = isFirst ? lines : lines.firstIndex(of: UInt8(ascii: "\n")).map { lines[($0 + 1)...] } ?? lines
            StandardOutput.write(Array(rest))
            guard all, let next else {
                if let next, !client.quiet { tellOfMore(next.after) }
                return
            }
            (query, isFirst) = (next, false)
        }
    }

    private func tellOfMore(_ entry: UInt64?) {
        StandardError.writeLine("waxbill: there is more: --all shows it, or --after \(entry ?? 0)")
    }

    private func show(_ page: StatementAnswer, _ currency: Currency, isFirst: Bool, isLast: Bool) {
        func text(_ units: Int64) -> String { DecimalText.text(units, currency) }
        if isFirst { StandardOutput.writeLine("opening balance: \(text(page.openingBalance)) \(currency)") }
        let rows = page.entries.map { line in
            let reference = line.reference.map { "\"\(escaped($0))\"" } ?? ""
            return [
                escaped(line.time), "\(line.entry)", text(line.amount), text(line.balance), escaped(line.operation),
                [line.counterparty.map { escaped($0) } ?? "", reference].filter { !$0.isEmpty }.joined(separator: "  "),
            ]
        }
        for line in TextColumns.lines(rows, right: [1, 2, 3]) { StandardOutput.writeLine(line) }
        if isLast { StandardOutput.writeLine("closing balance: \(text(page.closingBalance)) \(currency)") }
    }
}
