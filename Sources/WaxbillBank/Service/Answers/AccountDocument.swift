/// Accounts and holds as JSON (docs/BANK.md).
enum AccountDocument {
    /// Appends an account's object.
    /// - Parameter moment: the entry after which, and the time at which, it is so.
    static func append(_ account: Account, _ moment: LedgerMoment?, to json: inout JSONWriter) {
        json.beginObject()
        json.member("account", account.name.text)
        json.member("owner", account.owner)
        json.member("currency", account.currency.code)
        json.member("open", account.isOpen)
        json.member("creditLimit", account.creditLimit)
        json.member("balance", account.balance)
        json.member("held", account.held)
        json.member("available", account.available)
        if let moment { append(moment, to: &json) }
        json.endObject()
    }

    /// Appends what an account had at some time. What was held then is not known any more.
    static func append(_ account: Account, balance: Int64, _ moment: LedgerMoment, to json: inout JSONWriter) {
        json.beginObject()
        json.member("account", account.name.text)
        json.member("owner", account.owner)
        json.member("currency", account.currency.code)
        json.member("balance", balance)
        append(moment, to: &json)
        json.endObject()
    }

    /// Appends a hold's object.
    static func append(_ hold: Hold, _ currency: Currency, at time: Int64, to json: inout JSONWriter) {
        json.beginObject()
        json.member("hold", hold.id)
        json.member("from", hold.from.text)
        json.member("to", hold.to.text)
        json.member("amount", hold.amount.minorUnits)
        json.member("currency", currency.code)
        json.member("expires", BankTime.format(hold.expires))
        json.member("state", "\(hold.state(at: time))")
        json.endObject()
    }

    static func append(_ moment: LedgerMoment, to json: inout JSONWriter) {
        json.member("entry", moment.entry)
        json.member("time", BankTime.format(moment.time))
    }
}

/// When something that was read was so.
struct LedgerMoment: Sendable {
    /// The number of the last entry that counts.
    let entry: UInt64
    /// In milliseconds since 1970: what had expired by then does not count.
    let time: Int64
}
