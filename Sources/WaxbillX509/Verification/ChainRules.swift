import SwiftASN1
import WaxbillTLS
import X509

/// A condition on a whole path, from the leaf to the trust anchor.
protocol ChainRule {
    /// - Throws: the refusal, naming the certificate, the rule and its section.
    func check(_ path: UnverifiedCertificateChain) throws(CertificateRefusal)
}

/// All rules, as the policy that swift-certificates asks about each path that it finds.
///
/// It keeps its own record of refusals, because a policy of swift-certificates can say no more than a sentence.
struct ChainRules: VerifierPolicy {
    /// The extensions whose `critical` mark the rules honour (RFC 5280, Section 4.2).
    static let handled: [ASN1ObjectIdentifier] = [
        .X509ExtensionID.basicConstraints, .X509ExtensionID.nameConstraints, .X509ExtensionID.keyUsage,
        .X509ExtensionID.extendedKeyUsage, .X509ExtensionID.subjectAlternativeName,
    ]
    var verifyingCriticalExtensions: [ASN1ObjectIdentifier] { Self.handled }

    private let rules: [any ChainRule]
    /// The refusal of the path that kept the most rules, and how many it kept.
    private var furthest: (kept: Int, refusal: CertificateRefusal)?

    /// - Parameter now: seconds since 1970-01-01 00:00 UTC.
    init(_ request: CertificateVerificationRequest, now: UInt64) {
        rules = [
            PathRule(now: now), IssuerRule(), SignatureAlgorithmRule(), KeyUsageRule(use: request.keyUsage),
            ExtendedKeyUsageRule(purpose: request.purpose), NameRule(purpose: request.purpose),
        ]
    }

    /// Why no path was good, where there was a path.
    var refusal: CertificateRefusal? { furthest?.refusal }

    mutating func chainMeetsPolicyRequirements(chain: UnverifiedCertificateChain) -> PolicyEvaluationResult {
        for (kept, rule) in rules.enumerated() {
            do throws(CertificateRefusal) {
                try rule.check(chain)
            } catch {
                if kept >= furthest?.kept ?? 0 { furthest = (kept, error) }
                return .failsToMeetPolicy(reason: PolicyFailureReason(error.detail))
            }
        }
        return .meetsPolicy
    }
}
