/// Takes the secrets of connections so that a capture can be decrypted later (RFC 9850).
///
/// Whoever has them can read and forge the connection: only for debugging.
public protocol KeyLog: Sendable {
    /// Takes one entry. Called by the driver of a connection, never from within the engine.
    func log(_ entry: KeyLogEntry)
}

/// One line of a key log (RFC 9850, Section 2).
public struct KeyLogEntry: Sendable, Hashable, CustomStringConvertible {
    /// For example `CLIENT_TRAFFIC_SECRET_0`.
    public let label: String
    /// The random of the connection's first ClientHello, 32 bytes.
    public let clientRandom: [UInt8]
    /// The secret, as long as the suite's hash.
    public let secret: [UInt8]

    /// The line as it stands in the file, without its end: label, client random and secret, in hexadecimal.
    public var description: String { "\(label) \(hexadecimal(clientRandom)) \(hexadecimal(secret))" }
}

/// Lower-case hexadecimal digits, two a byte.
package func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits: StaticString = "0123456789abcdef"
    return String(
        decoding: bytes.flatMap { byte in
            unsafe [digits.utf8Start[Int(byte >> 4)], digits.utf8Start[Int(byte & 15)]]
        }, as: UTF8.self)
}
