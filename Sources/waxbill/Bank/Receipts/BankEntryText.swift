import WaxbillBank
import WaxbillX509

/// An entry of a journal in words.
enum BankEntryText {
    /// What a receipt proves: who, what, when, and signed by whom.
    static func lines(_ check: ReceiptCheck) -> [String] {
        let statement = check.receipt.block.statement
        let entries = statement.entries
        return [
            sentence(check.receipt.entry),
            "signed by \(escaped(check.signer.subject)), block \(statement.number) (entries \(entries.lowerBound) to "
                + "\(entries.upperBound)), \(BankTime.format(statement.time))",
        ]
    }

    static func sentence(_ entry: JournalEntry) -> String {
        let requester = escaped(entry.request.requester.name)
        let result =
            switch entry.outcome {
            case .done: "done"
            case .refused(let refusal): "refused, \(refusal.reason.code)"
            }
        return
            "entry \(entry.number), \(BankTime.format(entry.time)): \(requester): \(command(entry.request.command)): "
            + result
    }

    private static func command(_ command: LedgerCommand) -> String {
        switch command {
        case .open(let account, let owner, let currency, let limit):
            "open \(account) for \(escaped(owner)) in \(currency)"
                + (limit > 0 ? ", credit \(DecimalText.text(limit, currency))" : "")
        case .deposit(let account, let money): "deposit \(text(money)) to \(account)"
        case .withdraw(let account, let money): "withdraw \(text(money)) from \(account)"
        case .pay(let from, let to, let money, let reference):
            "pay \(text(money)) from \(from) to \(to)" + quoted(reference)
        case .hold(let from, let to, let money, let expiresIn, let reference):
            "hold \(text(money)) on \(from) for \(to), \(expiresIn / 1000) s" + quoted(reference)
        case .capture(let hold, let amount):
            "capture hold \(hold)" + (amount.map { ", \($0.minorUnits) minor units of it" } ?? "")
        case .void(let hold): "void hold \(hold)"
        case .close(let account): "close \(account)"
        }
    }

    private static func text(_ money: Money) -> String {
        "\(DecimalText.text(money.amount.minorUnits, money.currency)) \(money.currency)"
    }

    private static func quoted(_ reference: String) -> String {
        reference.isEmpty ? "" : " (\"\(escaped(reference))\")"
    }
}
