/// What one certificate says about policies: its four extensions, decoded.
struct PolicyExtensions: Sendable {
    /// certificatePolicies (RFC 5280, Section 4.2.1.4), anyPolicy included; nil where there is no such extension.
    let policies: [PolicyIdentifier]?
    /// Whether a policy has a qualifier that is neither a CPS pointer nor a user notice.
    let hasUnknownQualifiers: Bool
    /// policyMappings (RFC 5280, Section 4.2.1.5); empty where there is no such extension.
    let mappings: [PolicyMapping]
    /// policyConstraints (RFC 5280, Section 4.2.1.11): after how many certificates a policy is required, or mapping
    /// ends.
    let requireExplicitPolicy: Int?
    let inhibitPolicyMapping: Int?
    /// inhibitAnyPolicy (RFC 5280, Section 4.2.1.14): after how many certificates anyPolicy stands for nothing.
    let inhibitAnyPolicy: Int?

    init(
        policies: [PolicyIdentifier]? = nil, hasUnknownQualifiers: Bool = false, mappings: [PolicyMapping] = [],
        requireExplicitPolicy: Int? = nil, inhibitPolicyMapping: Int? = nil, inhibitAnyPolicy: Int? = nil
    ) {
        self.policies = policies
        self.hasUnknownQualifiers = hasUnknownQualifiers
        self.mappings = mappings
        self.requireExplicitPolicy = requireExplicitPolicy
        self.inhibitPolicyMapping = inhibitPolicyMapping
        self.inhibitAnyPolicy = inhibitAnyPolicy
    }

    /// Decodes the extensions of a certificate.
    /// - Parameter value: the contents of the extension 2.5.29.n, where the certificate has it.
    /// - Throws: a violation where one is malformed, names a policy twice, or maps anyPolicy.
    init(_ value: (UInt8) -> ArraySlice<UInt8>?) throws(RuleViolation) {
        let policies = try value(.certificatePolicies).map(CertificatePolicies.init)
        let constraints = try value(.policyConstraints).map(PolicyConstraints.init)
        self.init(
            policies: policies?.identifiers,
            hasUnknownQualifiers: policies?.hasUnknownQualifiers ?? false,
            mappings: try value(.policyMappings).map(PolicyMapping.list) ?? [],
            requireExplicitPolicy: constraints?.requireExplicitPolicy,
            inhibitPolicyMapping: constraints?.inhibitPolicyMapping,
            inhibitAnyPolicy: try value(.inhibitAnyPolicy).map(SkipCertificates.inhibitAnyPolicy))
    }
}

extension UInt8 {
    /// The last arcs of the extensions' identifiers: 2.5.29.n (RFC 5280, Appendix A.2).
    static let certificatePolicies: UInt8 = 32
    static let policyMappings: UInt8 = 33
    static let policyConstraints: UInt8 = 36
    static let inhibitAnyPolicy: UInt8 = 54
}
