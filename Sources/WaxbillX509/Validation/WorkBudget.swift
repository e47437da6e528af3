/// Bounds on what a validation may cost, whatever the peer presents.
public struct ValidationLimits: Sendable, Hashable {
    /// The most signatures checked, those of CRLs and OCSP responses included.
    public var signatureChecks = 64
    /// The most comparisons of a name with a constraint or of a policy with another.
    public var nameComparisons = 250_000
    /// The most steps from a certificate to a possible issuer.
    public var pathSteps = 2_000
    /// The most certificates between the leaf and the anchor; self-issued ones do not count.
    public var depth = 8
    /// The most certificates presented, the leaf included.
    public var certificateCount = 64
    /// The most bytes of one certificate.
    public var certificateSize = 1 << 20
    /// The most bytes of all certificates presented.
    public var chainSize = 1 << 20

    /// The usual bounds.
    public init() {}
}

/// What is left of the bounds in one validation.
struct WorkBudget {
    private var signatureChecks: Int
    private var nameComparisons: Int
    private var pathSteps: Int

    init(_ limits: ValidationLimits) {
        signatureChecks = limits.signatureChecks
        nameComparisons = limits.nameComparisons
        pathSteps = limits.pathSteps
    }

    mutating func spendSignatureCheck() throws(RuleViolation) {
        try Self.spend(1, of: &signatureChecks, "signature checks")
    }

    /// - Parameter count: comparisons of a name with a constraint, or of a policy with another.
    mutating func spendNameComparisons(_ count: Int = 1) throws(RuleViolation) {
        try Self.spend(count, of: &nameComparisons, "comparisons of names")
    }

    mutating func spendPathStep() throws(RuleViolation) {
        try Self.spend(1, of: &pathSteps, "steps of path building")
    }

    private static func spend(_ count: Int, of rest: inout Int, _ what: StaticString) throws(RuleViolation) {
        guard count <= rest else {
            rest = 0
            throw RuleViolation(.work, "needs more \(what) than are allowed")
        }
        rest -= count
    }
}
