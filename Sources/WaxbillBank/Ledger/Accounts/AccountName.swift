/// What an account is called: 1 to 64 letters, digits, dots, hyphens and underscores of ASCII.
///
/// `.` and `..` are none: they cannot stand in a URL's path (RFC 3986, Section 6.2.2.3).
/// The bank's own accounts begin with `@`; nobody opens them, they come with the first account in their currency.
public struct AccountName: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The name, `@` included where it has one.
    public let text: String

    /// The name of a customer's or of a system account; nil where it is none.
    public init?(_ text: some StringProtocol) {
        let name = text.utf8.first == UInt8(ascii: "@") ? text.utf8.dropFirst() : text.utf8[...]
        guard (1...64).contains(text.utf8.count), !name.isEmpty, name.allSatisfy(Self.isAllowed) else { return nil }
        guard !(name.count <= 2 && name.allSatisfy { $0 == UInt8(ascii: ".") }) else { return nil }
        self.text = String(text)
    }

    private init(known text: String) { self.text = text }

    /// The cash desk: what was paid in and not out again, as a negative balance.
    public static func cash(_ currency: Currency) -> AccountName { AccountName(known: "@cash-\(currency.code)") }

    /// What customers paid for payments.
    public static func fees(_ currency: Currency) -> AccountName { AccountName(known: "@fees-\(currency.code)") }

    /// Whether the account is one of the bank's own.
    public var isSystem: Bool { text.utf8.first == UInt8(ascii: "@") }

    public var description: String { text }

    /// By the bytes of the text.
    public static func < (a: AccountName, b: AccountName) -> Bool { a.text.utf8.lexicographicallyPrecedes(b.text.utf8) }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
