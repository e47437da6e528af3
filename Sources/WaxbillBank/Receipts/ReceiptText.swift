import WaxbillHummingbird

/// A JSON document (RFC 8259) of which every byte but insignificant white space follows from its values, so that nothing in a
/// receipt can say what was not signed.
struct ReceiptText {
    indirect enum Value {
        case text(String)
        case integer(Int64)
        case natural(UInt64)
        case list([Value])
        case object([Member])
    }

    struct Member {
        /// Of the bank's own, so that it needs no escaping.
        let name: StaticString
        let value: Value

        init(_ name: StaticString, _ value: Value) {
            self.name = name
            self.value = value
        }
    }

    private(set) var bytes: [UInt8] = []
    private let isIndented: Bool

    /// - Parameter isIndented: for people; otherwise without any white space.
    init(_ value: Value, isIndented: Bool) {
        self.isIndented = isIndented
        write(value, depth: 0)
        if isIndented { bytes.append(UInt8(ascii: "\n")) }
    }

    private mutating func write(_ value: Value, depth: Int) {
        switch value {
        case .text(let text): JSONText.appendQuoted(text, to: &bytes)
        case .integer(let number): bytes += "\(number)".utf8
        case .natural(let number): bytes += "\(number)".utf8
        case .list(let values):
            write("[", "]", values, depth) { $0.write($1, depth: depth + 1) }
        case .object(let members):
            write("{", "}", members, depth) { text, member in
                text.bytes += "\"\(member.name)\":\(text.isIndented ? " " : "")".utf8
                text.write(member.value, depth: depth + 1)
            }
        }
    }

    private mutating func write<Element>(
        _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ elements: [Element], _ depth: Int,
        _ body: (inout ReceiptText, Element) -> Void
    ) {
        bytes.append(UInt8(ascii: open))
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            breakLine(depth + 1)
            body(&self, element)
        }
        if !elements.isEmpty { breakLine(depth) }
        bytes.append(UInt8(ascii: close))
    }

    private mutating func breakLine(_ depth: Int) {
        guard isIndented else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(0x20, count: 2 * depth))
    }

    /// `json` without the white space between its parts.
    static func compacted(_ json: some Sequence<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var isInText = false
        var isEscaped = false
        for byte in json {
            if isInText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInText = false
                }
            } else {
                if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { continue }
                isInText = byte == UInt8(ascii: "\"")
            }
            bytes.append(byte)
        }
        return bytes
    }
}
