/// Whether the receiver of a KeyUpdate has to send one of its own (RFC 9846, Section 4.7.3).
public struct KeyUpdateRequest: RawRepresentable, CodePoint {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let updateNotRequested = KeyUpdateRequest(rawValue: 0)
    public static let updateRequested = KeyUpdateRequest(rawValue: 1)

    /// The RFC's name; the number for a value that we do not know.
    public var description: String { self.nameOrNumber }

    package static let registeredNames: [UInt8: String] = [0: "update_not_requested", 1: "update_requested"]
}
