/// A positive amount of money, in minor units of its currency (cents, for EUR).
public struct Amount: Sendable, Hashable, Comparable {
    /// From 1.
    public let minorUnits: Int64

    /// The amount of so many minor units; nil for none and for negative ones.
    public init?(minorUnits: Int64) {
        guard minorUnits > 0 else { return nil }
        self.minorUnits = minorUnits
    }

    public static func < (a: Amount, b: Amount) -> Bool { a.minorUnits < b.minorUnits }
}

/// An amount and its currency.
public struct Money: Sendable, Hashable {
    /// How much.
    public let amount: Amount
    /// Of what.
    public let currency: Currency

    /// So much of a currency.
    public init(_ amount: Amount, _ currency: Currency) {
        self.amount = amount
        self.currency = currency
    }
}
