/// Strings in distinguished names, read for people.
enum NameAttributes {
    /// The last common name, which is the most specific one.
    /// - Parameter name: a cursor over the contents of a Name.
    static func commonName(_ name: DERCursor) -> String? {
        var name = name
        var found: String?
        while var parts = name.enter(.derSet) {
            while var part = parts.enter(.derSequence) {
                guard let type = part.nextContents(.derObjectIdentifier) else { break }
                if type.elementsEqual([0x55, 0x04, 0x03]), let text = string(&part) { found = text }
            }
        }
        return found
    }

    /// The next element if it is a string of one of ASN.1's kinds, escaped.
    static func string(_ cursor: inout DERCursor) -> String? {
        guard let element = cursor.next() else { return nil }
        let contents = cursor.bytes[element.contents]
        switch element.tag {
        case .derUTF8String, .derPrintableString, .derIA5String, .derVisibleString:
            return String(decoding: contents, as: UTF8.self).printable
        case .derTeletexString:
            // Latin 1 is what everybody writes there.
            return String(String.UnicodeScalarView(contents.map { Unicode.Scalar($0) })).printable
        case .derBMPString: return wide(contents, 2)
        case .derUniversalString: return wide(contents, 4)
        default: return nil
        }
    }

    private static func wide(_ contents: ArraySlice<UInt8>, _ width: Int) -> String? {
        guard contents.count.isMultiple(of: width) else { return nil }
        var scalars = String.UnicodeScalarView()
        var value: UInt32 = 0
        for (index, byte) in contents.enumerated() {
            value = value << 8 | UInt32(byte)
            guard index % width == width - 1 else { continue }
            scalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
            value = 0
        }
        return String(scalars).printable
    }
}
