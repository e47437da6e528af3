/// With which key exchange a client uses a pre-shared key (RFC 9846, Section 4.3.9).
public struct PskKeyExchangeMode: RawRepresentable, CodePoint {
    /// The number on the wire.
    public let rawValue: UInt8

    /// The code point with this number, known or not.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The pre-shared key alone, without forward secrecy.
    public static let pskKE = PskKeyExchangeMode(rawValue: 0)
    /// The pre-shared key with a (EC)DHE key exchange.
    public static let pskDHEKE = PskKeyExchangeMode(rawValue: 1)

    /// IANA's name; the number for a value that we do not know.
    public var description: String {
        GREASE.pskKeyExchangeModes.contains(self.rawValue) ? "GREASE (\(self.nameOrNumber))" : self.nameOrNumber
    }

    package static let registeredNames: [UInt8: String] = [0: "psk_ke", 1: "psk_dhe_ke"]
}
