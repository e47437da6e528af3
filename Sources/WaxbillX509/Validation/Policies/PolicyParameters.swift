/// What the caller asks about certificate policies: the user's inputs to path validation (RFC 5280, Section 6.1.1
/// (c), (e)–(g)).
///
/// The usual parameters ask nothing, and a path fails for its policies only where one of its certificates requires a
/// policy.
public struct PolicyParameters: Sendable, Hashable {
    /// user-initial-policy-set: the policies that are good enough, as dotted object identifiers; nil: any policy.
    public var initialPolicies: Set<String>?
    /// initial-explicit-policy: the path must be good for at least one of the initial policies.
    public var requireExplicitPolicy: Bool
    /// initial-policy-mapping-inhibit: no certificate may map one policy to another.
    public var inhibitPolicyMapping: Bool
    /// initial-any-policy-inhibit: anyPolicy in a certificate stands for no policy.
    public var inhibitAnyPolicy: Bool

    /// The dotted object identifier of the special policy anyPolicy (RFC 5280, Section 4.2.1.4).
    public static let anyPolicy = "2.5.29.32.0"

    /// Parameters that ask nothing unless they are told to.
    public init(
        initialPolicies: Set<String>? = nil, requireExplicitPolicy: Bool = false, inhibitPolicyMapping: Bool = false,
        inhibitAnyPolicy: Bool = false
    ) {
        self.initialPolicies = initialPolicies
        self.requireExplicitPolicy = requireExplicitPolicy
        self.inhibitPolicyMapping = inhibitPolicyMapping
        self.inhibitAnyPolicy = inhibitAnyPolicy
    }
}
