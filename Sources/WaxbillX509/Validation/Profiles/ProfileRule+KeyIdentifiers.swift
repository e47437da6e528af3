extension ProfileRule {
    static let missingAuthorityKeyIdentifier = "has no authorityKeyIdentifier"

    /// Whose key it is, and whose key signed it.
    static let keyIdentifiers: [ProfileRule] = [
        ProfileRule("aki", .keyIdentifiers, "RFC 5280, Section 4.2.1.1") { form, role in
            guard form.element(standard: 35) != nil else {
                // Only a self-signed certificate may do without, which a trust anchor may be under two names: see
                // CertificateProfileRules. Certificates before version 3 have no extensions.
                let mayBeSelfSigned = role == .anchor || role == .leaf && form.isSelfIssued
                return form.version != 3 || mayBeSelfSigned ? nil : missingAuthorityKeyIdentifier
            }
            guard let identifier = form.authorityKeyIdentifier else { return "has a malformed authorityKeyIdentifier" }
            if role == .anchor && form.isSelfIssued { return nil }
            return identifier.keyIdentifier == nil ? "has an authorityKeyIdentifier without keyIdentifier" : nil
        },
        ProfileRule("ski", .keyIdentifiers, "RFC 5280, Section 4.2.1.2") { form, role in
            guard form.element(standard: 14) != nil else {
                return form.version == 3 && role != .leaf && form.isCA ? "is a CA and has no subjectKeyIdentifier" : nil
            }
            return form.subjectKeyIdentifier == nil ? "has a malformed subjectKeyIdentifier" : nil
        },
    ]
}
