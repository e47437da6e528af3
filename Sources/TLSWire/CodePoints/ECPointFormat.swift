/// How a point of one of NIST's curves is written (RFC 8422, Section 5.1.2).
public struct ECPointFormat: RawRepresentable, CodePoint {
    /// The number on the wire.
    public let rawValue: UInt8

    /// The code point with this number, known or not.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// `uncompressed`
    public static let uncompressed = ECPointFormat(rawValue: 0)

    /// IANA's name; the number for a value that we do not know.
    public var description: String { self.nameOrNumber }

    package static let registeredNames: [UInt8: String] = [
        0: "uncompressed", 1: "ansiX962_compressed_prime", 2: "ansiX962_compressed_char2",
    ]
}
