import Testing

@testable import WaxbillX509

struct NameConstraintSubtreesTests {
    private typealias General = NameDER.General

    private static func passes(
        _ names: [General], subject: [UInt8] = NameDER.name(), permitted: [General] = [], excluded: [General] = []
    ) throws -> Bool {
        let subtrees = try NameConstraintSubtrees(
            derEncoded: NameDER.constraints(permitted: permitted, excluded: excluded)[...])
        let names = try CertificateNames(names, subject: subject)
        var budget = WorkBudget(ValidationLimits())
        do {
            try subtrees.check(names, &budget)
            return true
        } catch {
            #expect(error.rule == .nameConstraints)
            return false
        }
    }

    @Test(
        "What one base says about one name, permitted and excluded",
        arguments: [
            // Name, base, passes where it is permitted, passes where it is excluded.
            (.dns("example.com"), .dns("example.com"), true, false),
            (.dns("EXAMPLE.com"), .dns("Example.COM"), true, false),
            (.dns("a.b.example.com"), .dns("example.com"), true, false),
            (.dns("notexample.com"), .dns("example.com"), false, true),
            (.dns("example.com"), .dns("a.example.com"), false, true),
            (.dns("example.org"), .dns("example.com"), false, true),
            (.dns("example.com"), .dns(""), true, false), (.dns("a_b.example.com"), .dns("example.com"), false, false),
            // Malformed bases and names fail closed.
            (.dns("a.example.com"), .dns(".example.com"), false, false),
            (.dns("a.example.com"), .dns("*.example.com"), false, false),
            (.dns(".example.com"), .dns("example.com"), false, false),
            (.dns("a..example.com"), .dns("other.com"), false, false),
            (.dns("example.com."), .dns("example.com"), false, false),
            // Wildcards: all that they stand for has to be permitted, nothing excluded.
            (.dns("*.example.com"), .dns("example.com"), true, false),
            (.dns("*.example.com"), .dns("foo.example.com"), false, false),
            (.dns("*.example.com"), .dns("a.foo.example.com"), false, true),
            (.dns("*.example.com"), .dns("com"), true, false),
            (.dns("*.example.com"), .dns("example.org"), false, true),
            (.dns("*.example.com"), .dns("bar.org"), false, true),
            (.dns("*"), .dns("example.com"), false, false), (.dns("*.com"), .dns("example.com"), false, false),
            (.ip([192, 0, 2, 1]), .ip([192, 0, 2, 0, 255, 255, 255, 0]), true, false),
            (.ip([192, 0, 3, 1]), .ip([192, 0, 2, 0, 255, 255, 255, 0]), false, true),
            (.ip([10, 31, 0, 1]), .ip([10, 16, 0, 0, 255, 240, 0, 0]), true, false),
            (.ip([10, 32, 0, 1]), .ip([10, 16, 0, 0, 255, 240, 0, 0]), false, true),
            (.ip([1, 2, 3, 4]), .ip([0, 0, 0, 0, 0, 0, 0, 0]), true, false),
            (.ip([1, 2, 3, 4]), .ip([UInt8](repeating: 0, count: 32)), false, true),
            (.ip([UInt8](repeating: 7, count: 16)), .ip([UInt8](repeating: 0, count: 32)), true, false),
            (.ip([UInt8](repeating: 7, count: 16)), .ip([0, 0, 0, 0, 0, 0, 0, 0]), false, true),
            (.ip([1, 2, 3, 4]), .ip([1, 2, 3, 4, 255, 0, 255, 0]), false, false),
            (.ip([1, 2, 3, 4]), .ip([1, 2, 3, 4, 255, 255, 255, 0xA0]), false, false),
            (.ip([1, 2, 3, 4]), .ip([1, 2, 3, 4]), false, false),
            (.ip([1, 2, 3]), .ip([9, 9, 9, 9, 255, 255, 255, 255]), false, false),
            (.ip([192, 0, 2, 0, 255, 255, 255, 0]), .ip([192, 0, 2, 0, 255, 255, 255, 0]), false, false),
            (.email("foo@example.com"), .email("foo@example.com"), true, false),
            (.email("Foo@example.com"), .email("foo@example.com"), false, true),
            (.email("foo@EXAMPLE.com"), .email("foo@example.COM"), true, false),
            (.email("foo@example.com"), .email("example.com"), true, false),
            (.email("foo@a.example.com"), .email("example.com"), false, true),
            (.email("foo@a.example.com"), .email(".example.com"), true, false),
            (.email("foo@example.com"), .email(".example.com"), false, true),
            (.email("foo@example.com"), .email(""), true, false),
            (.email("*@example.com"), .email("*@example.com"), true, false),
            (.email("user@example.com"), .email("*@example.com"), false, true),
            (.email("a@b@example.com"), .email("example.com"), false, false),
            (.email("a@example.com"), .email("a@b@example.com"), false, false),
            (.uri("http://host.example.com/x"), .uri("host.example.com"), true, false),
            (.uri("http://HOST.example.com:80/x"), .uri("host.Example.com"), true, false),
            (.uri("http://a.host.example.com/x"), .uri("host.example.com"), false, true),
            (.uri("http://a.example.com/x"), .uri(".example.com"), true, false),
            (.uri("http://example.com/x"), .uri(".example.com"), false, true),
            (.uri("ftp://example.com@other.org/"), .uri("example.com"), false, true),
            (.uri("ftp://u@example.com/"), .uri("example.com"), true, false),
            (.uri("http://other.org/?//example.com"), .uri("example.com"), false, true),
            (.uri("urn:example:a"), .uri("example.com"), false, false),
            (.uri("http:///x"), .uri("example.com"), false, false),
            (.uri("http://127.0.0.1/"), .uri("example.com"), false, false),
            (.uri("http://[::1]/"), .uri(""), false, false),
            (.uri("no uri"), .uri("example.com"), false, false),
            (.uri("http://example.com/"), .uri("http://example.com/"), false, false),
            (.other, .other, false, false), (.registeredID, .registeredID, false, false), (.x400, .x400, false, false),
            (.dns("example.com"), .other, true, true),
            (.dns("example.com"), .ip([1, 2, 3, 4, 255, 255, 255, 255]), true, true),
            (.dns("a..b"), .email("example.com"), true, true), (.other, .dns("example.com"), true, true),
        ] as [(General, General, Bool, Bool)])
    func oneBase(_ name: NameDER.General, _ base: NameDER.General, _ whenPermitted: Bool, _ whenExcluded: Bool) throws {
        #expect(try Self.passes([name], permitted: [base]) == whenPermitted)
        #expect(try Self.passes([name], excluded: [base]) == whenExcluded)
    }

