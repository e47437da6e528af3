import Testing

@testable import WaxbillX509

struct DNSNamePatternTests {
    @Test(arguments: [
        ("server.example", "server.example"), ("SERVER.Example", "server.example"),
        ("*.server.example", "a.server.example"), ("*.Server.example", "xn--bcher-kva.server.example"),
        ("localhost", "localhost"),
    ])
    func matches(_ pattern: String, _ name: String) {
        #expect(DNSNamePattern.matches(pattern, name))
    }

    @Test(arguments: [
        ("server.example", "other.example"), ("server.example", "a.server.example"),
        ("server.example", "server.exampl"),
        ("*.server.example", "server.example"), ("*.server.example", "a.b.server.example"),
        ("*.server.example", ".server.example"), ("*", "localhost"), ("*.example", "server.example"), ("*.", "a."),
        ("*", ""), ("", ""), ("a*.server.example", "ab.server.example"), ("a.*.example", "a.b.example"),
        ("*a.server.example", "ba.server.example"), ("**.server.example", "a.server.example"),
        ("*.*.example", "a.b.example"), ("server.example.", "server.example"), ("server.example\0.x", "server.example"),
    ])
    func doesNotMatch(_ pattern: String, _ name: String) {
        #expect(!DNSNamePattern.matches(pattern, name))
    }
}
