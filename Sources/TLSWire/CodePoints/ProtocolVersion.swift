/// A version of the protocol, as in `supported_versions` and the legacy version fields.
public struct ProtocolVersion: RawRepresentable, CodePoint, Comparable {
    /// The number on the wire.
    public let rawValue: UInt16

    /// The code point with this number, known or not.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The version of this name, such as `TLSv1.3`, `tls1.3` or `1.3`; nil if there is none.
    public init?(name: String) {
        guard let value = Self.value(named: name) else { return nil }
        self.init(rawValue: value)
    }

    /// SSL 3.0 (RFC 6101), which only ever occurs as an old peer's offer.
    public static let ssl30 = ProtocolVersion(rawValue: 0x0300)
    /// TLS 1.0 (RFC 2246)
    public static let tls10 = ProtocolVersion(rawValue: 0x0301)
    /// TLS 1.1 (RFC 4346)
    public static let tls11 = ProtocolVersion(rawValue: 0x0302)
    /// TLS 1.2 (RFC 5246)
    public static let tls12 = ProtocolVersion(rawValue: 0x0303)
    /// TLS 1.3 (RFC 9846)
    public static let tls13 = ProtocolVersion(rawValue: 0x0304)

    /// `TLSv1.3`, `TLSv1.2`, …; the number for a version that we do not know.
    public var description: String { self.nameOrNumber }

    /// Whether the version on the left is the older one.
    public static func < (left: ProtocolVersion, right: ProtocolVersion) -> Bool { left.rawValue < right.rawValue }

    package static let registeredNames: [UInt16: String] = [
        0x0300: "SSLv3", 0x0301: "TLSv1.0", 0x0302: "TLSv1.1", 0x0303: "TLSv1.2", 0x0304: "TLSv1.3",
    ]
    package static let aliases: [String: UInt16] = [
        "1.0": 0x0301, "1.1": 0x0302, "1.2": 0x0303, "1.3": 0x0304,
        "tls1.0": 0x0301, "tls1.1": 0x0302, "tls1.2": 0x0303, "tls1.3": 0x0304,
        "tlsv1": 0x0301, "tls1": 0x0301,
    ]
}
