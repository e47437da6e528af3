/// Comparing a certificate's DNS name with the one asked for (RFC 9525, Section 6.3).
enum DNSNamePattern {
    /// Whether `pattern` is `name`, whatever the case of ASCII letters, or has `*` as its whole left-most label in place of one of
    /// `name`'s. `*` and `*.tld` stand for nothing.
    static func matches(_ pattern: String, _ name: String) -> Bool {
        let pattern = pattern.utf8[...]
        let name = name.utf8[...]
        guard pattern.first == UInt8(ascii: "*") else { return equal(pattern, name) }
        let suffix = pattern.dropFirst()
        guard suffix.first == UInt8(ascii: "."), suffix.dropFirst().contains(UInt8(ascii: ".")),
            let dot = name.firstIndex(of: UInt8(ascii: ".")), dot != name.startIndex
        else { return false }
        return equal(suffix, name[dot...])
    }

    private static func equal(_ one: Substring.UTF8View, _ other: Substring.UTF8View) -> Bool {
        !one.isEmpty && one.elementsEqual(other) { lowercased($0) == lowercased($1) }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
