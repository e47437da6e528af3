/// Walks over DER elements without copying; every step is checked, none can trap.
struct DERCursor {
    /// An element: its tag and where it stands.
    struct Element: Sendable {
        let tag: UInt8
        /// The element with tag and length.
        let whole: Range<Int>
        let contents: Range<Int>
    }

    let bytes: [UInt8]
    private(set) var position: Int
    let end: Int

    init(_ bytes: [UInt8], _ range: Range<Int>? = nil) {
        let range = range ?? 0..<bytes.count
        self.bytes = bytes
        position = range.lowerBound
        end = min(range.upperBound, bytes.count)
    }

    var isAtEnd: Bool { position >= end }

    /// The tag of the next element.
    var nextTag: UInt8? { position < end ? bytes[position] : nil }

    /// The next element, or nil when there is none or its header is not DER (single-byte tags and minimal, definite lengths of
    /// up to four bytes are all that a certificate's skeleton has).
    mutating func next() -> Element? {
        guard end - position >= 2, bytes[position] & 0x1F != 0x1F else { return nil }
        let start = position
        var contents = start + 2
        var length = Int(bytes[start + 1])
        if length >= 0x80 {
            let count = length & 0x7F
            guard (1...4).contains(count), end - contents >= count else { return nil }
            length = 0
            for byte in bytes[contents..<contents + count] { length = length << 8 | Int(byte) }
            guard length >= 0x80, count == 1 || length >> (8 * (count - 1)) != 0 else { return nil }
            contents += count
        }
        guard length <= end - contents else { return nil }
        position = contents + length
        return Element(tag: bytes[start], whole: start..<position, contents: contents..<position)
    }

    /// The next element if it has this tag.
    mutating func next(_ tag: UInt8) -> Element? {
        guard nextTag == tag else { return nil }
        return next()
    }

    /// A cursor over the contents of the next element if it has this tag.
    mutating func enter(_ tag: UInt8) -> DERCursor? {
        next(tag).map { DERCursor(bytes, $0.contents) }
    }

    /// The next element if it is an INTEGER of the shortest form (X.690, Section 8.3.2).
    mutating func nextInteger() -> Element? {
        guard let number = next(.derInteger), let first = bytes[number.contents].first else { return nil }
        if number.contents.count > 1, let second = bytes[number.contents].dropFirst().first {
            guard !(first == 0 && second < 0x80), !(first == 0xFF && second >= 0x80) else { return nil }
        }
        return number
    }

    /// The next element if it is an OBJECT IDENTIFIER.
    mutating func nextObjectIdentifier() -> ObjectIdentifierText? {
        next(.derObjectIdentifier).flatMap { ObjectIdentifierText(bytes[$0.contents]) }
    }
}

extension UInt8 {
    /// The DER tags that a certificate's skeleton has (X.690, Section 8).
    static let derBoolean: UInt8 = 0x01
    static let derInteger: UInt8 = 0x02
    static let derBitString: UInt8 = 0x03
    static let derOctetString: UInt8 = 0x04
    static let derObjectIdentifier: UInt8 = 0x06
    static let derUTCTime: UInt8 = 0x17
    static let derGeneralizedTime: UInt8 = 0x18
    static let derSequence: UInt8 = 0x30
    /// `[n]`, constructed.
    static func derContext(_ number: UInt8) -> UInt8 { 0xA0 | number }
}
