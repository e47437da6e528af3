/// A GeneralName for people, its kind before it (RFC 5280, Section 4.2.1.6).
enum GeneralNameText {
    /// The next GeneralName; nil where it is malformed.
    static func next(_ cursor: inout DERCursor) -> String? { next(&cursor, address: address) }

    /// The next GeneralName of a constraint: an address comes with its mask (RFC 5280, Section 4.2.1.10).
    static func nextConstraint(_ cursor: inout DERCursor) -> String? { next(&cursor, address: network) }

    /// All names up to the cursor's end.
    static func list(_ cursor: inout DERCursor) -> [String]? { cursor.all { next(&$0) } }

    private static func next(
        _ cursor: inout DERCursor, address: (ArraySlice<UInt8>) -> String?
    ) -> String? {
        guard let element = cursor.next() else { return nil }
        let contents = cursor.bytes[element.contents]
        let inner = DERCursor(cursor.bytes, element.contents)
        switch element.tag {
        case .derContextPrimitive(1): return text("email:", contents)
        case .derContextPrimitive(2): return text("DNS:", contents)
        case .derContextPrimitive(6): return text("URI:", contents)
        case .derContextPrimitive(7): return address(contents).map { "IP:" + $0 }
        case .derContextPrimitive(8):
            return "RID:" + (ObjectIdentifierText(contents)?.dotted ?? "0x\(HexText.text(contents))")
        case .derContext(0): return other(inner)
        case .derContext(3): return "x400Address:" + HexText.text(contents)
        case .derContext(4): return directory(inner)
        case .derContext(5): return "ediPartyName:" + HexText.text(contents)
        default: return nil
        }
    }

    /// An IA5String, with anything that is not ASCII escaped: such names are malformed, and may look like others.
    private static func text(_ kind: String, _ contents: ArraySlice<UInt8>) -> String? {
        guard contents.allSatisfy({ $0 < 0x80 }) else { return nil }
        return kind + String(decoding: contents, as: UTF8.self).printable
    }

    private static func other(_ inner: DERCursor) -> String? {
        var inner = inner
        guard let type = inner.nextDottedIdentifier(), var value = inner.enter(.derContext(0)) else { return nil }
        var string = value
        let name = ExtensionNames.otherNames[type] ?? type
        if let text = NameAttributes.string(&string), string.isAtEnd { return "otherName:\(name):\(text)" }
        guard let element = value.next() else { return nil }
        return "otherName:\(name):\(HexText.text(value.bytes[element.whole]))"
    }

    private static func directory(_ inner: DERCursor) -> String? {
        var inner = inner
        guard let name = inner.next(.derSequence), inner.isAtEnd else { return nil }
        return "dirName:" + distinguishedNameText(der: Array(inner.bytes[name.whole]))
    }

    private static func address(_ bytes: ArraySlice<UInt8>) -> String? { IPAddressText.text(bytes) }

    private static func network(_ bytes: ArraySlice<UInt8>) -> String? {
        guard bytes.count == 8 || bytes.count == 32 else { return nil }
        let mask = bytes.suffix(bytes.count / 2)
        guard let address = IPAddressText.text(bytes.prefix(bytes.count / 2)), let maskText = IPAddressText.text(mask)
        else { return nil }
        let ones = mask.reduce(0) { $0 + $1.nonzeroBitCount }
        let isPrefix = mask.enumerated().allSatisfy { index, byte in
            byte == UInt8(truncatingIfNeeded: 0xFF00 >> max(0, min(8, ones - index * 8)))
        }
        return isPrefix ? "\(address)/\(ones)" : "\(address)/\(maskText)"
    }
}
