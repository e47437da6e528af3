extension UInt8 {
    /// The letter in lower case; every other byte as it is.
    var asciiLowercased: UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
    }

    var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    var isASCIILetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
}

extension Sequence<UInt8> {
    /// The bytes with ASCII letters in lower case.
    var asciiLowercased: [UInt8] { map(\.asciiLowercased) }

    /// The bytes as text for a sentence.
    var quoted: String { "\"\(String(decoding: Array(self), as: UTF8.self).printable)\"" }
}
