import NIOCore
import WaxbillHummingbird

/// Writes a JSON document (RFC 8259), member by member. Integers only: the bank has no fractions.
struct JSONWriter {
    private var bytes: [UInt8] = []
    /// Whether what comes next stands behind something.
    private var needsComma = false

    init() { bytes.reserveCapacity(512) }

    mutating func beginObject() { open(UInt8(ascii: "{")) }
    mutating func endObject() { close(UInt8(ascii: "}")) }
    mutating func beginArray() { open(UInt8(ascii: "[")) }
    mutating func endArray() { close(UInt8(ascii: "]")) }

    /// The name of the member that comes next. Names are the bank's own, and need no escaping.
    mutating func name(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    mutating func value(_ text: String) {
        separate()
        JSONText.appendQuoted(text, to: &bytes)
    }

    mutating func value(_ number: Int64) {
        separate()
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        append(number.magnitude)
    }

    mutating func value(_ number: UInt64) {
        separate()
        append(number)
    }

    mutating func value(_ isTrue: Bool) {
        separate()
        bytes.append(contentsOf: (isTrue ? "true" : "false").utf8)
    }

    mutating func member(_ name: StaticString, _ text: String) {
        self.name(name)
        value(text)
    }

    mutating func member(_ name: StaticString, _ number: Int64) {
        self.name(name)
        value(number)
    }

    mutating func member(_ name: StaticString, _ number: UInt64) {
        self.name(name)
        value(number)
    }

    mutating func member(_ name: StaticString, _ isTrue: Bool) {
        self.name(name)
        value(isTrue)
    }

    /// The document, with a line's end.
    consuming func finish() -> ByteBuffer {
        bytes.append(UInt8(ascii: "\n"))
        return ByteBuffer(bytes: bytes)
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    private mutating func append(_ number: UInt64) {
        let start = bytes.count
        var rest = number
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }
}