    @Test("Names are all checked, one permitted base is enough, and exclusion wins")
    func lists() throws {
        let (a, b, c) = (General.dns("a.example"), General.dns("b.example"), General.dns("c.example"))
        #expect(try Self.passes([a, b], permitted: [b, a]))
        #expect(try !Self.passes([a, b, c], permitted: [b, a]))
        #expect(try !Self.passes([a], permitted: [a], excluded: [a]))
        #expect(try !Self.passes([a, b], permitted: [.dns("example")], excluded: [b]))
        #expect(try Self.passes([a, c], permitted: [.dns("example")], excluded: [b]))
    }

    @Test("Directory names: the subject and subjectAltName")
    func directoryNames() throws {
        let foo = NameDER.name([NameDER.attribute(NameDER.commonName, "foo")])
        let upper = NameDER.name(
            [NameDER.attribute(NameDER.commonName, "FOO", 0x13)], [NameDER.attribute(NameDER.country, "DE", 0x13)])
        let bar = NameDER.name([NameDER.attribute(NameDER.commonName, "bar")])
        #expect(try Self.passes([.directory(foo)], subject: upper, permitted: [.directory(foo)]))
        #expect(try !Self.passes([.directory(foo)], subject: bar, permitted: [.directory(foo)]))
        #expect(try !Self.passes([.directory(bar)], subject: foo, permitted: [.directory(foo)]))
        #expect(try !Self.passes([.directory(bar)], subject: upper, excluded: [.directory(foo)]))
        #expect(try !Self.passes([.directory(upper)], subject: bar, excluded: [.directory(foo)]))
        #expect(try Self.passes([.directory(bar)], subject: bar, excluded: [.directory(foo)]))
        #expect(try Self.passes([.dns("a.example")], permitted: [.directory(foo)]))
        #expect(try !Self.passes([], subject: foo, permitted: [.directory(upper)]))
        #expect(try !Self.passes([], subject: foo, excluded: [.directory(NameDER.name())]))
    }

