import WaxbillBank
import WaxbillX509

/// What `bank receipt verify --json` writes about a receipt.
struct ReceiptReport: Encodable {
    struct Failure: Encodable {
        let code: String
        let message: String
    }

    struct Posting: Encodable {
        let account: String
        let amount: Int64
    }

    let file: String
    var verified = false
    var entry: UInt64?
    var time: String?
    var requester: String?
    var operation: String?
    var accounts: [String]?
    var amount: Int64?
    var currency: String?
    var reference: String?
    var hold: UInt64?
    var result: String?
    var postings: [Posting]?
    var block: UInt64?
    var sealed: String?
    var signer: String?
    var error: Failure?

    init(file: String) { self.file = file }

    mutating func take(_ check: ReceiptCheck) {
        let journalEntry = check.receipt.entry
        let command = journalEntry.request.command
        verified = true
        entry = journalEntry.number
        time = BankTime.format(journalEntry.time)
        requester = journalEntry.request.requester.name
        operation = command.operation.name
        accounts = command.accounts.isEmpty ? nil : command.accounts.map(\.text)
        currency = command.currency?.code
        hold = command.hold
        switch command {
        case .deposit(_, let money), .withdraw(_, let money): amount = money.amount.minorUnits
        case .pay(_, _, let money, let text), .hold(_, _, let money, _, let text):
            amount = money.amount.minorUnits
            reference = text
        case .capture(_, let part): amount = part?.minorUnits
        case .open, .void, .close: break
        }
        switch journalEntry.outcome {
        case .done(let moved):
            result = "done"
            postings = moved.map { Posting(account: $0.account.text, amount: $0.amount) }
        case .refused(let refusal): result = refusal.reason.code
        }
        block = check.receipt.block.statement.number
        sealed = BankTime.format(check.sealed)
        signer = check.signer.subject
    }
}
