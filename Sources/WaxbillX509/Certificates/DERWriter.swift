/// Puts DER elements together (X.690, Sections 8 and 10), the inner ones first.
enum DERWriter {
    /// An element of this tag.
    static func element(_ tag: UInt8, _ contents: some Collection<UInt8>) -> [UInt8] {
        var element: [UInt8] = []
        element.reserveCapacity(contents.count + 6)
        element.append(tag)
        appendLength(contents.count, to: &element)
        element += contents
        return element
    }

    /// A SEQUENCE of elements.
    static func sequence(_ parts: [UInt8]...) -> [UInt8] { sequence(parts) }

    /// A SEQUENCE of elements.
    static func sequence(_ parts: [[UInt8]]) -> [UInt8] {
        element(.derSequence, Array(parts.joined()))
    }

    /// An INTEGER that is not negative.
    static func integer(_ number: UInt64) -> [UInt8] {
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * UInt64($0))) }
        return integer(magnitude: bytes)
    }

    /// An INTEGER that is not negative, from its big-endian bytes.
    static func integer(magnitude: some Sequence<UInt8>) -> [UInt8] {
        var contents = Array(magnitude.drop { $0 == 0 })
        if contents.first.map({ $0 >= 0x80 }) ?? true { contents.insert(0, at: 0) }
        return element(.derInteger, contents)
    }

    /// A BIT STRING of whole bytes.
    static func bitString(_ bytes: some Collection<UInt8>) -> [UInt8] {
        element(.derBitString, [0] + bytes)
    }

    /// An AlgorithmIdentifier (RFC 5280, Section 4.1.1.2).
    /// - Parameters:
    ///   - name: the contents of its OBJECT IDENTIFIER.
    ///   - parameters: DER; empty where there are none.
    static func algorithmIdentifier(_ name: [UInt8], _ parameters: [UInt8] = []) -> [UInt8] {
        sequence(element(.derObjectIdentifier, name), parameters)
    }

    /// NULL.
    static let null: [UInt8] = [.derNull, 0]

    /// An Extension (RFC 5280, Section 4.1).
    /// - Parameter identifier: the contents of its OBJECT IDENTIFIER.
    static func certificateExtension(_ identifier: [UInt8], isCritical: Bool, _ value: [UInt8]) -> [UInt8] {
        sequence(
            element(.derObjectIdentifier, identifier), isCritical ? element(.derBoolean, [0xFF]) : [],
            element(.derOctetString, value))
    }

    private static func appendLength(_ length: Int, to element: inout [UInt8]) {
        guard length >= 0x80 else { return element.append(UInt8(length)) }
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: length >> (56 - 8 * $0)) }.drop { $0 == 0 }
        element.append(0x80 | UInt8(bytes.count))
        element += bytes
    }
}

extension UInt8 {
    /// More DER tags (X.690, Section 8).
    static let derNull: UInt8 = 0x05
    static let derEnumerated: UInt8 = 0x0A
    static let derSet: UInt8 = 0x31
    /// `[n]` in the place of a primitive type's tag.
    static func derContextPrimitive(_ number: UInt8) -> UInt8 { 0x80 | number }
}
