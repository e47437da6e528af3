import WaxbillTLS

/// Verifies peers' chains up to trust roots: RFC 5280's path validation, and on top of it what TLS and the application ask for.
///
/// It answers without waiting, unless a ``decision`` does.
public struct ChainVerifier: CertificateVerifier {
    /// A decision about a path that is good otherwise.
    /// - Returns: why it is refused all the same, or nil.
    public typealias Decision = @Sendable (ValidatedPath) async -> CertificateRefusal?

    /// Where chains may end.
    public let roots: TrustRoots
    /// What the validity of certificates is compared with.
    public let clock: any TLSClock
    /// Whose rules certificates have to obey in form.
    public var profile = ValidationProfile.rfc5280
    /// The policies that paths have to be valid for.
    public var policies = PolicyParameters()
    /// Revocation lists at hand, complete ones and deltas.
    public var revocationLists: [CertificateRevocationList] = []
    /// What it means that nothing is known about a certificate's revocation.
    public var revocation = RevocationPolicy.ifKnown
    /// Whether peers are asked for OCSP responses, so that leaves that demand one (RFC 7633) are refused without it.
    public var expectsOCSPResponse = false
    /// Keys of which one has to be in the path, whatever else is trusted; none: any key will do.
    public var pins: Set<PublicKeyPin> = []
    /// Bounds on what a peer may present and on the work.
    public var limits = ValidationLimits()
    /// Asked last, with the path in hand: for rules of the application's own, and for answers that come from elsewhere.
    public var decision: Decision?
    private let cache = ParsedCertificateCache()

    /// A verifier that trusts `roots`.
    public init(roots: TrustRoots, clock: any TLSClock = SystemClock()) {
        self.roots = roots
        self.clock = clock
    }

    /// Verifies a chain for a purpose, at the clock's time.
    public func verify(_ request: CertificateVerificationRequest) async -> CertificateVerificationResult {
        let path: ValidatedPath
        do throws(ValidationRefusal) {
            path = try validate(request)
        } catch {
            return .refused(CertificateRefusal(error))
        }
        if let refusal = await decision?(path) { return .refused(refusal) }
        return .verified(subjectPublicKeyInfo: path.subjectPublicKeyInfo)
    }

    /// Validates a chain for a purpose, at the clock's time, without the ``decision``.
    /// - Throws: ``ValidationRefusal``.
    public func validate(_ request: CertificateVerificationRequest) throws(ValidationRefusal) -> ValidatedPath {
        let validator = PathValidator(roots: roots, cache: cache)
        let path = try validator.validate(request.certificateChain, options(request))
        guard pins.isEmpty || path.chain.contains(where: { pins.contains(PublicKeyPin(of: $0)) }) else {
            throw ValidationRefusal(RuleViolation(.pin, "holds none of the pinned keys"))
        }
        return path
    }

    private func options(_ request: CertificateVerificationRequest) -> ValidationOptions {
        let seconds = Int64(clamping: clock.millisecondsSinceEpoch / 1000)
        var options = ValidationOptions(time: CertificateTime(secondsSinceEpoch: seconds))
        switch request.purpose {
        case .server(let name):
            options.purpose = .server
            options.names = [ReferenceName(name)]
        case .client: options.purpose = .client
        }
        options.keyUsage = request.keyUsage
        options.profile = profile
        options.policies = policies
        options.revocationLists = revocationLists
        options.ocspResponse = request.ocspResponse
        options.expectsOCSPResponse = expectsOCSPResponse
        options.revocation = revocation
        options.limits = limits
        return options
    }
}
