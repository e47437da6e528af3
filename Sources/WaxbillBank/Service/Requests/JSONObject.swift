/// The members of a JSON object (RFC 8259), read strictly: UTF-8, one document, each name once.
///
/// Not Foundation's decoder: it takes 25.0 for an integer, and of two members with one name it takes either, so that
/// a client and the bank could read different amounts.
struct JSONObject {
    /// What a member holds, as far as the bank's requests have such members.
    enum Value: Hashable, Sendable {
        case text(String)
        /// A number without fraction and exponent that 64 bits hold.
        case integer(Int64)
        case null
        /// What no member of a request may be: other numbers, booleans, objects, arrays.
        case other
    }

    private(set) var members: [(name: String, value: Value)] = []

    /// - Throws: `malformed_json`.
    init(_ bytes: some Sequence<UInt8>) throws(Problem) {
        let text = Array(bytes)
        // The bytes are checked once, so that strings need no more than copying.
        guard String(validating: text, as: UTF8.self) != nil else {
            throw Problem(.malformedJSON, "The content is not UTF-8")
        }
        var reader = JSONReader(text)
        members = try reader.document()
    }

    subscript(name: String) -> Value? { members.first { $0.name == name }?.value }

    /// - Throws: `invalid_request` where there is a member besides these.
    func requireOnly(_ names: [String]) throws(Problem) {
        for member in members where !names.contains(member.name) {
            throw Problem(.invalidRequest, "\"\(member.name)\" is not known here")
        }
    }
}

/// Goes through the text of a JSON document.
private struct JSONReader {
    private let text: [UInt8]
    private var position = 0

    /// How many brackets may be open at once.
    private static let deepest = 16

    init(_ text: [UInt8]) { self.text = text }

    mutating func document() throws(Problem) -> [(name: String, value: JSONObject.Value)] {
        skipSpace()
        guard take(UInt8(ascii: "{")) else { throw malformed("The content is not an object") }
        var members: [(name: String, value: JSONObject.Value)] = []
        try self.members { (reader, name) throws(Problem) in
            guard !members.contains(where: { $0.name == name }) else {
                throw Problem(.malformedJSON, "\"\(name)\" is there twice")
            }
            members.append((name, try reader.value(depth: 1)))
        }
        skipSpace()
        guard position == text.count else { throw malformed("Something follows the object") }
        return members
    }

    /// The members of an object whose bracket has been read.
    private mutating func members(
        _ member: (inout JSONReader, String) throws(Problem) -> Void
    ) throws(Problem) {
        skipSpace()
        if take(UInt8(ascii: "}")) { return }
        repeat {
            skipSpace()
            let name = try string()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw malformed("A colon is missing") }
            try member(&self, name)
            skipSpace()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw malformed("An object does not end") }
    }

    private mutating func value(depth: Int) throws(Problem) -> JSONObject.Value {
        skipSpace()
        guard let byte = peek else { throw malformed("A value is missing") }
        switch byte {
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            try skipBrackets(depth: depth + 1)
            return .other
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "t"): return try word("true", .other)
        case UInt8(ascii: "f"): return try word("false", .other)
        default: throw malformed("A value is missing")
        }
    }

    private mutating func skipBrackets(depth: Int) throws(Problem) {
        guard depth <= Self.deepest else { throw malformed("Brackets are nested too deeply") }
        if take(UInt8(ascii: "{")) {
            try members { (reader, _) throws(Problem) in _ = try reader.value(depth: depth) }
            return
        }
        position += 1
        skipSpace()
        if take(UInt8(ascii: "]")) { return }
        repeat {
            _ = try value(depth: depth)
            skipSpace()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw malformed("An array does not end") }
    }

    private mutating func word(_ word: StaticString, _ value: JSONObject.Value) throws(Problem) -> JSONObject.Value {
        let end = position + word.utf8CodeUnitCount
        guard end <= text.count, word.withUTF8Buffer({ text[position..<end].elementsEqual($0) }) else {
            throw malformed("A value is none")
        }
        position = end
        return value
    }

    // MARK: Numbers (RFC 8259, Section 6)

    private mutating func number() throws(Problem) -> JSONObject.Value {
        let isNegative = take(UInt8(ascii: "-"))
        let digits = try digits()
        guard digits.count == 1 || text[digits.lowerBound] != UInt8(ascii: "0") else {
            throw malformed("A number begins with a zero")
        }
        var isInteger = true
        if take(UInt8(ascii: ".")) {
            isInteger = false
            _ = try self.digits()
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isInteger = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            _ = try self.digits()
        }
        return isInteger ? integer(digits, isNegative: isNegative) : .other
    }

    private mutating func digits() throws(Problem) -> Range<Int> {
        let start = position
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        guard position > start else { throw malformed("A number lacks digits") }
        return start..<position
    }

    private func integer(_ digits: Range<Int>, isNegative: Bool) -> JSONObject.Value {
        var number: Int64 = 0
        for byte in text[digits] {
            let digit = Int64(byte - UInt8(ascii: "0"))
            let (shifted, isTooLarge) = number.multipliedReportingOverflow(by: 10)
            let (next, isStillTooLarge) = shifted.addingReportingOverflow(isNegative ? -digit : digit)
            guard !isTooLarge, !isStillTooLarge else { return .other }
            number = next
        }
        return .integer(number)
    }

    // MARK: Strings (RFC 8259, Section 7)

    private mutating func string() throws(Problem) -> String {
        guard take(UInt8(ascii: "\"")) else { throw malformed("A string is missing") }
        let start = position
        while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
        if take(UInt8(ascii: "\"")) { return String(decoding: text[start..<position - 1], as: UTF8.self) }
        var bytes = Array(text[start..<position])
        while let byte = peek {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: bytes, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(into: &bytes)
            case 0..<0x20: throw malformed("A string holds a control character")
            default: bytes.append(byte)
            }
        }
        throw malformed("A string does not end")
    }

    private mutating func escape(into bytes: inout [UInt8]) throws(Problem) {
        guard let byte = peek else { throw malformed("A string does not end") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(byte)
        case UInt8(ascii: "b"): bytes.append(0x08)
        case UInt8(ascii: "f"): bytes.append(0x0C)
        case UInt8(ascii: "n"): bytes.append(0x0A)
        case UInt8(ascii: "r"): bytes.append(0x0D)
        case UInt8(ascii: "t"): bytes.append(0x09)
        case UInt8(ascii: "u"): bytes.append(contentsOf: String(try scalar()).utf8)
        default: throw malformed("An escape is none")
        }
    }

    /// A scalar behind `\u`, the second half of a pair included.
    private mutating func scalar() throws(Problem) -> Character {
        let unit = try codeUnit()
        if let scalar = Unicode.Scalar(unit) { return Character(scalar) }
        guard UTF16.isLeadSurrogate(unit), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
            throw malformed("Half of a surrogate pair is missing")
        }
        let trail = try codeUnit()
        guard UTF16.isTrailSurrogate(trail) else { throw malformed("Half of a surrogate pair is missing") }
        return Character(UTF16.decode(UTF16.EncodedScalar([unit, trail])))
    }

    private mutating func codeUnit() throws(Problem) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw malformed("An escape lacks digits")
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }

    // MARK: Bytes

    private var peek: UInt8? { position < text.count ? text[position] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
    }

    private func malformed(_ what: String) -> Problem {
        Problem(.malformedJSON, "\(what), at byte \(position)")
    }
}
