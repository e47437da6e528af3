import X509

/// The rules for a path as a whole (RFC 5280, Section 6.1), from the anchor down to the leaf.
struct PathRules {
    /// The leaf first. The last is the anchor once the path is complete.
    let path: [ParsedCertificate]
    let options: ValidationOptions

    /// Checks a path that ends at an anchor.
    func check(_ budget: inout WorkBudget) throws(ValidationRefusal) -> ValidatedPath {
        for position in path.indices.reversed() {
            try at(position) { () throws(RuleViolation) in try checkCertificate(at: position) }
        }
        for position in path.indices.dropFirst().reversed() {
            try at(position) { () throws(RuleViolation) in try checkIssuer(at: position) }
        }
        try at(0) { () throws(RuleViolation) in try LeafRules(options: options).check(path[0]) }
        for position in path.indices.reversed() {
            try at(position) { () throws(RuleViolation) in
                try path[position].checkForm(options.profile, role(of: position))
            }
        }
        try checkNameConstraints(&budget)
        let policies = try checkPolicies(&budget)
        return ValidatedPath(chain: path, policies: policies)
    }

    /// What every certificate has to be.
    private func checkCertificate(at position: Int) throws(RuleViolation) {
        let certificate = path[position]
        // RFC 5280, Section 4.2.
        if let unknown = certificate.extensions.unknownCritical {
            throw RuleViolation(
                .unknownCriticalExtension, "has the critical extension \(unknown), which is not understood")
        }
        // What an anchor's certificate is signed with does not matter, for nothing relies on it.
        if position < path.count - 1 { try certificate.signatureAlgorithm.check() }
        try certificate.checkValidity(at: options.time)
    }

    private func role(of position: Int) -> CertificateRole {
        if position == 0 { return .leaf }
        return position == path.count - 1 ? .anchor : .intermediate
    }

    /// What a certificate has to be that issued the one before it in the path.
    func checkIssuer(at position: Int) throws(RuleViolation) {
        let certificate = path[position]
        try certificate.checkValidity(at: options.time)
        // RFC 5280, Section 6.1.4 (k). A version 1 anchor has no way to say that it is a CA.
        guard certificate.extensions.isAuthority || certificate.fields.version == 1 && position == path.count - 1 else {
            throw RuleViolation(.basicConstraints, "issued another one but is not a CA")
        }
        // RFC 5280, Section 6.1.4 (n).
        if let usage = certificate.extensions.keyUsage, !usage.keyCertSign {
            throw RuleViolation(.keyUsage, "issued another one, which its key usage does not allow (keyCertSign)")
        }
        try checkPathLength(at: position)
        try certificate.checkExtendedKeyUsage(ofIssuerFor: options.purpose)
    }

    /// RFC 5280, Section 6.1.4 (l), (m): self-issued certificates and the leaf do not count.
    private func checkPathLength(at position: Int) throws(RuleViolation) {
        guard let allowed = path[position].extensions.pathLength else { return }
        let below = path[1..<max(1, position)].count { !$0.isSelfIssued }
        guard below <= allowed else {
            throw RuleViolation(.pathLength, "allows \(allowed) CAs below it; there are \(below)")
        }
    }

    /// RFC 5280, Section 6.1.3 (b), (c): those of each CA hold for all below it, but for self-issued CAs.
    private func checkNameConstraints(_ budget: inout WorkBudget) throws(ValidationRefusal) {
        for position in path.indices.dropFirst().reversed() {
            guard let constraints = path[position].extensions.nameConstraints else { continue }
            for below in (0..<position).reversed() where below == 0 || !path[below].isSelfIssued {
                do throws(RuleViolation) {
                    try constraints.check(path[below].extensions.names, &budget)
                } catch {
                    throw ValidationRefusal(error, at: below, of: path)
                }
            }
        }
    }

    private func checkPolicies(_ budget: inout WorkBudget) throws(ValidationRefusal) -> Set<String> {
        let certified = path.count > 1 ? path.dropLast() : path[...]
        var processor = PolicyProcessor(options.policies, pathLength: certified.count)
        for position in certified.indices.reversed() {
            let certificate = path[position]
            do throws(RuleViolation) {
                try processor.process(
                    certificate.extensions.policies, isSelfIssued: certificate.isSelfIssued, isLast: position == 0,
                    &budget)
            } catch {
                throw ValidationRefusal(error, at: position, of: path)
            }
        }
        do throws(RuleViolation) {
            return try processor.finish(&budget)
        } catch {
            throw ValidationRefusal(error, at: 0, of: path)
        }
    }

    private func at(_ position: Int, _ check: () throws(RuleViolation) -> Void) throws(ValidationRefusal) {
        do throws(RuleViolation) {
            try check()
        } catch {
            throw ValidationRefusal(error, at: position, of: path)
        }
    }
}
