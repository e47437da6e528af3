/// The valid policies of a path: the valid_policy_graph of RFC 9618, which updates RFC 5280, Section 6.1.2 (a).
///
/// RFC 5280 keeps a tree, in which a policy has as many nodes as ways lead to it, and the ways can double with each
/// certificate. In the graph a policy has one node a certificate. The node anyPolicy stands apart from the others.
struct PolicyGraph {
    /// The nodes of one certificate; the first level is the trust anchor's.
    private struct Level {
        var nodes: [PolicyIdentifier: Node] = [:]
        var hasAnyPolicy = false

        var isEmpty: Bool { nodes.isEmpty && !hasAnyPolicy }
    }

    private struct Node {
        /// The nodes a level above that lead here; none: anyPolicy does.
        let parents: [PolicyIdentifier]
        /// The policies that the next certificate may have for this one; nil: this one.
        private(set) var expectedPolicies: Set<PolicyIdentifier>?

        init(parents: [PolicyIdentifier]) { self.parents = parents }

        mutating func expect(_ policy: PolicyIdentifier) {
            expectedPolicies = expectedPolicies ?? []
            expectedPolicies?.insert(policy)
        }
    }

    private var levels = [Level(nodes: [:], hasAnyPolicy: true)]

    /// Whether nothing is left: RFC 5280's NULL. Nodes without children are never asked for, so they need not be
    /// pruned.
    var isEmpty: Bool { levels.last?.isEmpty ?? true }

    /// Adds a certificate's policies (RFC 9618, Section 5.3; RFC 5280, Section 6.1.3 (d)).
    /// - Parameters:
    ///   - policies: what it has in certificatePolicies.
    ///   - permitsAnyPolicy: whether anyPolicy among them stands for every policy.
    mutating func descend(
        to policies: [PolicyIdentifier], permitsAnyPolicy: Bool, _ budget: inout WorkBudget
    ) throws(RuleViolation) {
        guard let last = levels.last else { return }
        let expecting = try Self.expectations(of: last, &budget)
        try budget.spendNameComparisons(policies.count + expecting.count)
        var level = Level()
        // (d)(1): policies that are expected, or that anyPolicy above allows.
        for policy in policies where policy != .anyPolicy {
            if let parents = expecting[policy] {
                level.nodes[policy] = Node(parents: parents)
            } else if last.hasAnyPolicy {
                level.nodes[policy] = Node(parents: [])
            }
        }
        // (d)(2): anyPolicy stands for all that are expected and not named.
        if permitsAnyPolicy, policies.contains(.anyPolicy) {
            for (policy, parents) in expecting where level.nodes[policy] == nil {
                level.nodes[policy] = Node(parents: parents)
            }
            level.hasAnyPolicy = last.hasAnyPolicy
        }
        levels.append(level)
    }

    /// Lets the next certificate have other policies for those of this one (RFC 5280, Section 6.1.4 (b)(1)).
    mutating func map(_ mappings: [PolicyMapping], _ budget: inout WorkBudget) throws(RuleViolation) {
        try budget.spendNameComparisons(mappings.count)
        guard var level = levels.popLast() else { return }
        for mapping in mappings {
            let policy = mapping.issuerDomainPolicy
            if level.nodes[policy] == nil, level.hasAnyPolicy { level.nodes[policy] = Node(parents: []) }
            level.nodes[policy]?.expect(mapping.subjectDomainPolicy)
        }
        levels.append(level)
    }

    /// Removes the policies that a certificate maps where mapping is inhibited (RFC 5280, Section 6.1.4 (b)(2)).
    mutating func remove(_ mappings: [PolicyMapping], _ budget: inout WorkBudget) throws(RuleViolation) {
        try budget.spendNameComparisons(mappings.count)
        guard var level = levels.popLast() else { return }
        for mapping in mappings { level.nodes[mapping.issuerDomainPolicy] = nil }
        levels.append(level)
    }

    /// The policies, in the words of the trust anchor's domain, that the whole path is good for:
    /// authority-constrained-policy-set (RFC 9618, Section 5.5; RFC 5280, Section 6.1.5 (g)).
    /// - Returns: anyPolicy among them where every certificate has it.
    func authorityConstrainedPolicies(_ budget: inout WorkBudget) throws(RuleViolation) -> Set<PolicyIdentifier> {
        guard let last = levels.last else { return [] }
        var policies: Set<PolicyIdentifier> = last.hasAnyPolicy ? [.anyPolicy] : []
        var reached = Set(last.nodes.keys)
        for level in levels.reversed() {
            var above: Set<PolicyIdentifier> = []
            for policy in reached {
                guard let node = level.nodes[policy] else { continue }
                try budget.spendNameComparisons(1 + node.parents.count)
                if node.parents.isEmpty { policies.insert(policy) } else { above.formUnion(node.parents) }
            }
            reached = above
        }
        return policies
    }

    /// For each policy that the next certificate may have, the nodes that expect it.
    private static func expectations(
        of level: Level, _ budget: inout WorkBudget
    ) throws(RuleViolation) -> [PolicyIdentifier: [PolicyIdentifier]] {
        var expecting: [PolicyIdentifier: [PolicyIdentifier]] = [:]
        for (policy, node) in level.nodes {
            guard let expected = node.expectedPolicies else {
                try budget.spendNameComparisons()
                expecting[policy, default: []].append(policy)
                continue
            }
            try budget.spendNameComparisons(expected.count)
            for other in expected { expecting[other, default: []].append(policy) }
        }
        return expecting
    }
}
