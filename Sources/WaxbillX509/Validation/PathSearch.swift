/// The search for a path that is good: depth first from the leaf, the likeliest issuers first.
struct PathSearch {
    private let roots: TrustRoots
    private let presented: PresentedChain
    private let options: ValidationOptions
    private(set) var budget: WorkBudget
    /// Whose keys made whose signatures: each is checked once, however many paths it is on.
    private var signatures: [Signature: Bool] = [:]
    /// The refusal of the path that came furthest.
    private var furthest: (progress: Progress, refusal: ValidationRefusal)?

    /// How far a path came before it was refused.
    private enum Progress: Int, Comparable {
        case noIssuer
        case unusableIssuer
        case unsuitableIssuer
        case wrongSignature
        case complete

        static func < (a: Progress, b: Progress) -> Bool { a.rawValue < b.rawValue }
    }

    private struct Signature: Hashable {
        let issuer: ObjectIdentifier
        let subject: ObjectIdentifier
    }

    /// - Parameter budget: what is left of a validation that this one is part of; nil: all that the options allow.
    init(roots: TrustRoots, presented: PresentedChain, options: ValidationOptions, budget: WorkBudget? = nil) {
        self.roots = roots
        self.presented = presented
        self.options = options
        self.budget = budget ?? WorkBudget(options.limits)
    }

    /// - Throws: the refusal of the path that came furthest.
    mutating func run() throws(ValidationRefusal) -> ValidatedPath {
        // Trust in the leaf itself needs no issuer (RFC 5280, Section 6.1, leaves it to the application).
        if roots.contains(presented.leaf), let path = try complete([presented.leaf]) { return path }
        if let path = try extend([presented.leaf]) { return path }
        throw furthest?.refusal ?? missingIssuer(of: [presented.leaf]).refusal
    }

    /// Tries every issuer of the path's last certificate.
    /// - Throws: where the work is more than is allowed. Other refusals are noted.
    private mutating func extend(_ path: [ParsedCertificate]) throws(ValidationRefusal) -> ValidatedPath? {
        guard let tip = path.last else { return nil }
        do throws(RuleViolation) {
            try tip.signatureAlgorithm.check()
        } catch {
            note(.unsuitableIssuer, ValidationRefusal(error, at: path.count - 1, of: path))
            return nil
        }
        let candidates = candidates(for: tip, path)
        if candidates.isEmpty { note(missingIssuer(of: path)) }
        for candidate in candidates {
            let longer = path + [candidate.certificate]
            do throws(RuleViolation) {
                try budget.spendPathStep()
                guard try isSigner(candidate.certificate, of: tip) else {
                    noteWrongSignature(of: path, by: candidate.certificate)
                    continue
                }
            } catch {
                throw ValidationRefusal(error)
            }
            if candidate.isAnchor {
                if let found = try complete(longer) { return found }
            } else if isSuitable(longer), let found = try extend(longer) {
                return found
            }
        }
        return nil
    }

    /// Validates a path that ends at an anchor.
    private mutating func complete(_ path: [ParsedCertificate]) throws(ValidationRefusal) -> ValidatedPath? {
        let rules = PathRules(path: path, options: options)
        do throws(ValidationRefusal) {
            let found = try rules.check(&budget)
            try checkRevocation(of: path)
            return found
        } catch {
            guard error.rule != .work else { throw error }
            note(.complete, error)
            return nil
        }
    }

    /// From the anchor down: what a CRL says rests on the certificates above (RFC 5280, Section 6.3).
    private mutating func checkRevocation(of path: [ParsedCertificate]) throws(ValidationRefusal) {
        let checker = RevocationChecker(options)
        let source = PresentedCRLIssuers(roots: roots, presented: presented, options: options)
        for index in path.indices.dropLast().reversed() {
            do throws(RuleViolation) {
                try checker.check(index, of: path, source, &budget)
            } catch {
                throw ValidationRefusal(error, at: index, of: path)
            }
        }
    }

    /// Whether an intermediate is one at all. What it is not now it will not be when the path is complete.
    private mutating func isSuitable(_ path: [ParsedCertificate]) -> Bool {
        let rules = PathRules(path: path, options: options)
        do throws(RuleViolation) {
            // RFC 5280, Section 6.1.4 (l): self-issued certificates do not count, here as in path lengths.
            guard path.dropFirst().count(where: { !$0.isSelfIssued }) <= options.limits.depth else {
                throw RuleViolation(
                    .depth, "is one more CA than the \(options.limits.depth) that are allowed in a path")
            }
            try rules.checkIssuer(at: path.count - 1)
            return true
        } catch {
            note(.unsuitableIssuer, ValidationRefusal(error, at: path.count - 1, of: path))
            return false
        }
    }

    // MARK: Issuers

