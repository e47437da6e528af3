/// What a `Range` field asks for (RFC 9110, Section 14.1.2).
enum ByteRange: Equatable {
    /// The whole file: there is no such field, or one that a server may ignore.
    case whole
    /// These bytes.
    case part(Range<Int>)
    /// Nothing that the file has.
    case notSatisfiable

    /// Reads the field for a file of `size` bytes. Several ranges, other units and what is no range get the whole file.
    init(field: String?, size: Int) {
        guard let field, let specifier = Self.specifier(field) else {
            self = .whole
            return
        }
        switch specifier {
        // An empty file has no bytes that a Content-Range could name.
        case .suffix(let length) where length > 0 && size == 0: self = .whole
        case .suffix(let length): self = length > 0 ? .part(max(0, size - length)..<size) : .notSatisfiable
        case .from(let first, let last):
            if let last, last < first {
                self = .whole
            } else if first >= size {
                self = .notSatisfiable
            } else {
                self = .part(first..<min(size - 1, last ?? size - 1) + 1)
            }
        }
    }

    private enum Specifier {
        case suffix(Int)
        case from(Int, to: Int?)
    }

    /// The only range of the field.
    private static func specifier(_ field: String) -> Specifier? {
        let parts = field.utf8.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
        // RFC 9110, Section 14.1: range units are case-insensitive.
        guard parts.count == 2, Substring(parts[0]).lowercased() == "bytes" else { return nil }
        let range = parts[1].drop(while: isSpace)
        let ends = range.prefix { !isSpace($0) }.split(
            separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard ends.count == 2, range.drop(while: { !isSpace($0) }).allSatisfy(isSpace) else { return nil }
        if ends[0].isEmpty { return number(ends[1]).map(Specifier.suffix) }
        guard let first = number(ends[0]) else { return nil }
        if ends[1].isEmpty { return .from(first, to: nil) }
        return number(ends[1]).map { .from(first, to: $0) }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    /// A number of decimal digits; one that is too large for anything is the largest.
    private static func number(_ digits: Substring.UTF8View) -> Int? {
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(Substring(digits)) ?? .max
    }
}

/// A `Content-Range` of a request: which bytes of how many its content is (RFC 9110, Section 14.4).
struct ContentRange: Equatable {
    let first: Int
    /// One behind the last.
    let end: Int
    /// Of the whole file.
    let size: Int

    /// Reads `bytes FIRST-LAST/SIZE`; and `bytes */SIZE`, which is a range without bytes at the end.
    init?(field: String) {
        let words = field.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 2, words[0].lowercased() == "bytes" else { return nil }
        let parts = words[1].split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let size = Self.number(parts[1]) else { return nil }
        self.size = size
        if parts[0] == "*" {
            (first, end) = (size, size)
            return
        }
        let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let first = Self.number(ends[0]), let last = Self.number(ends[1]), first <= last,
            last < size
        else { return nil }
        self.first = first
        end = last + 1
    }

    private static func number(_ digits: Substring) -> Int? {
        digits.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(digits) : nil
    }
}
