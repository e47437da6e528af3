/// The 128 bits that a client makes for a request, so that it is carried out once however often it is sent.
public struct IdempotencyKey: Sendable, Hashable {
    /// The first 64 bits, the most significant one first.
    public let high: UInt64
    /// The other 64 bits.
    public let low: UInt64

    /// The key of these 128 bits.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The key in these bytes; nil where they are not 16.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        let words = bytes.enumerated().reduce(into: (UInt64(0), UInt64(0))) { words, next in
            if next.offset < 8 { words.0 = words.0 << 8 | UInt64(next.element) }
            if next.offset >= 8 { words.1 = words.1 << 8 | UInt64(next.element) }
        }
        self.init(high: words.0, low: words.1)
    }

    /// The key in these 32 hexadecimal digits, or in a UUID's text; nil for anything else.
    public init?(_ text: some StringProtocol) {
        var digits = Array(text.utf8)
        if digits.count == 36 {
            let hyphens = [8, 13, 18, 23]
            guard hyphens.allSatisfy({ digits[$0] == UInt8(ascii: "-") }) else { return nil }
            for place in hyphens.reversed() { digits.remove(at: place) }
        }
        guard digits.count == 32 else { return nil }
        var words: (UInt64, UInt64) = (0, 0)
        for (index, digit) in digits.enumerated() {
            guard let value = Character(Unicode.Scalar(digit)).hexDigitValue, digit < 128 else { return nil }
            if index < 16 { words.0 = words.0 << 4 | UInt64(value) } else { words.1 = words.1 << 4 | UInt64(value) }
        }
        self.init(high: words.0, low: words.1)
    }

    /// The 16 bytes.
    public var bytes: [UInt8] {
        [high, low].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) } }
    }
}

extension IdempotencyKey: CustomStringConvertible {
    /// 32 hexadecimal digits in lower case.
    public var description: String {
        [high, low].map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
