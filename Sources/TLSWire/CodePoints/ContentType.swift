/// What a record carries (RFC 9846, Section 5.1).
public struct ContentType: RawRepresentable, CodePoint {
    /// The number on the wire.
    public let rawValue: UInt8

    /// The code point with this number, known or not.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// `change_cipher_spec`
    public static let changeCipherSpec = ContentType(rawValue: 20)
    /// `alert`
    public static let alert = ContentType(rawValue: 21)
    /// `handshake`
    public static let handshake = ContentType(rawValue: 22)
    /// `application_data`
    public static let applicationData = ContentType(rawValue: 23)
    /// `heartbeat`
    public static let heartbeat = ContentType(rawValue: 24)

    /// IANA's name; the number for a value that we do not know.
    public var description: String { self.nameOrNumber }

    package static let registeredNames: [UInt8: String] = [
        0: "invalid", 20: "change_cipher_spec", 21: "alert", 22: "handshake", 23: "application_data", 24: "heartbeat",
        25: "tls12_cid", 26: "ACK",
    ]
}
