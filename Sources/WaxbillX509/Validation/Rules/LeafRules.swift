import WaxbillTLS
import X509

/// What the leaf has to be for the purpose at hand.
struct LeafRules {
    let options: ValidationOptions

    func check(_ leaf: ParsedCertificate) throws(RuleViolation) {
        try checkKeyUsage(leaf)
        try leaf.checkExtendedKeyUsage(ofLeafFor: options.purpose, isRequired: options.requiresExtendedKeyUsage)
        try checkNames(leaf)
    }

    /// Where a certificate restricts its key's use, the use is the one made of it (RFC 5280, Section 4.2.1.3).
    private func checkKeyUsage(_ leaf: ParsedCertificate) throws(RuleViolation) {
        guard let wanted = options.keyUsage, let usage = leaf.extensions.keyUsage else { return }
        let allows =
            switch wanted {
            // RFC 9846, Section 4.5.1.2; RFC 8422, Section 2: the leaf's key makes a signature.
            case .digitalSignature: usage.digitalSignature
            // RFC 5246, Section 7.4.2
            case .keyEncipherment: usage.keyEncipherment
            }
        guard allows else { throw RuleViolation(.keyUsage, "has a key usage that does not allow \(wanted)") }
    }

    /// The names asked for are among the subjectAltNames; the common name is never looked at (RFC 9525, Section 6).
    private func checkNames(_ leaf: ParsedCertificate) throws(RuleViolation) {
        for name in options.names where !leaf.extensions.names.contains(name) {
            throw RuleViolation(.name, "is not for \(name): \(list(leaf))")
        }
    }

    private func list(_ leaf: ParsedCertificate) -> String {
        let names = leaf.hostNames
        guard !names.isEmpty else {
            return "it has no DNS name or IP address in subjectAltName, and the common name does not count"
        }
        let shown = names.prefix(8).joined(separator: ", ")
        return "it is for \(shown)\(names.count > 8 ? " and \(names.count - 8) more" : "")"
    }
}
