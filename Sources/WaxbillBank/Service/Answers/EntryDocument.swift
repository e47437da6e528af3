import NIOCore

/// Entries of the journal as JSON (docs/BANK.md).
enum EntryDocument {
    /// The answer to a request that was carried out: the entry, with the balance of the account that was acted on.
    static func json(_ record: RecordedEntry) -> ByteBuffer {
        var json = JSONWriter()
        let actedOn = record.entry.request.command.accounts.first
        append(record.entry, to: &json) { index, posting in
            posting.account == actedOn && record.balances.indices.contains(index) ? record.balances[index] : nil
        }
        return json.finish()
    }

    /// An entry that is read: without balances, since the other party may see it.
    /// - Parameter chain: the chain's hash after it, in hexadecimal.
    static func json(_ entry: JournalEntry, chain: String) -> ByteBuffer {
        var json = JSONWriter()
        append(entry, chain: chain, to: &json) { _, _ in nil }
        return json.finish()
    }

    private static func append(
        _ entry: JournalEntry, chain: String? = nil, to json: inout JSONWriter,
        balance: (Int, Posting) -> Int64?
    ) {
        json.beginObject()
        json.member("entry", entry.number)
        json.member("time", BankTime.format(entry.time))
        json.member("operation", "\(entry.request.command.operation)")
        append(entry.request.command, entry, to: &json)
        if chain != nil { json.member("requester", entry.request.requester.name) }
        if case .refused(let refusal) = entry.outcome { json.member("refused", refusal.reason.code) }
        json.name("postings")
        json.beginArray()
        for (index, posting) in entry.outcome.postings.enumerated() {
            json.beginObject()
            json.member("account", posting.account.text)
            json.member("amount", posting.amount)
            if let balance = balance(index, posting) { json.member("balance", balance) }
            json.endObject()
        }
        json.endArray()
        if let chain { json.member("chain", chain) }
        json.endObject()
    }

    private static func append(_ command: LedgerCommand, _ entry: JournalEntry, to json: inout JSONWriter) {
        switch command {
        case .open(let account, let owner, let currency, let creditLimit):
            json.member("account", account.text)
            json.member("owner", owner)
            json.member("currency", currency.code)
            json.member("creditLimit", creditLimit)
        case .deposit(let account, let money), .withdraw(let account, let money):
            json.member("account", account.text)
            append(money, to: &json)
        case .pay(let from, let to, let money, let reference):
            json.member("from", from.text)
            json.member("to", to.text)
            append(money, to: &json)
            if !reference.isEmpty { json.member("reference", reference) }
        case .hold(let from, let to, let money, let expiresIn, let reference):
            if case .done = entry.outcome { json.member("hold", entry.number) }
            json.member("from", from.text)
            json.member("to", to.text)
            append(money, to: &json)
            json.member("expires", BankTime.format(entry.time &+ expiresIn))
            if !reference.isEmpty { json.member("reference", reference) }
        case .capture(let hold, let amount):
            json.member("hold", hold)
            if let amount { json.member("amount", amount.minorUnits) }
        case .void(let hold):
            json.member("hold", hold)
        case .close(let account):
            json.member("account", account.text)
        }
    }

    private static func append(_ money: Money, to json: inout JSONWriter) {
        json.member("amount", money.amount.minorUnits)
        json.member("currency", money.currency.code)
    }
}
