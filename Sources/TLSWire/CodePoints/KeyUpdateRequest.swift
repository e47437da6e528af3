/// Whether the receiver of a KeyUpdate has to send one of its own (RFC 9846, Section 4.7.3).
public struct KeyUpdateRequest: RawRepresentable, CodePoint {
    /// The number on the wire.
    public let rawValue: UInt8

    /// The code point with this number, known or not.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// `update_not_requested`
    public static let updateNotRequested = KeyUpdateRequest(rawValue: 0)
    /// `update_requested`
    public static let updateRequested = KeyUpdateRequest(rawValue: 1)

    /// The RFC's name; the number for a value that we do not know.
    public var description: String { self.nameOrNumber }

    package static let registeredNames: [UInt8: String] = [0: "update_not_requested", 1: "update_requested"]
}
