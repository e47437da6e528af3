/// How severe an alert says it is; in TLS 1.3 the description alone decides (RFC 9846, Section 6).
public struct AlertLevel: RawRepresentable, CodePoint {
    /// The number on the wire.
    public let rawValue: UInt8

    /// The code point with this number, known or not.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// `warning`
    public static let warning = AlertLevel(rawValue: 1)
    /// `fatal`
    public static let fatal = AlertLevel(rawValue: 2)

    /// IANA's name; the number for a value that we do not know.
    public var description: String { self.nameOrNumber }

    package static let registeredNames: [UInt8: String] = [1: "warning", 2: "fatal"]
}
