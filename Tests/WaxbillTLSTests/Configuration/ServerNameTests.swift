import Testing

@testable import WaxbillTLS

@Suite struct ServerNameTests {
    @Test(
        arguments: [
            ("example.com", .dnsName("example.com"), "example.com"),
            ("EXAMPLE.com.", .dnsName("example.com"), "example.com"),
            ("_dmarc.a-b.test", .dnsName("_dmarc.a-b.test"), "_dmarc.a-b.test"),
            ("127.0.0.1", .ipAddress([127, 0, 0, 1]), nil),
            ("::1", .ipAddress([UInt8](repeating: 0, count: 15) + [1]), nil),
            ("[::1]", .ipAddress([UInt8](repeating: 0, count: 15) + [1]), nil),
        ] as [(String, ServerName, String?)])
    func parsing(text: String, name: ServerName, indication: String?) throws {
        #expect(try ServerName(text) == name)
        // RFC 6066, Section 3: addresses are never sent.
        #expect(name.indication == indication)
    }

    @Test(arguments: ["127.0.0.1", "0:0:0:0:0:0:0:1", "example.com"]) func description(text: String) throws {
        #expect(try ServerName(text).description == text)
    }
}
