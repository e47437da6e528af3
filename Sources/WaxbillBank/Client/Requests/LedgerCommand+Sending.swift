import NIOCore

extension LedgerCommand {
    /// The target of the request that asks for it.
    var target: String {
        switch self {
        case .open: "/v1/accounts"
        case .deposit(let account, _): "/v1/accounts/\(account)/deposits"
        case .withdraw(let account, _): "/v1/accounts/\(account)/withdrawals"
        case .close(let account): "/v1/accounts/\(account)/close"
        case .pay: "/v1/payments"
        case .hold: "/v1/holds"
        case .capture(let hold, _): "/v1/holds/\(hold)/capture"
        case .void(let hold): "/v1/holds/\(hold)/void"
        }
    }

    /// The content of the request: JSON without a line break.
    var content: String {
        var json = JSONWriter()
        json.beginObject()
        switch self {
        case .open(let account, let owner, let currency, let creditLimit):
            json.member("account", account.text)
            json.member("owner", owner)
            json.member("currency", currency.code)
            if creditLimit != 0 { json.member("creditLimit", creditLimit) }
        case .deposit(_, let money), .withdraw(_, let money): Self.append(money, to: &json)
        case .pay(let from, let to, let money, let reference):
            Self.append(from, to, money, reference, to: &json)
        case .hold(let from, let to, let money, let expiresIn, let reference):
            Self.append(from, to, money, reference, to: &json)
            json.member("expiresIn", expiresIn / 1000)
        case .capture(_, let amount):
            if let amount { json.member("amount", amount.minorUnits) }
        case .void, .close: break
        }
        json.endObject()
        return String(buffer: json.finish()).filter { $0 != "\n" }
    }

    /// What it is, in a few words: `pay 25.00 EUR from alice to bob`.
    package var summary: String {
        switch self {
        case .open(let account, let owner, let currency, _): "open \(account) in \(currency) for \(owner)"
        case .deposit(let account, let money): "deposit \(money.text) to \(account)"
        case .withdraw(let account, let money): "withdraw \(money.text) from \(account)"
        case .pay(let from, let to, let money, _): "pay \(money.text) from \(from) to \(to)"
        case .hold(let from, let to, let money, _, _): "hold \(money.text) on \(from) for \(to)"
        case .capture(let hold, let amount):
            "capture \(amount.map { "\($0.minorUnits) minor units of " } ?? "")hold \(hold)"
        case .void(let hold): "void hold \(hold)"
        case .close(let account): "close \(account)"
        }
    }

    private static func append(
        _ from: AccountName, _ to: AccountName, _ money: Money, _ reference: String, to json: inout JSONWriter
    ) {
        json.member("from", from.text)
        json.member("to", to.text)
        append(money, to: &json)
        if !reference.isEmpty { json.member("reference", reference) }
    }

    private static func append(_ money: Money, to json: inout JSONWriter) {
        json.member("amount", money.amount.minorUnits)
        json.member("currency", money.currency.code)
    }
}

extension Money {
    /// As people write it: `25.00 EUR`.
    package var text: String { "\(DecimalText.text(amount.minorUnits, currency)) \(currency)" }
}
