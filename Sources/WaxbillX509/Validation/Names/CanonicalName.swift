/// A distinguished name in the form in which names are compared (RFC 5280, Section 7.1).
///
/// Two names are equal when they have the same sets of attributes in the same order; strings count by their text,
/// whatever their type, without regard to case and to white space around and between words; other values count by
/// their bytes.
struct CanonicalName: Hashable, Sendable {
    /// The sets one after the other, each delimited by itself, so that a prefix of the bytes is a prefix of the sets.
    private var bytes: [UInt8] = []
    /// The texts beyond ASCII, in the order of their marks in `bytes`.
    private var texts: [String] = []

    /// Names beyond this are refused, so that comparing them stays cheap.
    static let maximumSize = 1 << 16

    /// Reads a DER Name.
    /// - Throws: ``RuleViolation`` (malformed certificate) where it is none, or larger than ``maximumSize``.
    init(derEncoded name: ArraySlice<UInt8>) throws(RuleViolation) {
        guard name.count <= Self.maximumSize else {
            throw RuleViolation(.malformedCertificate, "has a distinguished name of \(name.count) bytes")
        }
        bytes.reserveCapacity(name.count + 16)
        var outer = DERCursor(Array(name))
        guard var sets = outer.enter(.derSequence), outer.isAtEnd else { throw Self.malformed }
        while !sets.isAtEnd {
            guard let set = sets.enter(.derSet), !set.isAtEnd else { throw Self.malformed }
            try append(set)
        }
    }

    private static var malformed: RuleViolation {
        RuleViolation(.malformedCertificate, "has a malformed distinguished name")
    }

    /// In one piece: an array is hashed byte by byte.
    func hash(into hasher: inout Hasher) {
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
        hasher.combine(texts)
    }

    /// Whether it has no attribute at all.
    var isEmpty: Bool { bytes.isEmpty }

    /// Whether it begins with all of `base` (RFC 5280, Section 4.2.1.10); each name is within the empty one.
    func isWithin(_ base: CanonicalName) -> Bool {
        bytes.starts(with: base.bytes) && texts.starts(with: base.texts)
    }

    private mutating func append(_ set: DERCursor) throws(RuleViolation) {
        var set = set
        let first = try Self.attribute(&set)
        if set.isAtEnd {
            bytes.append(contentsOf: [0, 0, 0, 1])
            append(first)
            return
        }
        var attributes = [first]
        while !set.isAtEnd { attributes.append(try Self.attribute(&set)) }
        Self.append(attributes.count, to: &bytes)
        for attribute in attributes.sorted() { append(attribute) }
    }

    private mutating func append(_ attribute: Attribute) {
        bytes.append(contentsOf: attribute.bytes)
        if let text = attribute.text { texts.append(text) }
    }

    /// AttributeTypeAndValue (RFC 5280, Section 4.1.2.4).
    private static func attribute(_ set: inout DERCursor) throws(RuleViolation) -> Attribute {
        guard var fields = set.enter(.derSequence), let type = fields.next(.derObjectIdentifier),
            !type.contents.isEmpty,
            let value = fields.next(), fields.isAtEnd
        else { throw malformed }
        let contents = fields.bytes[value.contents]
        var attribute = Attribute()
        attribute.bytes.reserveCapacity(value.whole.upperBound - type.whole.lowerBound + 8)
        append(type.contents.count, to: &attribute.bytes)
        attribute.bytes.append(contentsOf: fields.bytes[type.contents])
        switch AttributeText(value.tag, contents) {
        case .ascii(let text): attribute.append(0, text)
        case .unicode(let text):
            guard !hasLongRunOfMarks(text) else { throw malformed }
            attribute.bytes.append(1)
            attribute.text = text
        // The tag of a string is neither mark.
        case nil: attribute.append(value.tag, contents)
        }
        return attribute
    }

    /// Whether normalising it would have to sort more marks on one letter than any text has (UAX #15, Section 13).
    private static func hasLongRunOfMarks(_ text: String) -> Bool {
        var run = 0
        for scalar in text.unicodeScalars {
            run = scalar.properties.canonicalCombiningClass == .notReordered ? 0 : run + 1
            if run > 30 { return true }
        }
        return false
    }

    private static func append(_ count: Int, to bytes: inout [UInt8]) {
        for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: count >> shift)) }
    }

    private struct Attribute: Comparable {
        var bytes: [UInt8] = []
        var text: String?

        mutating func append(_ mark: UInt8, _ value: some Collection<UInt8>) {
            bytes.append(mark)
            CanonicalName.append(value.count, to: &bytes)
            bytes.append(contentsOf: value)
        }

        static func < (one: Attribute, other: Attribute) -> Bool {
            guard one.bytes == other.bytes else { return one.bytes.lexicographicallyPrecedes(other.bytes) }
            return (one.text ?? "") < (other.text ?? "")
        }
    }
}