    @Test("Mail addresses in the subject count where there is none in subjectAltName")
    func subjectMail() throws {
        let subject = NameDER.name(
            [NameDER.attribute(NameDER.commonName, "a")], [NameDER.emailAddress("a@Example.com")])
        #expect(try Self.passes([], subject: subject, permitted: [.email("example.com")]))
        #expect(try !Self.passes([], subject: subject, excluded: [.email("example.com")]))
        #expect(try !Self.passes([.dns("a.example")], subject: subject, permitted: [.email("example.org")]))
        #expect(try Self.passes([.email("b@example.org")], subject: subject, permitted: [.email("example.org")]))
        let malformed = NameDER.name([NameDER.emailAddress("a@@b")])
        #expect(try !Self.passes([], subject: malformed, permitted: [.email("example.org")]))
        #expect(try Self.passes([], subject: malformed, permitted: [.dns("example.org")]))
        #expect(try !Self.passes([], subject: malformed, permitted: [.email("a@@b")]))
    }

    @Test(
        arguments: [
            [], [0x30, 0x00], [0x05, 0x00], [0x30, 0x02, 0xA0, 0x00], [0x30, 0x04, 0xA0, 0x00, 0xA1, 0x00],
            [0x30, 0x02, 0xA2, 0x00],
            [0x30, 0x04, 0xA0, 0x02, 0x05, 0x00], [0x30, 0x04, 0xA0, 0x02, 0x30, 0x00],
            [0x30, 0x06, 0xA0, 0x04, 0x30, 0x02, 0x05, 0x00],
            NameDER.constraints(permitted: [.dns("a")]) + [0],
            NameDER.constraints(excluded: [.directory([0x05, 0x00])]),
            subtree([0x82, 0x00, 0x05, 0x00]), subtree([0x82, 0x00, 0x80, 0x01, 0x01]),
            subtree([0x82, 0x00, 0x80, 0x00]),
            subtree([0x82, 0x00, 0x81, 0x01, 0x00]), subtree([0x82, 0x00, 0x80, 0x01, 0x00, 0x81, 0x01, 0x05]),
        ] as [[UInt8]])
    func malformed(_ value: [UInt8]) {
        #expect(throws: RuleViolation.self) { try NameConstraintSubtrees(derEncoded: value[...]) }
    }

    @Test("A minimum of zero that is written out is one")
    func explicitMinimum() throws {
        let subtrees = try NameConstraintSubtrees(derEncoded: Self.subtree([0x82, 0x01, 0x61, 0x80, 0x01, 0x00])[...])
        var budget = WorkBudget(ValidationLimits())
        try subtrees.check(CertificateNames([.dns("b.a")]), &budget)
        let other = try CertificateNames([.dns("b")])
        #expect(throws: RuleViolation.self) { try subtrees.check(other, &budget) }
    }

    private static func subtree(_ contents: [UInt8]) -> [UInt8] {
        NameDER.sequence([NameDER.element(0xA0, NameDER.element(0x30, contents))])
    }

    @Test(
        "Many names below many constraints are refused by the budget, for each kind",
        arguments: [
            { General.dns("t\($0).test") }, { .email("t\($0)@test") }, { .uri("http://t\($0).test/") },
            { .directory(NameDER.name([NameDER.attribute(3, "t\($0)")])) },
        ] as [@Sendable (Int) -> General])
    func explosion(_ name: @Sendable (Int) -> NameDER.General) throws {
        let names = try CertificateNames((0..<2_000).map(name))
        let bases = (0..<2_000).map { General.dns("x\($0).test") } + (0..<2_000).map { .email("x\($0)@test") }
        let others =
            (0..<2_000).map { General.uri("x\($0).test") }
            + (0..<2_000).map { .directory(NameDER.name([NameDER.attribute(3, "x\($0)")])) }
        let subtrees = try NameConstraintSubtrees(derEncoded: NameDER.constraints(excluded: bases + others)[...])
        var budget = WorkBudget(ValidationLimits())
        #expect { try subtrees.check(names, &budget) } throws: { ($0 as? RuleViolation)?.rule == .work }
    }

    @Test("Mail addresses in a subject cost as much")
    func subjectExplosion() throws {
        let subject = NameDER.name((0..<2_000).map { NameDER.emailAddress("t\($0)@t") })
        let names = try CertificateNames([], subject: subject)
        let subtrees = try NameConstraintSubtrees(
            derEncoded: NameDER.constraints(excluded: (0..<200).map { .email("x\($0)@t") })[...])
        var budget = WorkBudget(ValidationLimits())
        #expect { try subtrees.check(names, &budget) } throws: { ($0 as? RuleViolation)?.rule == .work }
    }
}
