/// The form of a server's name (RFC 6066, Section 3).
public struct NameType: RawRepresentable, CodePoint {
    /// The number on the wire.
    public let rawValue: UInt8

    /// The code point with this number, known or not.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// `host_name`
    public static let hostName = NameType(rawValue: 0)

    /// The RFC's name; the number for a value that we do not know.
    public var description: String { self.nameOrNumber }

    package static let registeredNames: [UInt8: String] = [0: "host_name"]
}
