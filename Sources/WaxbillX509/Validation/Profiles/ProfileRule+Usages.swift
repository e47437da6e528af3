extension ProfileRule {
    /// Whether it is a CA, and what its key is for.
    static let usages: [ProfileRule] = [
        ProfileRule("basic-constraints", .basicConstraints, "RFC 5280, Section 4.2.1.9") { form, role in
            guard let element = form.element(standard: 19) else { return nil }
            guard let constraints = form.basicConstraints else { return "has a malformed basicConstraints extension" }
            if constraints.isCA, role == .anchor, !element.isCritical {
                return "is a CA and has a basicConstraints extension that is not critical"
            }
            guard constraints.hasPathLength else { return nil }
            if !constraints.isCA { return "is no CA and has a pathLenConstraint" }
            return form.mayCertify ? nil : "has a pathLenConstraint and its keyUsage lacks keyCertSign"
        },
        ProfileRule("key-usage", .keyUsage, "RFC 5280, Section 4.2.1.3") { form, role in
            guard form.element(standard: 15) != nil else { return nil }
            guard let keyUsage = form.keyUsage else { return "has a malformed keyUsage extension" }
            if keyUsage == 0 { return "has a keyUsage extension that allows nothing" }
            let certifies = keyUsage & CertificateForm.keyCertSign != 0
            if certifies, !form.isCA { return "is no CA and its keyUsage has keyCertSign" }
            return role == .anchor && form.isCA && !certifies ? "is a CA and its keyUsage lacks keyCertSign" : nil
        },
        ProfileRule("extended-key-usage", .extendedKeyUsage, "RFC 5280, Section 4.2.1.12") { form, _ in
            form.element(standard: 37) != nil && form.extendedKeyUsage == nil
                ? "has a malformed or empty extKeyUsage extension" : nil
        },
    ]
}
