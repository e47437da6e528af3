/// A protocol name of ALPN: 1 to 255 bytes (RFC 7301, Section 3.1), mostly ASCII such as `h2`.
public struct ApplicationProtocol: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    public let rawValue: [UInt8]

    public init(rawValue: [UInt8]) { self.rawValue = rawValue }
    /// The protocol called `name`, in UTF-8.
    public init(_ name: String) { self.rawValue = Array(name.utf8) }
    /// The protocol called `name`, in UTF-8.
    public init(stringLiteral name: String) { self.init(name) }

    /// The name as text; bytes that are not UTF-8 are replaced.
    public var description: String { String(decoding: rawValue, as: UTF8.self) }

    /// Whether the name can be sent at all.
    var isValid: Bool { (1...255).contains(rawValue.count) }

    /// HTTP/1.1 (RFC 7301, Section 6).
    public static let http11: ApplicationProtocol = "http/1.1"
    /// HTTP/2 over TLS (RFC 9113, Section 3.1).
    public static let h2: ApplicationProtocol = "h2"
}