    private struct Candidate {
        let certificate: ParsedCertificate
        let isAnchor: Bool
        /// How likely it is, most likely first.
        let rank: Int
    }

    /// The certificates that have the name of `tip`'s issuer, without the keys that the path has already.
    private func candidates(for tip: ParsedCertificate, _ path: [ParsedCertificate]) -> [Candidate] {
        let anchors = roots.anchors[tip.issuer] ?? []
        var candidates = anchors.map { candidate($0, isAnchor: true, for: tip) }
        for issuer in presented.issuers where issuer.subject == tip.issuer {
            // RFC 4158, Section 5.2: a name with its key twice in a path is a loop.
            guard !path.contains(where: { $0.isSameEntity(as: issuer) }),
                !anchors.contains(where: { $0.der == issuer.der })
            else { continue }
            candidates.append(candidate(issuer, isAnchor: false, for: tip))
        }
        return candidates.count > 1 ? candidates.sorted { $0.rank < $1.rank } : candidates
    }

    private func candidate(_ issuer: ParsedCertificate, isAnchor: Bool, for tip: ParsedCertificate) -> Candidate {
        let isNow = issuer.notBefore <= options.time && options.time <= issuer.notAfter
        let rank = (tip.mayBeSigned(by: issuer) ? 0 : 4) + (isNow ? 0 : 2) + (isAnchor ? 0 : 1)
        return Candidate(certificate: issuer, isAnchor: isAnchor, rank: rank)
    }

    private mutating func isSigner(
        _ issuer: ParsedCertificate, of subject: ParsedCertificate
    ) throws(RuleViolation) -> Bool {
        let signature = Signature(issuer: ObjectIdentifier(issuer), subject: ObjectIdentifier(subject))
        if let known = signatures[signature] { return known }
        if subject.knownSigners.contains(issuer.subjectPublicKeyInfo) { return true }
        try budget.spendSignatureCheck()
        let isSigner = issuer.isSigner(of: subject)
        if isSigner { subject.knownSigners.insert(issuer.subjectPublicKeyInfo) }
        signatures[signature] = isSigner
        return isSigner
    }

    // MARK: Refusals

    private mutating func note(_ progress: Progress, _ refusal: ValidationRefusal) {
        if let furthest, furthest.progress >= progress { return }
        furthest = (progress, refusal)
    }

    private mutating func note(_ found: (progress: Progress, refusal: ValidationRefusal)) {
        note(found.progress, found.refusal)
    }

    /// Another key under the issuer's name is another authority, unless the key identifiers say that it should be the same.
    private mutating func noteWrongSignature(of path: [ParsedCertificate], by issuer: ParsedCertificate) {
        guard let tip = path.last else { return }
        guard tip.namesKey(of: issuer) else {
            note(missingIssuer(of: path))
            return
        }
        let violation = RuleViolation(.signature, "has a signature that its issuer \(issuer.name) did not make")
        note(.wrongSignature, ValidationRefusal(violation, at: path.count - 1, of: path))
    }

    /// Why a path ends: its issuer cannot be used, or nobody knows it.
    private func missingIssuer(of path: [ParsedCertificate]) -> (progress: Progress, refusal: ValidationRefusal) {
        let tip = path.last ?? presented.leaf
        for unusable in presented.unusable {
            guard let name = try? CanonicalName(derEncoded: unusable.subject[...]), name == tip.issuer else { continue }
            return (
                .unusableIssuer, ValidationRefusal(unusable.violation, position: path.count, subject: unusable.text)
            )
        }
        let roots = roots.count == 1 ? "the trust roots (there is 1)" : "the trust roots (there are \(roots.count))"
        let what =
            tip.isSelfIssued
            ? "is self-signed and is not one of" : "was issued by \"\(tip.fields.issuerText)\", which is not one of"
        let violation = RuleViolation(.unknownIssuer, "\(what) \(roots)")
        return (.noIssuer, ValidationRefusal(violation, at: path.count - 1, of: path))
    }
}

extension ParsedCertificate {
    /// The same name with the same key.
    fileprivate func isSameEntity(as other: ParsedCertificate) -> Bool {
        self === other || subjectPublicKeyInfo == other.subjectPublicKeyInfo && subject == other.subject
    }

    /// Whether the key identifiers agree, where both have one (RFC 5280, Section 4.2.1.1).
    fileprivate func mayBeSigned(by issuer: ParsedCertificate) -> Bool {
        guard let wanted = extensions.authorityKeyIdentifier,
            let given = issuer.extensions.subjectKeyIdentifier
        else { return true }
        return wanted == given
    }

    /// Whether the authority key identifier is the issuer's key.
    fileprivate func namesKey(of issuer: ParsedCertificate) -> Bool {
        extensions.authorityKeyIdentifier != nil && issuer.extensions.subjectKeyIdentifier != nil
            && mayBeSigned(by: issuer)
    }
}
