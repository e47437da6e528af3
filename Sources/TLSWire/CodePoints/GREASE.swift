/// Values that clients offer so that servers keep ignoring what they do not know (RFC 8701).
package enum GREASE {
    /// The sixteen values reserved among cipher suites, extensions, groups, signature schemes and versions, in order:
    /// 0x0a0a to 0xfafa (RFC 8701, Section 2).
    package static let values: [UInt16] = (0..<16).map { 0x0a0a + 0x1010 * $0 }

    /// The eight values reserved among PskKeyExchangeModes, in order (RFC 8701, Section 2).
    package static let pskKeyExchangeModes: [UInt8] = [0x0b, 0x2a, 0x49, 0x68, 0x87, 0xa6, 0xc5, 0xe4]

    /// Whether `value` is one of the sixteen.
    package static func isGREASE(_ value: UInt16) -> Bool {
        value & 0x0f0f == 0x0a0a && value >> 8 == value & 0xff
    }
}
