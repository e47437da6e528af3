/// The state of policy processing along a path (RFC 5280, Section 6.1, as updated by RFC 9618), from the certificate
/// that the trust anchor issued down to the leaf.
struct PolicyProcessor {
    private let parameters: PolicyParameters
    private var graph = PolicyGraph()
    /// Once the graph is NULL it stays so, whatever the certificates below say.
    private var isGraphNull = false
    /// How many more certificates may stand in the path before a policy is required, mapping ends, anyPolicy stands
    /// for nothing.
    private var explicitPolicy: Int
    private var policyMapping: Int
    private var inhibitAnyPolicy: Int

    /// - Parameter pathLength: the certificates of the path without the trust anchor.
    init(_ parameters: PolicyParameters, pathLength: Int) {
        self.parameters = parameters
        // RFC 5280, Section 6.1.2 (d)–(f).
        explicitPolicy = parameters.requireExplicitPolicy ? 0 : pathLength + 1
        policyMapping = parameters.inhibitPolicyMapping ? 0 : pathLength + 1
        inhibitAnyPolicy = parameters.inhibitAnyPolicy ? 0 : pathLength + 1
    }

    /// Takes the next certificate of the path.
    /// - Parameters:
    ///   - isSelfIssued: whether its subject is its issuer.
    ///   - isLast: whether it is the leaf.
    /// - Throws: a violation where a policy is required and none is left, or the work is too much.
    mutating func process(
        _ extensions: PolicyExtensions, isSelfIssued: Bool, isLast: Bool, _ budget: inout WorkBudget
    ) throws(RuleViolation) {
        if let policies = extensions.policies {
            if !isGraphNull {
                let permitsAnyPolicy = inhibitAnyPolicy > 0 || (!isLast && isSelfIssued)
                try graph.descend(to: policies, permitsAnyPolicy: permitsAnyPolicy, &budget)
                isGraphNull = graph.isEmpty
            }
        } else {
            // RFC 5280, Section 6.1.3 (e).
            isGraphNull = true
        }
        // RFC 5280, Section 6.1.3 (f).
        guard explicitPolicy > 0 || !isGraphNull else {
            throw RuleViolation(.policies, "is issued under no certificate policy that its path requires")
        }
        if isLast {
            wrapUp(extensions)
        } else {
            try map(extensions.mappings, &budget)
            prepareForNext(extensions, isSelfIssued: isSelfIssued)
        }
    }

    /// Ends the path: call it once, after the leaf (RFC 5280, Section 6.1.5 (g)).
    /// - Returns: user-constrained-policy-set, the initial policies that the path is good for, as dotted object identifiers;
    ///   ``PolicyParameters/anyPolicy`` among them where the path is good for all.
    /// - Throws: a violation where a policy is required and the path is good for none.
    mutating func finish(_ budget: inout WorkBudget) throws(RuleViolation) -> Set<String> {
        let policies = try userConstrainedPolicies(&budget)
        guard explicitPolicy > 0 || !policies.isEmpty else {
            throw RuleViolation(.policies, "is issued under none of the certificate policies that are required")
        }
        return Set(policies.compactMap(\.dotted))
    }

    private func userConstrainedPolicies(_ budget: inout WorkBudget) throws(RuleViolation) -> Set<PolicyIdentifier> {
        guard !isGraphNull else { return [] }
        let policies = try graph.authorityConstrainedPolicies(&budget)
        guard let initialPolicies = parameters.initialPolicies, !initialPolicies.contains(PolicyParameters.anyPolicy)
        else {
            return policies
        }
        let initial = Set(initialPolicies.compactMap(PolicyIdentifier.init(dotted:)))
        return policies.contains(.anyPolicy) ? initial : policies.intersection(initial)
    }

    /// RFC 5280, Section 6.1.4 (b).
    private mutating func map(_ mappings: [PolicyMapping], _ budget: inout WorkBudget) throws(RuleViolation) {
        guard !isGraphNull, !mappings.isEmpty else { return }
        if policyMapping > 0 {
            try graph.map(mappings, &budget)
        } else {
            try graph.remove(mappings, &budget)
            isGraphNull = graph.isEmpty
        }
    }

    /// RFC 5280, Section 6.1.4 (h)–(j).
    private mutating func prepareForNext(_ extensions: PolicyExtensions, isSelfIssued: Bool) {
        if !isSelfIssued {
            explicitPolicy = max(0, explicitPolicy - 1)
            policyMapping = max(0, policyMapping - 1)
            inhibitAnyPolicy = max(0, inhibitAnyPolicy - 1)
        }
        explicitPolicy = min(explicitPolicy, extensions.requireExplicitPolicy ?? .max)
        policyMapping = min(policyMapping, extensions.inhibitPolicyMapping ?? .max)
        inhibitAnyPolicy = min(inhibitAnyPolicy, extensions.inhibitAnyPolicy ?? .max)
    }

    /// RFC 5280, Section 6.1.5 (a) and (b).
    private mutating func wrapUp(_ extensions: PolicyExtensions) {
        explicitPolicy = max(0, explicitPolicy - 1)
        if extensions.requireExplicitPolicy == 0 { explicitPolicy = 0 }
    }
}
