/// A number from one of IANA's TLS registries.
///
/// Values that this library does not know pass through unchanged and print as hexadecimal numbers.
package protocol CodePoint: Hashable, Sendable, CustomStringConvertible {
    associatedtype RawValue: FixedWidthInteger & UnsignedInteger & Sendable

    /// The number on the wire.
    var rawValue: RawValue { get }

    /// The code point with this number, known or not.
    init(rawValue: RawValue)

    /// The names of the values we know, as registered.
    static var registeredNames: [RawValue: String] { get }

    /// Other names that people write for a value, in lower case.
    static var aliases: [String: RawValue] { get }
}

extension CodePoint {
    package static var aliases: [String: RawValue] { [:] }

    /// The name as registered, or nil for a value we do not know.
    package var registeredName: String? { Self.registeredNames[self.rawValue] }

    /// The name as registered; else `GREASE (0x…)` or the number.
    package var nameOrNumber: String {
        if let name = self.registeredName { return name }
        let digits = String(self.rawValue, radix: 16)
        let width = RawValue.bitWidth / 4
        let number = "0x" + String(repeating: "0", count: max(0, width - digits.count)) + digits
        return GREASE.isGREASE(UInt16(truncatingIfNeeded: self.rawValue)) && RawValue.bitWidth == 16
            ? "GREASE (\(number))" : number
    }

    /// The value whose registered name or alias is `name`, in upper or lower case.
    package static func value(named name: String) -> RawValue? {
        let name = name.lowercased()
        return Self.aliases[name] ?? Self.registeredNames.first { $0.value.lowercased() == name }?.key
    }
}
