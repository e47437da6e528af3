import TLSWire

extension LedgerCommand: WireCodable {
    package func encode(to writer: inout WireWriter) {
        writer.write(operation.rawValue)
        switch self {
        case .open(let account, let owner, let currency, let creditLimit):
            writer.write(text: account.text)
            writer.write(text: owner)
            writer.write(currency)
            writer.write(UInt64(bitPattern: creditLimit))
        case .deposit(let account, let money), .withdraw(let account, let money):
            writer.write(text: account.text)
            writer.write(money)
        case .pay(let from, let to, let money, let reference):
            writer.write(text: from.text)
            writer.write(text: to.text)
            writer.write(money)
            writer.write(text: reference)
        case .hold(let from, let to, let money, let expiresIn, let reference):
            writer.write(text: from.text)
            writer.write(text: to.text)
            writer.write(money)
            writer.write(UInt64(bitPattern: expiresIn))
            writer.write(text: reference)
        case .capture(let hold, let amount):
            writer.write(hold)
            // An amount is never 0, so that 0 says that all is captured.
            writer.write(UInt64(bitPattern: amount?.minorUnits ?? 0))
        case .void(let hold):
            writer.write(hold)
        case .close(let account):
            writer.write(text: account.text)
        }
    }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        guard let operation = Operation(rawValue: try reader.uint8("operation")) else {
            throw reader.failure(.invalidValue, "operation")
        }
        switch operation {
        case .open:
            let account = try reader.accountName("account")
            let owner = try reader.text("owner", in: 1...LedgerLimits.identity)
            let currency = try reader.currency()
            let creditLimit = Int64(bitPattern: try reader.uint64("credit_limit"))
            self = .open(account: account, owner: owner, currency: currency, creditLimit: creditLimit)
        case .deposit: self = .deposit(account: try reader.accountName("account"), try reader.money())
        case .withdraw: self = .withdraw(account: try reader.accountName("account"), try reader.money())
        case .pay:
            self = .pay(
                from: try reader.accountName("from"), to: try reader.accountName("to"), try reader.money(),
                reference: try reader.text("reference", in: 0...LedgerLimits.reference))
        case .hold:
            self = .hold(
                from: try reader.accountName("from"), to: try reader.accountName("to"), try reader.money(),
                expiresIn: Int64(bitPattern: try reader.uint64("expires_in")),
                reference: try reader.text("reference", in: 0...LedgerLimits.reference))
        case .capture:
            let hold = try reader.uint64("hold")
            let units = Int64(bitPattern: try reader.uint64("amount"))
            guard units >= 0 else { throw reader.failure(.invalidValue, "amount") }
            self = .capture(hold: hold, amount: Amount(minorUnits: units))
        case .void: self = .void(hold: try reader.uint64("hold"))
        case .close: self = .close(account: try reader.accountName("account"))
        }
        guard isWithinLimits else { throw reader.failure(.invalidValue, "limits") }
    }
}

extension WireWriter {
    /// Writes UTF-8 with its length, of one byte, in front.
    mutating func write(text: String) {
        write(UInt8(truncatingIfNeeded: text.utf8.count))
        for byte in text.utf8 { write(byte) }
    }

    fileprivate mutating func write(_ currency: Currency) {
        for byte in currency.code.utf8 { write(byte) }
    }

    fileprivate mutating func write(_ money: Money) {
        write(money.currency)
        write(UInt64(bitPattern: money.amount.minorUnits))
    }
}

extension WireReader {
    /// Reads UTF-8 with its length, of one byte, in front.
    mutating func text(_ field: StaticString, in range: ClosedRange<Int>) throws(DecodingFailure) -> String {
        let bytes = try vector(field, length: .uint8, in: range)
        guard let text = String(validating: bytes, as: UTF8.self) else { throw failure(.invalidValue, field) }
        return text
    }

    mutating func accountName(_ field: StaticString) throws(DecodingFailure) -> AccountName {
        guard let name = AccountName(try text(field, in: 1...64)) else { throw failure(.invalidValue, field) }
        return name
    }

    fileprivate mutating func currency() throws(DecodingFailure) -> Currency {
        let code = String(decoding: try bytes("currency", count: 3), as: UTF8.self)
        guard let currency = Currency(code) else { throw failure(.invalidValue, "currency") }
        return currency
    }

    fileprivate mutating func money() throws(DecodingFailure) -> Money {
        let currency = try currency()
        guard let amount = Amount(minorUnits: Int64(bitPattern: try uint64("amount"))) else {
            throw failure(.invalidValue, "amount")
        }
        return Money(amount, currency)
    }
}
