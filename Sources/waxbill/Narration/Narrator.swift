/// How narrations are written to standard error: with or without colours and secrets. Shared by all connections.
struct Narrator: Sendable {
    let colored: Bool
    /// Whether the values of secrets are shown, not their names alone.
    let showsSecrets: Bool

    /// A narration for one connection.
    /// - Parameter label: stands before each line where several connections are told at once.
    func connection(label: String? = nil) -> ConnectionNarration {
        ConnectionNarration(narrator: self, label: label)
    }
}

/// A line under a message: what it is and its value.
struct Fact: Equatable, Sendable {
    let name: String
    /// Free of control characters.
    let value: String

    /// A fact of our own words.
    init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// A list with commas, cut short where a peer went on and on.
    init(_ name: String, list: [some CustomStringConvertible], limit: Int = 100) {
        let shown = list.prefix(limit).map(\.description).joined(separator: ", ")
        self.init(name, list.isEmpty ? "none" : list.count > limit ? "\(shown), … (\(list.count) in all)" : shown)
    }

    /// A peer's text, which is escaped.
    init(_ name: String, peerText: String) { self.init(name, "\"\(escaped(peerText))\"") }

    /// Bytes in hexadecimal, with their count where they are cut short.
    init(_ name: String, bytes: [UInt8], limit: Int = 64) {
        let shown = hexadecimalDigits(bytes.prefix(limit))
        self.init(name, bytes.count > limit ? "\(shown)… (\(bytes.count) bytes)" : shown.isEmpty ? "empty" : shown)
    }
}

/// Lower-case hexadecimal digits, two a byte.
func hexadecimalDigits(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
