@testable import WaxbillBank

/// Values that tests write down and know to be good.
enum Known {
    static let euro: Currency = good(Currency("EUR"))

    static func account(_ name: String) -> AccountName { good(AccountName(name)) }

    static func amount(_ cents: Int64) -> Amount { good(Amount(minorUnits: cents)) }

    static func euros(cents: Int64) -> Money { Money(amount(cents), euro) }

    private static func good<Value>(_ value: Value?) -> Value {
        guard let value else { preconditionFailure("a test's \(Value.self) is none") }
        return value
    }
}
