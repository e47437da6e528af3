import NIOCore
import WaxbillBank

/// What the bank did, as the command line tells it.
struct EntryReport {
    let key: IdempotencyKey
    let answer: BankAnswer<EntryAnswer>
    /// That of the amounts, where the answer does not name it.
    private let knownCurrency: Currency?

    init(key: IdempotencyKey, answer: BankAnswer<EntryAnswer>, currency: Currency? = nil) {
        self.key = key
        self.answer = answer
        knownCurrency = currency
    }

    /// Says it on standard output.
    func write(_ options: BankClientOptions) throws {
        if options.json {
            var document = try ServerDocument(answer.document)
            document["key"] = .text(key.description)
            try JSONOutput.writeLine(document)
        } else if !options.quiet {
            StandardOutput.writeLine(sentence)
        }
    }

    /// `paid 25.00 EUR from alice to bob; balance of alice: 75.00 EUR (entry 7)`
    var sentence: String {
        let entry = answer.value
        let (account, from, to) = (shown(entry.account), shown(entry.from), shown(entry.to))
        let hold = entry.hold.map { "\($0)" } ?? "?"
        let done =
            switch entry.operation {
            case "open": "opened \(account) in \(shown(entry.currency)) for \(shown(entry.owner))"
            case "deposit": "deposited \(money) to \(account)"
            case "withdraw": "withdrew \(money) from \(account)"
            case "pay": "paid \(money) from \(from) to \(to)"
            case "hold": "held \(money) on \(from) for \(to) until \(shown(entry.expires)): hold \(hold)"
            case "capture": "captured hold \(hold)\(moved)"
            case "void": "voided hold \(hold)"
            case "close": "closed \(account)"
            default: "done: \(escaped(entry.operation))"
            }
        return "\(done)\(balance) (entry \(entry.entry))"
    }

    private var currency: Currency? { answer.value.currency.flatMap { Currency($0) } ?? knownCurrency }

    private var money: String { answer.value.amount.map(text) ?? "?" }

    /// Where the balance of the account is said that was acted on.
    private var balance: String {
        guard answer.value.operation != "open", answer.value.operation != "close",
            let posting = answer.value.postings.first(where: { $0.balance != nil }), let units = posting.balance
        else { return "" }
        return "; balance of \(escaped(posting.account)): \(text(units))"
    }

    /// What a capture moved; its answer does not say in which currency.
    private var moved: String {
        guard let posting = answer.value.postings.first(where: { $0.amount > 0 }) else { return "" }
        return ": \(text(posting.amount)) to \(escaped(posting.account))"
    }

    private func text(_ units: Int64) -> String {
        guard let currency else { return "\(units) minor units" }
        return "\(DecimalText.text(units, currency)) \(currency)"
    }

    private func shown(_ text: String?) -> String { text.map { escaped($0) } ?? "?" }
}
