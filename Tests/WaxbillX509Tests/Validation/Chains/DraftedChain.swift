import WaxbillTLS
import WaxbillTestSupport

@testable import WaxbillX509

/// A chain made from drafts, and how the validator likes it: for server.example in June 2026.
struct DraftedChain {
    /// What a test changes before anything is signed.
    struct Drafts {
        var root = CertificateDraft.authority("Root")
        /// From the root down.
        var authorities = [CertificateDraft.authority("Intermediate")]
        var leaf = CertificateDraft.leaf()
    }

    let root: DraftedCertificate
    /// From the root down.
    let authorities: [DraftedCertificate]
    let leaf: DraftedCertificate

    init(_ change: (inout Drafts) throws -> Void = { _ in }) throws {
        var drafts = Drafts()
        try change(&drafts)
        root = try drafts.root.signed()
        var authorities: [DraftedCertificate] = []
        for draft in drafts.authorities { authorities.append(try draft.signed(by: authorities.last ?? root)) }
        leaf = try drafts.leaf.signed(by: authorities.last ?? root)
        self.authorities = authorities
    }

    /// As a server presents it: without the root.
    var presented: [[UInt8]] { [leaf.der] + authorities.reversed().map(\.der) }

    /// Why the validator refuses the chain; nil: it accepts it.
    /// - Parameter chain: what is presented; nil: what a server presents.
    func refusal(
        presenting chain: [[UInt8]]? = nil, _ limits: ValidationLimits = ValidationLimits()
    ) -> ValidationRefusal? {
        Self.refusal(presenting: chain ?? presented, trusting: [root.der], limits)
    }

    func refusal(_ limits: ValidationLimits) -> ValidationRefusal? { refusal(presenting: nil, limits) }

    static func refusal(
        presenting chain: [[UInt8]], trusting anchors: [[UInt8]], _ limits: ValidationLimits = ValidationLimits()
    ) -> ValidationRefusal? {
        guard let roots = try? TrustRoots(der: anchors), let name = try? ReferenceName(dns: "server.example") else {
            return ValidationRefusal(RuleViolation(.malformedCertificate, "cannot be trusted"))
        }
        // 2026-06-01
        var options = ValidationOptions(time: CertificateTime(secondsSinceEpoch: 1_780_272_000))
        options.purpose = .server
        options.names = [name]
        options.limits = limits
        do throws(ValidationRefusal) {
            _ = try PathValidator(roots: roots).validate(chain, options)
            return nil
        } catch {
            return error
        }
    }
}
