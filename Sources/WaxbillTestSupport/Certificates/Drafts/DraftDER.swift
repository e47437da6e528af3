/// DER written by hand, so that tests can also write it wrong.
package enum DraftDER {
    /// One element.
    package static func element(_ tag: UInt8, _ contents: [UInt8]) -> [UInt8] {
        let count = contents.count
        if count < 0x80 { return [tag, UInt8(count)] + contents }
        let length = withUnsafeBytes(of: count.bigEndian) { Array($0.drop { $0 == 0 }) }
        return [tag, 0x80 | UInt8(length.count)] + length + contents
    }

    package static func sequence(_ parts: [UInt8]...) -> [UInt8] { element(0x30, parts.flatMap(\.self)) }
    package static func sequence(of parts: [[UInt8]]) -> [UInt8] { element(0x30, parts.flatMap(\.self)) }
    package static func set(_ parts: [UInt8]...) -> [UInt8] { element(0x31, parts.flatMap(\.self)) }
    package static func octets(_ contents: [UInt8]) -> [UInt8] { element(0x04, contents) }
    package static func bits(_ contents: [UInt8], unused: UInt8 = 0) -> [UInt8] { element(0x03, [unused] + contents) }
    package static func boolean(_ value: Bool) -> [UInt8] { element(0x01, [value ? 0xff : 0]) }
    package static func utf8(_ text: String) -> [UInt8] { element(0x0c, Array(text.utf8)) }
    package static func printable(_ text: String) -> [UInt8] { element(0x13, Array(text.utf8)) }
    package static func ia5(_ text: String) -> [UInt8] { element(0x16, Array(text.utf8)) }
    package static let null: [UInt8] = [0x05, 0x00]

    /// A constructed element with a context-specific tag: an EXPLICIT one, or an IMPLICIT SEQUENCE.
    package static func explicit(_ number: UInt8, _ contents: [UInt8]) -> [UInt8] { element(0xa0 | number, contents) }

    /// A primitive element with a context-specific tag.
    package static func implicit(_ number: UInt8, _ contents: [UInt8]) -> [UInt8] { element(0x80 | number, contents) }

    package static func integer(_ value: Int) -> [UInt8] {
        var bytes = withUnsafeBytes(of: value.bigEndian) { Array($0) }
        while bytes.count > 1, bytes[0] == 0, bytes[1] < 0x80 { bytes.removeFirst() }
        return element(0x02, bytes)
    }

    /// An OBJECT IDENTIFIER from its dotted form, which has to be right.
    package static func object(_ dotted: String) -> [UInt8] {
        let arcs = dotted.split(separator: ".").compactMap { UInt($0) }
        let numbers = [arcs[0] * 40 + arcs[1]] + arcs.dropFirst(2)
        let contents = numbers.flatMap { number in
            var digits = [UInt8(number & 0x7f)]
            var rest = number >> 7
            while rest > 0 {
                digits.insert(UInt8(rest & 0x7f) | 0x80, at: 0)
                rest >>= 7
            }
            return digits
        }
        return element(0x06, contents)
    }

    /// A Name of one attribute for each pair, each in a set of its own.
    /// - Parameter attributes: the attribute's type in dotted form, and its value's DER.
    package static func name(_ attributes: (type: String, value: [UInt8])...) -> [UInt8] {
        sequence(of: attributes.map { set(sequence(object($0.type), $0.value)) })
    }

    /// A Name that is a common name.
    package static func name(_ commonName: String) -> [UInt8] { name((AttributeType.commonName, utf8(commonName))) }

    /// A Name without attributes.
    package static let emptyName: [UInt8] = [0x30, 0x00]

    /// A Time in the form that RFC 5280, Section 4.1.2.5 wants for its year.
    /// - Parameter text: a second as RFC 3339 has it, in UTC.
    package static func time(_ text: String) -> [UInt8] {
        let digits = text.filter(\.isNumber)
        return ("1950"..<"2050").contains(digits.prefix(4))
            ? element(0x17, Array("\(digits.dropFirst(2))Z".utf8)) : element(0x18, Array("\(digits)Z".utf8))
    }
}

/// Types of attributes in names.
package enum AttributeType {
    package static let commonName = "2.5.4.3"
    package static let country = "2.5.4.6"
    package static let organization = "2.5.4.10"
    package static let emailAddress = "1.2.840.113549.1.9.1"
}
