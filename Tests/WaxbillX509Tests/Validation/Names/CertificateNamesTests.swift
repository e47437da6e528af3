import Testing

@testable import WaxbillX509

struct CertificateNamesTests {
    @Test(arguments: [
        ("server.example", "server.example"), ("SERVER.Example", "server.example"), ("localhost", "localhost"),
        ("*.server.example", "a.server.example"), ("*.Server.example", "xn--bcher-kva.server.example"),
        ("*.server.example", "a_b.server.example"), ("xn--bcher-kva.example", "bücher.example"),
    ])
    func matches(_ name: String, _ reference: String) throws {
        #expect(try CertificateNames([.dns(name)]).contains(ReferenceName(dns: reference)))
    }

    @Test(arguments: [
        ("server.example", "other.example"), ("server.example", "a.server.example"),
        ("a.server.example", "server.example"),
        ("server.example", "server.exampl"), ("*.server.example", "server.example"),
        ("*.server.example", "a.b.server.example"),
        ("*", "localhost"), ("*.example", "server.example"), ("*.", "a"), ("", "a"),
        ("a*.server.example", "ab.server.example"),
        ("a.*.example", "a.b.example"), ("*a.server.example", "ba.server.example"),
        ("**.server.example", "a.server.example"),
        ("*.*.example", "a.b.example"), ("server.example.", "server.example"), ("server.example\0.x", "server.example"),
        (".server.example", "server.example"), (".server.example", "a.server.example"), ("a..example", "a.example"),
        ("server.example ", "server.example"), (" server.example", "server.example"),
        ("bücher.example", "bücher.example"),
        ("a_b.example", "a_b.example"), ("xn--*-kva.server.example", "xn--a-kva.server.example"),
        ("-a.example", "a.example"), ("server.example:443", "server.example"),
    ])
    func doesNotMatch(_ name: String, _ reference: String) throws {
        #expect(try !CertificateNames([.dns(name)]).contains(ReferenceName(dns: reference)))
    }

    @Test(
        "References that nobody checked match nothing they should not",
        arguments: ["", ".", ".server.example", "*.server.example"])
    func unchecked(_ reference: String) throws {
        #expect(try !CertificateNames([.dns("*.server.example"), .dns("server.example")]).contains(.dns(reference)))
    }

    @Test func addresses() throws {
        let names = try CertificateNames([.ip([127, 0, 0, 1]), .ip([1, 2, 3]), .dns("10.0.0.1"), .dns("*.0.0.2")])
        #expect(try names.contains(ReferenceName(ip: "127.0.0.1")))
        for other in ["127.0.0.2", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "10.0.0.1", "1.2.3.0", "10.0.0.2"] {
            #expect(try !names.contains(ReferenceName(ip: other)))
        }
        #expect(!names.contains(.ip([1, 2, 3])) && !names.contains(.ip([])))
        #expect(names.malformedKinds == [.ip])
        #expect(names.texts == ["10.0.0.1", "*.0.0.2", "127.0.0.1"])
    }

    @Test(arguments: [
        ("a@example.com", true), ("a@EXAMPLE.com", true), ("A@example.com", false), ("a@a.example.com", false),
    ])
    func mailboxes(_ address: String, _ isContained: Bool) throws {
        #expect(try CertificateNames([.email("a@Example.com")]).contains(ReferenceName(email: address)) == isContained)
    }

    @Test(arguments: [
        ("waxbill:Alice", "waxbill:Alice", true), ("waxbill:Alice", "waxbill:alice", false),
        ("waxbill:Alice", "WAXBILL:Alice", true),
        ("HTTPS://Server.example/A", "https://server.EXAMPLE/A", true),
        ("https://server.example/A", "https://server.example/a", false),
        ("https://server.example/", "https://server.example", false),
        ("https://*.example/", "https://a.example/", false),
        ("https://server.example:443/", "https://server.example/", false),
    ])
    func uris(_ name: String, _ reference: String, _ isContained: Bool) throws {
        #expect(try CertificateNames([.uri(name)]).contains(ReferenceName(uri: reference)) == isContained)
    }

    @Test("Kinds do not stand for one another, and the common name is no name")
    func kinds() throws {
        let subject = NameDER.name([NameDER.attribute(NameDER.commonName, "server.example")])
        #expect(try !CertificateNames([], subject: subject).contains(.dns("server.example")))
        #expect(try CertificateNames([], subject: subject).isEmpty)
        let mail = NameDER.name([NameDER.emailAddress("a@server.example")])
        #expect(try !CertificateNames([], subject: mail).contains(.email("a@server.example")))
        let names = try CertificateNames([
            .uri("https://server.example"), .email("a@server.example"), .other, .registeredID, .x400,
        ])
        #expect(!names.contains(.dns("server.example")) && !names.isEmpty)
        #expect(names.otherKinds == [.other, .registeredID, .x400])
    }

    @Test(
        arguments: [
            [], [0x30, 0x00], Array("dns:a".utf8), [0x30, 0x02, 0x82], [0x30, 0x02, 0x89, 0x00],
            [0x30, 0x02, 0x02, 0x00],
            NameDER.alternativeNames([.dns("a")]) + [0], NameDER.alternativeNames([.raw([0xA0, 0x00])]),
            NameDER.alternativeNames([.directory([0x31, 0x00])]),
            NameDER.alternativeNames([.raw([0xA2, 0x03, 0x82, 0x01, 0x61])]),
        ] as [[UInt8]])
    func malformed(_ value: [UInt8]) {
        #expect(throws: RuleViolation.self) {
            try CertificateNames(subject: NameDER.name()[...], subjectAlternativeName: value[...])
        }
    }
}
