import WaxbillTestSupport
import WaxbillX509

private let gold = "1.3.6.1.4.1.32473.1.1"
private let silver = "1.3.6.1.4.1.32473.1.2"
private let anyPolicy = "2.5.29.32.0"

extension VerificationLine {
    /// RFC 5280, Sections 4.2.1.4, 4.2.1.5, 4.2.1.11, 4.2.1.14 and 6.1.
    static let policies: [VerificationLine] = [
        .good("policies: none anywhere") { _ in },
        .good("policies: none, and one wished for") { $0["policies"] = ["initial": [gold]] },
        .bad("policies: none, and an explicit one demanded", .policies) { $0["policies"] = ["requireExplicit": true] },
        explicit("the same in all", [.certificatePolicies(gold)], [.certificatePolicies(gold)]),
        notExplicit("different ones", [.certificatePolicies(gold)], [.certificatePolicies(silver)]),
        notExplicit("the leaf has none", [.certificatePolicies(gold)], []),
        notExplicit("the authority has none", [], [.certificatePolicies(gold)]),
        explicit("any in the authority", [.certificatePolicies(anyPolicy)], [.certificatePolicies(gold)]),
        explicit("any in the leaf", [.certificatePolicies(gold)], [.certificatePolicies(anyPolicy)]),
        explicit("one of two", [.certificatePolicies(gold, silver)], [.certificatePolicies(silver)]),
        explicit("the one wished for", [.certificatePolicies(gold)], [.certificatePolicies(gold)], initial: [gold]),
        notExplicit(
            "not the one wished for", [.certificatePolicies(gold)], [.certificatePolicies(gold)], initial: [silver]),
        explicit(
            "any, and the one wished for", [.certificatePolicies(anyPolicy)], [.certificatePolicies(anyPolicy)],
            initial: [gold]),
        .bad("policies: any is inhibited", .policies) { scene in
            scene.authority.set(.certificatePolicies(anyPolicy))
            scene.leaf.set(.certificatePolicies(gold))
            scene["policies"] = ["requireExplicit": true, "inhibitAny": true]
        },
        notExplicit(
            "any is inhibited by the authority", [.certificatePolicies(gold), .inhibitAnyPolicy(0)],
            [.certificatePolicies(anyPolicy)]),
        explicit(
            "any is inhibited further down", [.certificatePolicies(gold), .inhibitAnyPolicy(1)],
            [.certificatePolicies(anyPolicy)]),
        explicit(
            "one mapped to another", [.certificatePolicies(gold), .policyMappings((gold, silver))],
            [.certificatePolicies(silver)], initial: [gold]),
        notExplicit(
            "mapped, but the leaf has the issuer's", [.certificatePolicies(gold), .policyMappings((gold, silver))],
            [.certificatePolicies(gold)]),
        .bad("policies: mapping is inhibited", .policies) { scene in
            scene.authority.set(.certificatePolicies(gold))
            scene.authority.set(.policyMappings((gold, silver)))
            scene.leaf.set(.certificatePolicies(silver))
            scene["policies"] = ["requireExplicit": true, "inhibitMapping": true]
        },
        .bad("policies: any mapped to one", .policies) { scene in
            scene.authority.set(.certificatePolicies(gold))
            scene.authority.set(.policyMappings((anyPolicy, silver)))
        },
        .bad("policies: one mapped to any", .policies) { scene in
            scene.authority.set(.certificatePolicies(gold))
            scene.authority.set(.policyMappings((gold, anyPolicy)))
        },
        .bad("policies: the authority demands an explicit one", .policies) { scene in
            scene.authority.set(.certificatePolicies(gold))
            scene.authority.set(.policyConstraints(requireExplicit: 0))
        },
        .good("policies: the authority demands one further down") { scene in
            scene.authority.set(.certificatePolicies(gold))
            scene.authority.set(.policyConstraints(requireExplicit: 5))
        },
        .bad("policies: the leaf demands one and has none", .policies) { scene in
            scene.authority.set(.certificatePolicies(gold))
            scene.leaf.set(.policyConstraints(requireExplicit: 0))
        },
        .bad("policies: constraints that constrain nothing", .malformedExtension) {
            $0.authority.set(.policyConstraints())
        },
        .bad("policies: one twice", .malformedExtension) { $0.leaf.set(.certificatePolicies(gold, gold)) },
        .bad("policies: an empty list", .malformedExtension) { $0.leaf.set(.certificatePolicies()) },
    ]

    private static func explicit(
        _ what: String, _ authority: [DraftExtension], _ leaf: [DraftExtension], initial: [String] = [anyPolicy]
    ) -> VerificationLine {
        .good("policies: \(what)") { demand(&$0, authority, leaf, initial) }
    }

    private static func notExplicit(
        _ what: String, _ authority: [DraftExtension], _ leaf: [DraftExtension], initial: [String] = [anyPolicy]
    ) -> VerificationLine {
        .bad("policies: \(what)", .policies) { demand(&$0, authority, leaf, initial) }
    }

    private static func demand(
        _ scene: inout LineScene, _ authority: [DraftExtension], _ leaf: [DraftExtension], _ initial: [String]
    ) {
        scene.authority.extensions += authority
        scene.leaf.extensions += leaf
        scene["policies"] = ["initial": initial, "requireExplicit": true] as [String: any Sendable]
    }
}
