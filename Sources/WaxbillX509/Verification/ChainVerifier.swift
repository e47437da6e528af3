import WaxbillTLS
import X509

/// Verifies chains up to trust roots: RFC 5280 by swift-certificates, and on top of it what TLS asks for, one rule a file.
public struct ChainVerifier: CertificateVerifier {
    /// Where chains may end.
    public let roots: TrustRoots
    /// What the validity of certificates is compared with.
    public let clock: any TLSClock
    /// How much a peer may present.
    public let limits: ChainLimits
    private let cache = ParsedCertificateCache()

    /// A verifier that trusts `roots`.
    public init(roots: TrustRoots, clock: any TLSClock = SystemClock(), limits: ChainLimits = ChainLimits()) {
        self.roots = roots
        self.clock = clock
        self.limits = limits
    }

    /// Verifies a chain for a purpose, at the clock's time.
    public func verify(_ request: CertificateVerificationRequest) async -> CertificateVerificationResult {
        let presented: PresentedChain
        do throws(CertificateRefusal) {
            presented = try PresentedChain(request.certificateChain, limits, cache)
        } catch {
            return .refused(error)
        }
        let rules = ChainRules(request, now: clock.millisecondsSinceEpoch / 1000)
        // A closure in a variable, for the builder's result would hide the rules' type and their record.
        let policy = { rules }
        var verifier = Verifier(rootCertificates: roots.store, policy: policy)
        switch await verifier.validate(leaf: presented.leaf.certificate, intermediates: presented.intermediates) {
        case .validCertificate:
            return .verified(subjectPublicKeyInfo: presented.leaf.fields.subjectPublicKeyInfo)
        case .couldNotValidate:
            if let refusal = verifier.policy.refusal { return .refused(refusal) }
            return .refused(MissingPath(presented: presented, roots: roots).refusal())
        }
    }
}

/// Bounds on the chains that a peer may present.
public struct ChainLimits: Sendable, Hashable {
    /// The most certificates, the leaf included.
    public var certificateCount = 10
    /// The most bytes of one certificate.
    public var certificateSize = 65_536

    /// The usual bounds.
    public init() {}
}
