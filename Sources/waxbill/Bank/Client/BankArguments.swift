import ArgumentParser
import WaxbillBank

/// An amount as it was written; what it is worth depends on the currency.
struct AmountText {
    let text: String

    /// - Throws: `ValidationError` where it is an amount of no currency.
    static func parse(_ text: String) throws -> AmountText {
        guard let amount = AmountText(text) else {
            throw ValidationError(
                "\"\(escaped(text))\" is no amount: write it in digits, as 25 or 25.00, without a sign.")
        }
        return amount
    }

    /// nil where it is an amount of no currency.
    init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isNumber = parts.allSatisfy { part in
            !part.isEmpty && part.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        }
        guard isNumber, (1...2).contains(parts.count), text.utf8.count <= 32 else { return nil }
        self.text = text
    }

    /// The amount in a currency.
    /// - Throws: ``CommandFailure`` where it is none there.
    func amount(in currency: Currency) throws -> Amount {
        guard let amount = Amount(minorUnits: try units(in: currency)) else {
            throw CommandFailure(.usageError, "an amount has to be more than zero")
        }
        return amount
    }

    /// The same, where it may be zero.
    func units(in currency: Currency) throws -> Int64 {
        guard let units = DecimalText.minorUnits(text, currency) else {
            throw CommandFailure(.usageError, Self.problem(text, currency))
        }
        return units
    }

    /// Why a text is no amount.
    private static func problem(_ text: String, _ currency: Currency) -> String {
        let digits = currency.minorUnitDigits
        guard let point = text.firstIndex(of: "."), text.distance(from: point, to: text.endIndex) - 1 > digits else {
            return "\(text) \(currency) is more than a bank can count"
        }
        return digits == 0
            ? "\(currency) has no decimals: \(text) is no amount of it"
            : "\(currency) has \(digits) decimals: \(text) is no amount of it"
    }
}

extension AccountName {
    /// - Throws: `ValidationError` for what is no account's name.
    static func parse(_ text: String) throws -> AccountName {
        guard let name = AccountName(text) else {
            throw ValidationError(
                "\"\(escaped(text))\" is no account's name: 1 to 64 of A-Z, a-z, 0-9, dot, hyphen and underscore.")
        }
        return name
    }
}

extension Currency {
    /// - Throws: `ValidationError` for what is no currency.
    static func parse(_ text: String) throws -> Currency {
        guard let currency = Currency(text.uppercased()) else {
            throw ValidationError("\"\(escaped(text))\" is no currency of ISO 4217, such as EUR.")
        }
        return currency
    }

    /// A currency that the bank named.
    /// - Throws: ``BankClientError/malformedAnswer(_:)``.
    init(answered code: String) throws(BankClientError) {
        guard let currency = Currency(code) else { throw .malformedAnswer("\(code) is no currency") }
        self = currency
    }
}

/// A length of time: `90s`, `30m`, `12h`, `7d`, `2w`.
struct TimeSpan {
    let milliseconds: Int64

    /// - Throws: `ValidationError` for what is none.
    static func parse(_ text: String) throws -> TimeSpan {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
        let digits = text.dropLast()
        guard let unit = text.last.flatMap({ units[$0] }), digits.allSatisfy({ $0.isASCII && $0.isNumber }),
            let count = UInt32(digits), count > 0
        else { throw ValidationError("\"\(escaped(text))\" is no length of time: write 90s, 30m, 12h, 7d or 2w.") }
        return TimeSpan(milliseconds: Int64(count) * unit * 1000)
    }
}

/// The option `--currency`, and what it spares.
struct CurrencyOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The amount's currency, such as EUR; default: that of the account, which the bank is asked for.",
            valueName: "code"),
        transform: Currency.parse)
    var currency: Currency?

    /// The currency that was named, or that of an account.
    func of(_ account: AccountName, at bank: BankClient) async throws -> Currency {
        if let currency { return currency }
        return try Currency(answered: try await bank.account(account).value.currency)
    }

    /// An amount in that currency.
    func money(_ amount: AmountText, of account: AccountName, at bank: BankClient) async throws -> Money {
        let currency = try await of(account, at: bank)
        return Money(try amount.amount(in: currency), currency)
    }
}
