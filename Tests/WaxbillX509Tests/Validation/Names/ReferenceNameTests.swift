import Testing
import WaxbillTLS

@testable import WaxbillX509

struct ReferenceNameTests {
    @Test(arguments: [
        ("example.com", "example.com"), ("Example.COM.", "example.com"), ("localhost", "localhost"),
        ("a_b.example", "a_b.example"), ("bücher.example", "xn--bcher-kva.example"),
        ("BÜCHER.example", "xn--bcher-kva.example"),
        ("straße.de", "xn--strae-oqa.de"), ("例え。テスト", "xn--r8jz45g.xn--zckzah"),
        ("пример.испытание", "xn--e1afmkfd.xn--80akhbyknj4f"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"), ("1.2.3.4a", "1.2.3.4a"), ("com", "com"),
        (String(repeating: "a", count: 63) + ".b", String(repeating: "a", count: 63) + ".b"),
    ])
    func dns(_ text: String, _ name: String) throws {
        #expect(try ReferenceName(dns: text) == .dns(name))
        #expect(try ReferenceName(host: text) == .dns(name))
    }

    @Test(arguments: [
        "", ".", "..", ".example.com", "a..b", "*.example.com", "*", "a b", "a\u{0}b", "-a.b", "a-.b", "1.2.3.4", "a.1",
        "::1",
        "a/b", "a:443", "😜.example", "bu\u{308}cher.example", "ﬁ.example", "ａ.example", "a\u{200D}ü.example",
        "ab--ü.example",
        "\u{5B0}א.example", String(repeating: "a", count: 64), String(repeating: "a.", count: 130),
        String(repeating: "ü", count: 300), "example.com..",
    ])
    func notDNS(_ text: String) {
        #expect(throws: ReferenceNameError.notADNSName(text)) { try ReferenceName(dns: text) }
    }

    @Test(
        arguments: [
            ("127.0.0.1", [127, 0, 0, 1]), ("::1", [UInt8](repeating: 0, count: 15) + [1]),
            ("[2001:DB8::1]", [0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [1]),
        ] as [(String, [UInt8])])
    func ip(_ text: String, _ bytes: [UInt8]) throws {
        #expect(try ReferenceName(ip: text) == .ip(bytes))
        #expect(try ReferenceName(host: text) == .ip(bytes))
    }

    @Test(arguments: [
        "", "127.1", "0x7f.0.0.1", "127.0.0.01", "1.2.3.4.5", "::1%eth0", "127.0.0.1\u{0}", "a", "[]", "[",
        "127.0.0.1/8",
    ])
    func notIP(_ text: String) {
        #expect(throws: ReferenceNameError.notAnAddress(text)) { try ReferenceName(ip: text) }
    }

    @Test(arguments: [
        ("A.b+c@Example.COM", "A.b+c@example.com"), ("*@example.com", "*@example.com"),
        ("a@bücher.example", "a@xn--bcher-kva.example"),
    ])
    func email(_ text: String, _ address: String) throws {
        #expect(try ReferenceName(email: text) == .email(address))
    }

    @Test(arguments: [
        "", "a", "@b", "a@", "a@b@c", "a..b@c", ".a@b", "a b@c", "ü@b", "a@.b", "a@b.", "\"a\"@b", "a@[127.0.0.1]",
    ])
    func notEmail(_ text: String) {
        #expect(throws: ReferenceNameError.notAMailAddress(text)) { try ReferenceName(email: text) }
    }

    @Test(arguments: [
        ("waxbill:Alice", "waxbill:Alice"), ("HTTPS://Example.COM/A?B#C", "https://example.com/A?B#C"),
        ("ftp://User@HOST:21/x", "ftp://User@host:21/x"), ("http://[2001:DB8::1]:80/", "http://[2001:db8::1]:80/"),
        ("urn:X:y", "urn:X:y"),
    ])
    func uri(_ text: String, _ uri: String) throws {
        #expect(try ReferenceName(uri: text) == .uri(uri))
    }

    @Test(arguments: [
        "", "a", ":a", "a:", "1a:b", "a b:c", "a:b c", "a:ü", "//host/x", "http://a\\@b/", "a:\u{7F}", "a:\u{0}",
    ])
    func notURI(_ text: String) {
        #expect(throws: ReferenceNameError.notAURI(text)) { try ReferenceName(uri: text) }
    }

    @Test func servers() throws {
        #expect(ReferenceName(try ServerName("a.example")) == .dns("a.example"))
        #expect(ReferenceName(try ServerName("::1")).description == "::1")
    }
}
