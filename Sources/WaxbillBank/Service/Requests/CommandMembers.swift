/// Reads the members of a command's object, each by its rules.
struct CommandMembers {
    private let object: JSONObject

    /// - Throws: `invalid_request` where there is a member besides `names`.
    init(_ object: JSONObject, only names: [String]) throws(Problem) {
        try object.requireOnly(names)
        self.object = object
    }

    /// - Throws: `invalid_account_name`.
    func account(_ name: String) throws(Problem) -> AccountName {
        guard case .text(let text) = object[name] else {
            throw Problem(.invalidAccountName, "\"\(name)\" has to be an account's name")
        }
        return try AccountName(requested: text)
    }

    /// - Throws: `invalid_amount`, `invalid_currency`.
    func money() throws(Problem) -> Money {
        guard let amount = try optionalAmount() else { throw Problem(.invalidAmount, "\"amount\" is missing") }
        guard let currency = try optionalCurrency() else { throw Problem(.invalidCurrency, "\"currency\" is missing") }
        return Money(amount, currency)
    }

    /// - Throws: `invalid_amount`.
    func optionalAmount() throws(Problem) -> Amount? {
        guard let value = object["amount"] else { return nil }
        guard case .integer(let units) = value, let amount = Amount(minorUnits: units) else {
            throw Problem(
                .invalidAmount, "An amount is an integer of minor units, from 1 to \(Int64.max), without a fraction")
        }
        return amount
    }

    /// - Throws: `invalid_currency`.
    func currency() throws(Problem) -> Currency {
        guard let currency = try optionalCurrency() else { throw Problem(.invalidCurrency, "\"currency\" is missing") }
        return currency
    }

    /// - Throws: `invalid_currency`.
    func optionalCurrency() throws(Problem) -> Currency? {
        guard let value = object["currency"] else { return nil }
        guard case .text(let text) = value, let currency = Currency(text) else {
            throw Problem(.invalidCurrency, "A currency is a code of ISO 4217 in capitals, as EUR")
        }
        return currency
    }

    /// - Throws: `invalid_amount`.
    func creditLimit() throws(Problem) -> Int64 {
        guard let value = object["creditLimit"] else { return 0 }
        guard case .integer(let units) = value, units >= 0 else {
            throw Problem(.invalidAmount, "\"creditLimit\" is an integer of minor units, from 0 on")
        }
        return units
    }

    /// - Throws: `invalid_request`.
    func owner() throws(Problem) -> String {
        guard case .text(let owner) = object["owner"], (1...LedgerLimits.identity).contains(owner.utf8.count),
            owner.isPrintable
        else {
            throw Problem(
                .invalidRequest, "\"owner\" is a certificate's name of 1 to 255 bytes, without control characters")
        }
        return owner
    }

    /// - Throws: `invalid_request`.
    func reference() throws(Problem) -> String {
        guard let value = object["reference"] else { return "" }
        guard case .text(let text) = value, text.utf8.count <= LedgerLimits.reference, text.isPrintable else {
            throw Problem(
                .invalidRequest, "\"reference\" is text of at most 140 bytes without control characters")
        }
        return text
    }

    /// How long a hold lasts, in milliseconds.
    /// - Throws: `invalid_time`.
    func expiresIn() throws(Problem) -> Int64 {
        guard let value = object["expiresIn"] else { return Self.usualHold }
        guard case .integer(let seconds) = value, (1...LedgerLimits.holdDuration / 1000).contains(seconds) else {
            throw Problem(.invalidTime, "\"expiresIn\" is a number of seconds from 1 to 7776000 (90 days)")
        }
        return seconds * 1000
    }

    /// 7 days.
    private static let usualHold: Int64 = 7 * 86_400_000
}

extension AccountName {
    /// - Throws: `invalid_account_name`.
    init(requested text: String) throws(Problem) {
        guard let name = AccountName(text) else {
            throw Problem(
                .invalidAccountName, "An account's name is 1 to 64 of A-Z, a-z, 0-9, dot, hyphen and underscore")
        }
        self = name
    }
}

extension String {
    /// Whether it has no control characters (U+0000 to U+001F, U+007F to U+009F).
    var isPrintable: Bool { unicodeScalars.allSatisfy { $0.properties.generalCategory != .control } }
}
