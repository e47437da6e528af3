import Testing

@testable import WaxbillX509

struct CanonicalNameTests {
    private static func commonName(_ tag: UInt8, _ value: [UInt8]) throws -> CanonicalName {
        try CanonicalName(derEncoded: NameDER.name([NameDER.attribute(NameDER.commonName, tag, value)])[...])
    }

    private static func commonName(_ text: String) throws -> CanonicalName {
        try commonName(0x0C, Array(text.utf8))
    }

    @Test(arguments: [
        ("Test CA", "test ca"), ("  Test \t CA ", "Test CA"), ("Straße", "STRASSE"), ("ÉCOLE", "école"),
        ("e\u{301}cole", "École"), ("\u{AD}soft\u{200B}", "soft"), ("a\u{A0}\u{3000}b", "A B"), ("ΣΑΣ", "σας"),
        ("", "  "), ("a\u{0}b", "ab"), ("Приме́р", "ПРИМЕ́Р"), ("\u{212A}", "k"), ("a\u{FEFF}é", "aé"),
    ])
    func equalTexts(_ one: String, _ other: String) throws {
        let (one, other) = (try Self.commonName(one), try Self.commonName(other))
        #expect(one == other)
        #expect(one.hashValue == other.hashValue)
        #expect(one.isWithin(other) && other.isWithin(one))
    }

    @Test(arguments: [
        ("Test CA", "TestCA"), ("a", "b"), ("a", ""), ("é", "e"), ("ab", "a b"), ("и", "й"), ("a", "a\u{301}"),
    ])
    func unequalTexts(_ one: String, _ other: String) throws {
        let (one, other) = (try Self.commonName(one), try Self.commonName(other))
        #expect(one != other)
        #expect(!one.isWithin(other) && !other.isWithin(one))
    }

    @Test(
        "Strings are compared by text, whatever their type",
        arguments: [
            (0x13, Array("grün".utf8.filter { $0 < 0x80 }), "grn"), (0x16, Array("CA 1".utf8), "ca 1"),
            (0x14, [0x67, 0x72, 0xFC, 0x6E], "GRÜN"), (0x1E, [0, 0x67, 0, 0x72, 0, 0xFC, 0, 0x6E], "grün"),
            (0x1E, [0xD8, 0x3D, 0xDE, 0x00], "😀"), (0x1C, [0, 0, 0, 0x41, 0, 1, 0xF6, 0], "a😀"),
            (0x12, Array("12 3".utf8), "12 3"), (0x1A, Array("X".utf8), "x"),
        ] as [(UInt8, [UInt8], String)])
    func types(_ tag: UInt8, _ value: [UInt8], _ text: String) throws {
        #expect(try Self.commonName(tag, value) == Self.commonName(text))
    }

    @Test(
        "Strings that are none of their type, and other types, are compared by bytes",
        arguments: [
            (0x0C, [0x61, 0xFF]), (0x13, [0x61, 0xE9]), (0x1E, [0x61]), (0x1E, [0xD8, 0x00]), (0x1C, [0, 0, 0x61]),
            (0x1C, [0, 0x11, 0, 0]), (0x03, [0, 0x61]), (0x04, [0x61]), (0x02, [0x41]),
        ] as [(UInt8, [UInt8])])
    func bytes(_ tag: UInt8, _ value: [UInt8]) throws {
        let name = try Self.commonName(tag, value)
        #expect(try name == Self.commonName(tag, value))
        #expect(try name != Self.commonName(tag, value + value))
        #expect(try name != Self.commonName(0x0C, Array("a".utf8)))
        #expect(try name != Self.commonName(tag == 0x04 ? 0x03 : 0x04, value))
    }

    @Test("The order of attributes in a set does not count, that of sets does")
    func sets() throws {
        let one = NameDER.attribute(NameDER.commonName, "é")
        let two = NameDER.attribute(NameDER.commonName, "ü")
        let three = NameDER.attribute(NameDER.country, "DE", 0x13)
        func name(_ sets: [[UInt8]]...) throws -> CanonicalName {
            try CanonicalName(derEncoded: NameDER.sequence(sets.map { NameDER.element(0x31, $0.flatMap { $0 }) })[...])
        }
        #expect(try name([one, two, three]) == name([three, two, one]))
        #expect(try name([one, two, three]) == name([two, three, one]))
        #expect(try name([one, two]) != name([one, one]))
        #expect(try name([one, two]) != name([one], [two]))
        #expect(try name([one], [three]) != name([three], [one]))
        #expect(try name([one, two]) != name([one]))
        #expect(try !name([one, two]).isWithin(name([one])))
    }

    @Test func within() throws {
        let country = NameDER.attribute(NameDER.country, "US", 0x13)
        let organization = NameDER.attribute(NameDER.organization, "Test  Certificates")
        let person = NameDER.attribute(NameDER.commonName, "é")
        let base = try CanonicalName(derEncoded: NameDER.name([country], [organization])[...])
        let lower = NameDER.attribute(NameDER.organization, "test certificates", 0x13)
        let below = try CanonicalName(derEncoded: NameDER.name([country], [lower], [person])[...])
        let empty = try CanonicalName(derEncoded: NameDER.name()[...])
        #expect(below.isWithin(base) && base.isWithin(base) && base.isWithin(empty) && empty.isWithin(empty))
        #expect(!base.isWithin(below) && !empty.isWithin(base))
        #expect(empty.isEmpty && !base.isEmpty)
        let beside = try CanonicalName(derEncoded: NameDER.name([organization], [country])[...])
        #expect(!beside.isWithin(base) && !below.isWithin(beside))
    }

    @Test("A value cannot pass for the delimiters of another name")
    func delimiters() throws {
        let one = try CanonicalName(
            derEncoded: NameDER.name([NameDER.attribute(3, "a"), NameDER.attribute(3, "b")])[...])
        let other = try CanonicalName(
            derEncoded: NameDER.name([NameDER.attribute(3, "a\u{0}\u{0}\u{0}\u{3}U\u{4}\u{3}b")])[...])
        #expect(one != other && !one.isWithin(other) && !other.isWithin(one))
    }

    @Test(
        arguments: [
            [], [0x30], [0x31, 0x00], [0x30, 0x00, 0x00], [0x30, 0x02, 0x31, 0x00],
            [0x30, 0x04, 0x31, 0x02, 0x30, 0x00],
            [0x30, 0x80, 0x00, 0x00], [0x30, 0x81, 0x00], NameDER.sequence([NameDER.attribute(3, "a")]),
            NameDER.name([NameDER.sequence([NameDER.element(0x06, [0x55, 0x04, 0x03])])]),
            NameDER.name([NameDER.attribute(3, "a") + [0x05, 0x00]]),
            NameDER.name([NameDER.sequence([NameDER.element(0x06, []), NameDER.element(0x0C, [0x61])])]),
            NameDER.name([NameDER.attribute(3, "a" + String(repeating: "\u{301}", count: 40))]),
            NameDER.name([NameDER.attribute(3, String(repeating: "a", count: 1 << 16))]),
        ] as [[UInt8]])
    func malformed(_ der: [UInt8]) {
        #expect(throws: RuleViolation.self) { try CanonicalName(derEncoded: der[...]) }
    }

    @Test("A slice of a certificate is read where it stands")
    func slice() throws {
        let name = NameDER.name([NameDER.attribute(3, "a")])
        let inside = ([0xFF, 0xFF] + name + [0xFF])[2..<2 + name.count]
        #expect(try CanonicalName(derEncoded: inside) == CanonicalName(derEncoded: name[...]))
    }
}
