extension ProfileRule {
    /// What the Baseline Requirements for TLS server certificates ask besides RFC 5280.
    static let webPKI: [ProfileRule] = webPKIFields + webPKIKeys + webPKIExtensions + webPKILeaf

    private static let webPKIFields: [ProfileRule] = [
        ProfileRule("version-3", .version, "Baseline Requirements, Section 7.1.1") { form, _ in
            form.version == 3 ? nil : "is not of version 3"
        },
        ProfileRule("signature-algorithm-allowed", .weakSignatureAlgorithm, "Baseline Requirements, Section 7.1.3.2") {
            form, role in
            // The signature of an anchor is not what it is trusted for.
            guard role != .anchor, let algorithm = CertificateFields(der: form.der)?.signatureAlgorithm else {
                return nil
            }
            return allowedSignatures.contains(algorithm.dotted)
                ? nil : "is signed with \(algorithm), which is not allowed on the public Internet"
        },
    ]

    private static let webPKIExtensions: [ProfileRule] = [
        ProfileRule("basic-constraints-critical", .extensionCriticality, "Baseline Requirements, Section 7.1.2.10.4") {
            form, _ in
            guard form.isCA, let element = form.element(standard: 19), !element.isCritical else { return nil }
            return "is a CA and has a basicConstraints extension that is not critical"
        },
        ProfileRule("policy-constraints-critical", .extensionCriticality, "RFC 5280, Section 4.2.1.11") { form, _ in
            guard let element = form.element(standard: 36), !element.isCritical else { return nil }
            return "has a policyConstraints extension that is not critical"
        },
        ProfileRule("aki-fields", .keyIdentifiers, "Baseline Requirements, Section 7.1.2.11.1") { form, role in
            guard let identifier = form.authorityKeyIdentifier else { return nil }
            if identifier.hasIssuer { return "has an authorityKeyIdentifier with authorityCertIssuer" }
            if identifier.hasSerialNumber { return "has an authorityKeyIdentifier with authorityCertSerialNumber" }
            guard let keyIdentifier = identifier.keyIdentifier else {
                return "has an authorityKeyIdentifier without keyIdentifier"
            }
            // Baseline Requirements, Section 7.1.2.1.3.
            guard role == .anchor, form.isSelfIssued, keyIdentifier != form.subjectKeyIdentifier else { return nil }
            return "is self-issued and its authorityKeyIdentifier is not its subjectKeyIdentifier"
        },
        ProfileRule("root-eku", .extendedKeyUsage, "Baseline Requirements, Section 7.1.2.1.2") { form, role in
            role == .anchor && form.isSelfIssued && form.element(standard: 37) != nil
                ? "is a root and has an extKeyUsage extension" : nil
        },
    ]

    private static let webPKILeaf: [ProfileRule] = [
        leaf("leaf-ca", .basicConstraints, "Baseline Requirements, Section 7.1.2.7.8") { form in
            form.isCA ? "is a CA in the place of a leaf" : nil
        },
        leaf("leaf-eku", .extendedKeyUsage, "Baseline Requirements, Section 7.1.2.7.10") { form in
            guard let element = form.element(standard: 37) else { return "has no extKeyUsage extension" }
            if element.isCritical { return "has a critical extKeyUsage extension" }
            return form.extendedKeyUsage?.contains(ProfiledExtension.anyPurpose[...]) ?? false
                ? "has anyExtendedKeyUsage in its extKeyUsage extension" : nil
        },
        leaf("leaf-san", .subjectAlternativeName, "Baseline Requirements, Section 7.1.2.7.12") { form in
            guard let element = form.element(standard: 17) else { return "has no subjectAltName extension" }
            return element.isCritical && !form.hasEmptySubject
                ? "has a subject and a critical subjectAltName extension" : nil
        },
        leaf("leaf-wildcard", .subjectAlternativeName, "Baseline Requirements, Section 3.2.2.6") { form in
            for name in form.alternativeNames ?? [] where name.kind == .dns {
                if let breach = WildcardName.breach(name.contents) { return breach }
            }
            return nil
        },
        leaf("leaf-common-name", .name, "Baseline Requirements, Section 7.1.4.3") { form in CommonNameForm.breach(form)
        },
    ]

    private static func leaf(
        _ name: String, _ rule: ValidationRule, _ section: String,
        _ breach: @escaping @Sendable (CertificateForm) -> String?
    ) -> ProfileRule {
        ProfileRule(name, rule, section) { form, role in role == .leaf ? breach(form) : nil }
    }

    /// RSA (PKCS #1 and PSS) and ECDSA; the hash of PSS is in its parameters.
    private static let allowedSignatures: Set<String> = [
        "1.2.840.113549.1.1.10", "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.12", "1.2.840.113549.1.1.13",
        "1.2.840.10045.4.3.2", "1.2.840.10045.4.3.3", "1.2.840.10045.4.3.4",
    ]
}
