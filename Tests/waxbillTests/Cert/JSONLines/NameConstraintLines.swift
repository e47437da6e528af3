import WaxbillTestSupport
import WaxbillX509

extension VerificationLine {
    /// RFC 5280, Sections 4.2.1.10 and 6.1.3 (b) and (c).
    static let nameConstraints: [VerificationLine] = [
        kept("a permitted host", permitted: [.dns("server.example")]),
        kept("a permitted domain", permitted: [.dns("example")]),
        kept("another domain excluded", excluded: [.dns("other.example")]),
        kept("constraints of other types", permitted: [.email("example.com"), .ip([10, 0, 0, 0, 255, 0, 0, 0])]),
        kept("the second of two permitted", permitted: [.dns("a.example"), .dns("server.example")]),
        kept("capitals", permitted: [.dns("SERVER.EXAMPLE")]),
        broken("another host permitted", permitted: [.dns("other.example")]),
        broken("a host below permitted", permitted: [.dns("www.server.example")]),
        broken("part of a label permitted", permitted: [.dns("erver.example")]),
        broken("an excluded host", excluded: [.dns("server.example")]),
        broken("an excluded domain", excluded: [.dns("example")]),
        broken("permitted and excluded", permitted: [.dns("example")], excluded: [.dns("server.example")]),
        broken("a wildcard over an excluded host", names: [.dns("*.example.com")], excluded: [.dns("a.example.com")]),
        kept("a wildcard in a permitted domain", names: [.dns("*.example.com")], permitted: [.dns("example.com")]),
        kept("a network", names: [.ip([10, 1, 2, 3])], permitted: [.ip([10, 1, 0, 0, 255, 255, 0, 0])]),
        broken("another network", names: [.ip([10, 2, 2, 3])], permitted: [.ip([10, 1, 0, 0, 255, 255, 0, 0])]),
        broken("an excluded network", names: [.ip([10, 1, 2, 3])], excluded: [.ip([10, 1, 0, 0, 255, 255, 0, 0])]),
        kept("a mailbox", names: [.email("ann@example.com")], permitted: [.email("ann@example.com")]),
        kept("a mail host", names: [.email("ann@example.com")], permitted: [.email("example.com")]),
        kept("a mail domain", names: [.email("ann@a.example.com")], permitted: [.email(".example.com")]),
        broken("a mail domain and its apex", names: [.email("ann@example.com")], permitted: [.email(".example.com")]),
        broken("another mailbox", names: [.email("bob@example.com")], permitted: [.email("ann@example.com")]),
        kept("a URI's host", names: [.uri("http://a.example.com/x")], permitted: [.uri("a.example.com")]),
        kept("a URI's domain", names: [.uri("http://a.example.com/x")], permitted: [.uri(".example.com")]),
        broken("another URI's host", names: [.uri("http://b.example.com/x")], permitted: [.uri("a.example.com")]),
        broken("an excluded URI's domain", names: [.uri("http://a.example.com/")], excluded: [.uri(".example.com")]),
        .good("name constraints: a permitted directory name") { scene in
            scene.leaf.subject = organization("Example", "leaf")
            scene.authority.set(.nameConstraints(permitted: [.directory(organization("example "))]))
        },
        .bad("name constraints: another directory name", .nameConstraints) {
            $0.authority.set(.nameConstraints(permitted: [.directory(organization("Example"))]))
        },
        .bad("name constraints: an excluded directory name", .nameConstraints) { scene in
            scene.leaf.subject = organization("Example", "leaf")
            scene.authority.set(.nameConstraints(excluded: [.directory(organization("EXAMPLE"))]))
        },
        .bad("name constraints: an e-mail address in the subject", .nameConstraints) { scene in
            scene.leaf.subject = DraftDER.name((AttributeType.emailAddress, DraftDER.ia5("ann@example.com")))
            scene.authority.set(.nameConstraints(permitted: [.email("example.org")]))
        },
        .bad("name constraints: the root's count too", .nameConstraints) {
            $0.root.set(.nameConstraints(permitted: [.dns("other.example")]))
        },
        .bad("name constraints: an authority's own name", .nameConstraints) { scene in
            scene.authority.set(.subjectAlternativeName([.dns("ca.example.org")]))
            scene.root.set(.nameConstraints(excluded: [.dns("example.org")]))
        },
        .bad("name constraints: permitted above, not below", .nameConstraints) { scene in
            scene.root.set(.nameConstraints(permitted: [.dns("example")]))
            scene.authority.set(.nameConstraints(permitted: [.dns("a.example")]))
        },
        .good("name constraints: an authority that issued itself is exempt") { scene in
            scene.root.set(.nameConstraints(excluded: [.dns("ca.example")]))
            scene.authority.subject = scene.root.subject
            scene.authority.set(.subjectAlternativeName([.dns("ca.example")]))
        },
        .bad("name constraints: a leaf that issued itself is not", .nameConstraints) { scene in
            scene.root.set(.nameConstraints(excluded: [.dns("server.example")]))
            scene.authorities = []
            scene.leaf.subject = scene.root.subject
        },
        .bad("name constraints: not critical", .extensionCriticality) {
            $0.authority.set(.nameConstraints(permitted: [.dns("example")]).critical(false))
        },
        .bad("name constraints: in a leaf", .nameConstraints) {
            $0.leaf.set(.nameConstraints(permitted: [.dns("example")]))
        },
        broken(
            "a mask with holes", names: [.ip([10, 1, 2, 3])], permitted: [.ip([10, 0, 0, 0, 255, 0, 255, 0])]),
        broken("an address without mask", names: [.ip([10, 0, 0, 0])], permitted: [.ip([10, 0, 0, 0])]),
        broken("a wildcard as constraint", permitted: [.dns("*.example")]),
        broken(
            "a name of five octets", names: [.ip([10, 1, 2, 3, 4])], permitted: [.ip([10, 0, 0, 0, 255, 0, 0, 0])]),
        .bad("name constraints: neither permitted nor excluded", .malformedExtension) {
            $0.authority.set(.nameConstraints())
        },
    ]

    private static func organization(_ organization: String, _ commonName: String? = nil) -> [UInt8] {
        guard let commonName else {
            return DraftDER.name((AttributeType.organization, DraftDER.printable(organization)))
        }
        return DraftDER.name(
            (AttributeType.organization, DraftDER.utf8(organization)),
            (AttributeType.commonName, DraftDER.utf8(commonName)))
    }

    private static func kept(
        _ what: String, names: [DraftName]? = nil, permitted: [DraftName] = [], excluded: [DraftName] = []
    ) -> VerificationLine {
        .good("name constraints: \(what)") { constrain(&$0, names, permitted, excluded) }
    }

    private static func broken(
        _ what: String, names: [DraftName]? = nil, permitted: [DraftName] = [], excluded: [DraftName] = []
    ) -> VerificationLine {
        .bad("name constraints: \(what)", .nameConstraints) { constrain(&$0, names, permitted, excluded) }
    }

    private static func constrain(
        _ scene: inout LineScene, _ names: [DraftName]?, _ permitted: [DraftName], _ excluded: [DraftName]
    ) {
        scene.authority.set(.nameConstraints(permitted: permitted, excluded: excluded))
        guard let names else { return }
        scene.leaf.set(.subjectAlternativeName(names))
        scene["name"] = nil
    }
}
