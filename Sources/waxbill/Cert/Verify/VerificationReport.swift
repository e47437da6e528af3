import TLSWire
import WaxbillTLS
import WaxbillX509

/// The answer of `cert verify`.
struct VerificationReport: Encodable {
    enum Outcome {
        case verified(ValidatedPath)
        case refused(Refusal)
    }

    /// Why no path was good.
    struct Refusal: Encodable {
        let rule: String
        let section: String
        /// The alert that a peer would get.
        let alert: String
        /// How far above the leaf the certificate stands; nil where it is about none.
        let position: Int?
        let subject: String?
        /// The sentence.
        let reason: String

        init(_ refusal: ValidationRefusal) {
            rule = refusal.rule.rawValue
            section = refusal.rule.section
            alert = Self.alert(CertificateRefusal(refusal))
            position = refusal.position
            subject = refusal.subject
            reason = refusal.description
        }

        /// A refusal of the whole chain.
        init(rule: ValidationRule, detail: String) {
            self.rule = rule.rawValue
            section = rule.section
            alert = Self.alert(CertificateRefusal(rule.reason, detail))
            position = nil
            subject = nil
            reason = "\(detail) (\(rule.section))"
        }

        private static func alert(_ refusal: CertificateRefusal) -> String {
            TLSError(.certificate(refusal)).alert?.description ?? "none"
        }
    }

    /// A certificate of the path.
    struct Step: Encodable {
        /// How far above the leaf.
        let position: Int
        let subject: String
        let issuer: String
        let serial: String
        let notBefore: String
        let notAfter: String
        let sha256: String
    }

    let schema = 1
    let command = "cert verify"
    let leaf: CertificateSummary?
    /// The moment verified for.
    let time: String
    let verified: Bool
    private(set) var path: [Step] = []
    /// The policies that the path is valid for.
    private(set) var policies: [String] = []
    private(set) var refusal: Refusal?

    init(leaf: CertificateSummary?, time: VerificationTime, outcome: Outcome) {
        self.leaf = leaf
        self.time = CertificateTime(secondsSinceEpoch: time.seconds).description
        switch outcome {
        case .verified(let found):
            verified = true
            policies = found.policies.sorted()
            path = found.summaries.enumerated().map { position, certificate in
                Step(
                    position: position, subject: certificate.subject, issuer: certificate.issuer,
                    serial: certificate.serial, notBefore: certificate.notBefore, notAfter: certificate.notAfter,
                    sha256: certificate.sha256)
            }
        case .refused(let refusal):
            verified = false
            self.refusal = refusal
        }
    }

    var isVerified: Bool { verified }

    /// The answer for people, its lines ended.
    var text: String {
        var lines: [String]
        if let refusal {
            lines = ["refused: \(escaped(refusal.reason))", "  rule     \(refusal.rule), \(refusal.section)"]
            if let subject = refusal.subject, let position = refusal.position {
                lines.append("  subject  \(subject), \(position == 0 ? "the leaf" : "\(position) above the leaf")")
            }
            lines.append("  alert    \(refusal.alert)")
        } else {
            lines = ["verified at \(time)"]
            lines += path.map { step in
                let role = step.position == 0 ? "leaf" : step.position == path.count - 1 ? "trust anchor" : "CA"
                return "  \(step.position)  \(step.subject), \(step.notBefore) to \(step.notAfter), \(role)"
            }
            if !policies.isEmpty { lines.append("  policies: \(policies.joined(separator: ", "))") }
        }
        return lines.map { $0 + "\n" }.joined()
    }
}
