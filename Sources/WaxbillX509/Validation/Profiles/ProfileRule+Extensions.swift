extension ProfileRule {
    /// Which extensions there are, and which of them are critical.
    static let extensions: [ProfileRule] = [
        ProfileRule("extensions", .malformedExtension, "RFC 5280, Section 4.1.2.9") { form, _ in
            form.hasWellFormedExtensions ? nil : "has malformed extensions"
        },
        ProfileRule("duplicate-extension", .duplicateExtension, "RFC 5280, Section 4.2") { form, _ in
            form.hasRepeatedExtension ? "has an extension twice" : nil
        },
        criticality("aki-critical", 35, "authorityKeyIdentifier", isCritical: false, "RFC 5280, Section 4.2.1.1"),
        criticality("ski-critical", 14, "subjectKeyIdentifier", isCritical: false, "RFC 5280, Section 4.2.1.2"),
        criticality(
            "inhibit-any-policy-critical", 54, "inhibitAnyPolicy", isCritical: true, "RFC 5280, Section 4.2.1.14"),
        ProfileRule("policy-constraints-critical", .extensionCriticality, "RFC 5280, Section 4.2.1.11") { form, _ in
            // Where the certificate itself names policies, widespread CAs leave it not critical (NIST's PKITS has it so).
            guard let element = form.element(standard: 36), !element.isCritical, form.element(standard: 32) == nil
            else {
                return nil
            }
            return "has a policyConstraints extension that is not critical"
        },
        accessDescriptions(
            "aia", ProfiledExtension.authorityInfoAccess, "authorityInfoAccess", "RFC 5280, Section 4.2.2.1"),
        accessDescriptions(
            "sia", ProfiledExtension.subjectInfoAccess, "subjectInfoAccess", "RFC 5280, Section 4.2.2.2"),
        ProfileRule("policy-qualifiers", .policies, "RFC 5280, Section 4.2.1.4") { form, _ in
            // Who cannot interpret a qualifier must refuse the certificate if the extension is critical.
            guard let element = form.element(standard: 32), element.isCritical,
                (try? CertificatePolicies(form.der[element.value]))?.hasUnknownQualifiers ?? false
            else { return nil }
            return "has an unknown qualifier in a critical certificatePolicies extension"
        },
        ProfileRule("name-constraints-in-leaf", .nameConstraints, "RFC 5280, Section 4.2.1.10") { form, _ in
            form.element(standard: 30) != nil && !form.isCA ? "is no CA and has a nameConstraints extension" : nil
        },
    ]

    static let nameConstraintsCriticality = criticality(
        "name-constraints-critical", 30, "nameConstraints", isCritical: true, "RFC 5280, Section 4.2.1.10")

    private static func criticality(
        _ name: String, _ number: UInt8, _ extensionName: String, isCritical: Bool, _ section: String
    ) -> ProfileRule {
        ProfileRule(name, .extensionCriticality, section) { form, _ in
            guard let element = form.element(standard: number), element.isCritical != isCritical else { return nil }
            return isCritical
                ? "has a \(extensionName) extension that is not critical" : "has a critical \(extensionName) extension"
        }
    }

    private static func accessDescriptions(
        _ name: String, _ identifier: [UInt8], _ extensionName: String, _ section: String
    ) -> ProfileRule {
        ProfileRule(name, .extensionCriticality, section) { form, _ in
            guard let element = form.element(identifier) else { return nil }
            if element.isCritical { return "has a critical \(extensionName) extension" }
            return form.isAccessDescriptions(element) ? nil : "has a malformed \(extensionName) extension"
        }
    }
}
