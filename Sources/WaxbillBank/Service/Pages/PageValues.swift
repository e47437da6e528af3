// What pages show of the ledger's values. `BankPage` escapes it.

extension Account {
    var pageValues: [String: Any] {
        [
            "account": name.text, "owner": owner, "currency": currency.code, "isClosed": !isOpen,
            "balance": DecimalText.text(balance, currency), "held": DecimalText.text(held, currency),
            "available": DecimalText.text(available, currency),
        ]
    }
}

extension AccountStatement.Line {
    func pageValues(_ currency: Currency) -> [String: Any] {
        [
            "time": BankTime.short(time), "exactTime": BankTime.format(time), "operation": word,
            "counterparty": counterparty.map { $0.isSystem ? "" : $0.text } ?? "", "reference": reference,
            "amount": DecimalText.text(amount, currency), "balance": DecimalText.text(balance, currency),
        ]
    }

    private var word: String {
        switch operation {
        case .open: "Opened"
        case .deposit: "Deposit"
        case .withdraw: "Withdrawal"
        case .pay: amount < 0 ? "Payment to" : "Payment from"
        case .hold: "Hold for"
        case .capture: amount < 0 ? "Captured by" : "Captured from"
        case .void: "Voided"
        case .close: "Closed"
        }
    }
}

extension JournalEntry {
    /// What came of a payment, in words.
    var outcomeValues: [String: Any] {
        guard case .pay(_, let to, let money, _) = request.command else { return [:] }
        let amount = "\(DecimalText.text(money.amount.minorUnits, money.currency)) \(money.currency)"
        switch outcome {
        case .done: return ["done": ["text": "\(amount) paid to \(to) (entry \(number))."] as [String: Any]]
        case .refused(let refusal):
            let text = "\(amount) not paid to \(to): \(Problem(refusal, self).detail) (entry \(number))."
            return ["refused": ["text": text] as [String: Any]]
        }
    }
}
