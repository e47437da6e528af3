// What a receipt says in words.

import WaxbillX509

extension Receipt {
    /// What the file says beside what was signed; all of it follows from that.
    var words: [ReceiptText.Member] {
        var words: [ReceiptText.Member] = [
            .init("entry", .natural(entry.number)),
            .init("time", .text(BankTime.format(entry.time))),
            .init("requester", .text(entry.request.requester.name)),
            .init("role", .text(entry.request.requester.isTeller ? "teller" : "customer")),
            .init("key", .text(entry.request.key.description)),
            .init("operation", .text(entry.request.command.operation.name)),
        ]
        words += entry.request.command.words
        switch entry.outcome {
        case .done(let postings):
            words.append(.init("result", .text("done")))
            words.append(
                .init(
                    "postings",
                    .list(
                        postings.map {
                            .object([.init("account", .text($0.account.text)), .init("amount", .integer($0.amount))])
                        })))
        case .refused(let refusal):
            words.append(.init("result", .text(refusal.reason.code)))
            if let available = refusal.available { words.append(.init("available", .integer(available))) }
        }
        words.append(.init("block", .object(blockWords)))
        return words
    }

    private var blockWords: [ReceiptText.Member] {
        let statement = block.statement
        return [
            .init("number", .natural(statement.number)),
            .init("first", .natural(statement.entries.lowerBound)),
            .init("last", .natural(statement.entries.upperBound)),
            .init("sealed", .text(BankTime.format(statement.time))),
            .init("signer", .text(block.claimedSigner?.subject ?? "")),
        ]
    }
}

extension Operation {
    /// The word for it.
    package var name: String {
        switch self {
        case .open: "open"
        case .deposit: "deposit"
        case .withdraw: "withdraw"
        case .pay: "pay"
        case .hold: "hold"
        case .capture: "capture"
        case .void: "void"
        case .close: "close"
        }
    }
}

extension LedgerCommand {
    /// Its members, by the names that requests have.
    fileprivate var words: [ReceiptText.Member] {
        switch self {
        case .open(let account, let owner, let currency, let creditLimit):
            [
                .init("account", .text(account.text)), .init("owner", .text(owner)),
                .init("currency", .text(currency.code)), .init("creditLimit", .integer(creditLimit)),
            ]
        case .deposit(let account, let money), .withdraw(let account, let money):
            [.init("account", .text(account.text))] + Self.words(money)
        case .pay(let from, let to, let money, let reference):
            Self.words(from, to) + Self.words(money) + [.init("reference", .text(reference))]
        case .hold(let from, let to, let money, let expiresIn, let reference):
            Self.words(from, to) + Self.words(money) + [
                .init("expiresIn", .integer(expiresIn / 1000)), .init("reference", .text(reference)),
            ]
        case .capture(let hold, let amount):
            [.init("hold", .natural(hold))] + (amount.map { [.init("amount", .integer($0.minorUnits))] } ?? [])
        case .void(let hold): [.init("hold", .natural(hold))]
        case .close(let account): [.init("account", .text(account.text))]
        }
    }

    private static func words(_ from: AccountName, _ to: AccountName) -> [ReceiptText.Member] {
        [.init("from", .text(from.text)), .init("to", .text(to.text))]
    }

    private static func words(_ money: Money) -> [ReceiptText.Member] {
        [.init("amount", .integer(money.amount.minorUnits)), .init("currency", .text(money.currency.code))]
    }
}
