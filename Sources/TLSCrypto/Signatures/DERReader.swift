/// A strict reader of DER (X.690) for the few structures that keys and signatures are made of.
struct DERReader {
    private var rest: ArraySlice<UInt8>

    /// A tag that occurs in those structures.
    enum Tag: UInt8 {
        case integer = 0x02
        case bitString = 0x03
        case null = 0x05
        case objectIdentifier = 0x06
        case sequence = 0x30
        case context0 = 0xa0
        case context1 = 0xa1
        case context2 = 0xa2
    }

    init(_ bytes: ArraySlice<UInt8>) { self.rest = bytes }

    /// Whether nothing is left.
    var isEmpty: Bool { self.rest.isEmpty }

    /// Whether the next element bears `tag`.
    func isNext(_ tag: Tag) -> Bool { self.rest.first == tag.rawValue }

    /// The content of the next element; nil if that does not bear `tag` or its length is not as DER has it.
    mutating func read(_ tag: Tag) -> ArraySlice<UInt8>? {
        guard self.isNext(tag) else { return nil }
        var cursor = self.rest.dropFirst()
        guard let length = Self.readLength(&cursor), length <= cursor.count else { return nil }
        self.rest = cursor.dropFirst(length)
        return cursor.prefix(length)
    }

    /// The magnitude of the next INTEGER without leading zeros; nil if it is negative or not in its shortest form.
    mutating func readUnsignedInteger() -> ArraySlice<UInt8>? {
        guard let content = self.read(.integer), let first = content.first, first < 0x80 else { return nil }
        guard first == 0 else { return content }
        let magnitude = content.dropFirst()
        // A leading zero is there only to keep the number from being negative, or it is the number.
        guard let second = magnitude.first else { return magnitude }
        return second >= 0x80 ? magnitude : nil
    }

    /// X.690, Section 10.1: the definite form in the fewest bytes; here at most 65535.
    private static func readLength(_ cursor: inout ArraySlice<UInt8>) -> Int? {
        guard let first = cursor.popFirst() else { return nil }
        switch first {
        case 0..<0x80:
            return Int(first)
        case 0x81:
            guard let length = cursor.popFirst(), length >= 0x80 else { return nil }
            return Int(length)
        case 0x82:
            guard let high = cursor.popFirst(), high > 0, let low = cursor.popFirst() else { return nil }
            return Int(high) << 8 | Int(low)
        default:
            return nil
        }
    }
}
