/// How a ServerKeyExchange names its curve (RFC 8422, Section 5.4).
public struct ECCurveType: RawRepresentable, CodePoint {
    /// The number on the wire.
    public let rawValue: UInt8

    /// The code point with this number, known or not.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// `named_curve`
    public static let namedCurve = ECCurveType(rawValue: 3)

    /// IANA's name; the number for a value that we do not know.
    public var description: String { self.nameOrNumber }

    package static let registeredNames: [UInt8: String] = [
        1: "explicit_prime", 2: "explicit_char2", 3: "named_curve",
    ]
}
