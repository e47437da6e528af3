import WaxbillTestSupport
import WaxbillX509

extension VerificationLine {
    /// RFC 9525: whether the certificate is of whom it should be.
    static let names: [VerificationLine] = [
        dns("an exact name", "server.example", in: "server.example"),
        dns("capitals", "SERVER.Example", in: "server.eXample"),
        dns("a trailing dot that is asked for", "server.example.", in: "server.example"),
        dns("a wildcard", "www.server.example", in: "*.server.example"),
        dns("an A-label", "xn--bcher-kva.example", in: "xn--bcher-kva.example"),
        dns("a wildcard for an A-label", "xn--bcher-kva.example.com", in: "*.example.com"),
        wrongDNS("another name", "other.example", in: "server.example"),
        wrongDNS("a name above", "example.com", in: "www.example.com"),
        wrongDNS("a name below", "www.example.com", in: "example.com"),
        wrongDNS("a wildcard for two labels", "a.b.example.com", in: "*.example.com"),
        wrongDNS("a wildcard for no label", "example.com", in: "*.example.com"),
        wrongDNS("a wildcard in a label", "www.example.com", in: "w*.example.com"),
        wrongDNS("a wildcard in the middle", "www.a.example.com", in: "www.*.example.com"),
        wrongDNS("a bare wildcard", "localhost", in: "*"),
        wrongDNS("a wildcard for a top-level domain", "example.com", in: "*.com"),
        wrongDNS("two wildcards", "a.b.example.com", in: "*.*.example.com"),
        .bad("names: a common name only", .name) { scene in
            scene.leaf.subject = DraftDER.name("server.example")
            scene.leaf.remove(DraftExtension.Types.subjectAlternativeName)
        },
        .bad("names: a common name beside another name", .name) { scene in
            scene.leaf.subject = DraftDER.name("server.example")
            scene.leaf.set(.subjectAlternativeName([.dns("other.example")]))
        },
        .good("names: the last of a thousand") { scene in
            let names = (0..<999).map { DraftName.dns("s\($0).example") } + [.dns("server.example")]
            scene.leaf.set(.subjectAlternativeName(names))
        },
        .good("names: nobody is asked for") { $0["name"] = nil },
        named("an IPv4 address", ["ip": "192.0.2.7"], in: .ip([192, 0, 2, 7])),
        named(
            "an IPv6 address", ["ip": "2001:db8::7"],
            in: .ip([0x20, 1, 0x0d, 0xb8] + [UInt8](repeating: 0, count: 11) + [7])),
        named("an e-mail address", ["email": "ann@example.com"], in: .email("ann@example.com")),
        named("capitals in an e-mail address's host", ["email": "ann@EXAMPLE.com"], in: .email("ann@example.COM")),
        named("a URI", ["uri": "spiffe://example.com/service"], in: .uri("spiffe://example.com/service")),
        misnamed("another IPv4 address", ["ip": "192.0.2.8"], in: .ip([192, 0, 2, 7])),
        misnamed("an address among the host names", ["ip": "192.0.2.7"], in: .dns("a192.0.2.7")),
        misnamed("a host name in capitals among addresses", ["dns": "server.example"], in: .ip([192, 0, 2, 7])),
        misnamed(
            "capitals in an e-mail address's mailbox", ["email": "Ann@example.com"], in: .email("ann@example.com")),
        misnamed("another e-mail address", ["email": "bob@example.com"], in: .email("ann@example.com")),
        misnamed("another URI", ["uri": "spiffe://example.com/other"], in: .uri("spiffe://example.com/service")),
        .good("names: one that nobody can ask for beside the right one") {
            $0.leaf.set(.subjectAlternativeName([.dns("server.example"), .dns("a_b.example")]))
        },
        .good("names: all of several") { scene in
            scene.leaf.set(.subjectAlternativeName([.dns("server.example"), .email("ann@example.com")]))
            scene["names"] = [["dns": "server.example"], ["email": "ann@example.com"]]
        },
        .bad("names: one of several is missing", .name) {
            $0["names"] = [["dns": "server.example"], ["email": "ann@example.com"]]
        },
    ]

    private static func dns(_ what: String, _ asked: String, in name: String) -> VerificationLine {
        named(what, ["dns": asked], in: .dns(name))
    }

    private static func wrongDNS(_ what: String, _ asked: String, in name: String) -> VerificationLine {
        misnamed(what, ["dns": asked], in: .dns(name))
    }

    private static func named(_ what: String, _ asked: [String: String], in name: DraftName) -> VerificationLine {
        .good("names: \(what)") { scene in
            scene.leaf.set(.subjectAlternativeName([name]))
            scene["name"] = asked
        }
    }

    private static func misnamed(_ what: String, _ asked: [String: String], in name: DraftName) -> VerificationLine {
        .bad("names: \(what)", .name) { scene in
            scene.leaf.set(.subjectAlternativeName([name]))
            scene["name"] = asked
        }
    }
}
