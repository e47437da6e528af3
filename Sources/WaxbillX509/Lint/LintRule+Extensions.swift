import SwiftASN1

extension LintRule {
    static let usages: [LintRule] = [
        LintRule("ca-key-usage", .error, "RFC 5280, Section 4.2.1.3") { subject in
            subject.role != .leaf && subject.form.element(standard: 15) == nil ? "is a CA and has no keyUsage" : nil
        },
        LintRule("ca-cert-sign", .error, "RFC 5280, Section 4.2.1.9") { subject in
            subject.role != .leaf && subject.form.keyUsage.map { $0 & CertificateForm.keyCertSign == 0 } ?? false
                ? "is a CA and its keyUsage lacks keyCertSign" : nil
        },
        LintRule("ca-crl-sign", .notice, "Baseline Requirements, Section 7.1.2.10.7") { subject in
            subject.role != .leaf && subject.form.keyUsage.map { $0 & CertificateForm.cRLSign == 0 } ?? false
                ? "is a CA and its keyUsage lacks cRLSign" : nil
        },
        LintRule("key-usage-critical", .warning, "RFC 5280, Section 4.2.1.3") { subject in
            subject.form.element(standard: 15).map { !$0.isCritical } ?? false
                ? "has a keyUsage extension that is not critical" : nil
        },
        LintRule("leaf-key-usage", .notice, "Baseline Requirements, Section 7.1.2.7.11") { subject in
            subject.role == .leaf && subject.form.element(standard: 15) == nil ? "has no keyUsage" : nil
        },
        LintRule("ec-encipherment", .error, "RFC 8813, Section 3") { subject in
            guard subject.fields.publicKeyAlgorithm == .ecPublicKey, let keyUsage = subject.form.keyUsage else {
                return nil
            }
            // keyEncipherment and dataEncipherment.
            return keyUsage & 0x3000 != 0 ? "has an EC key for encipherment" : nil
        },
        LintRule("path-length", .notice, "RFC 5280, Section 4.2.1.9") { subject in
            subject.role == .intermediate && subject.form.basicConstraints.map { !$0.hasPathLength } ?? false
                ? "is an intermediate CA without pathLenConstraint" : nil
        },
        LintRule("self-issued-leaf", .notice, "RFC 5280, Section 6.1") { subject in
            subject.role == .leaf && subject.form.isSelfIssued ? "is self-issued and no CA" : nil
        },
    ]

    static let extensions: [LintRule] = [
        LintRule("leaf-ski", .notice, "RFC 5280, Section 4.2.1.2") { subject in
            subject.role == .leaf && subject.form.element(standard: 14) == nil ? "has no subjectKeyIdentifier" : nil
        },
        LintRule("aia-missing", .notice, "Baseline Requirements, Section 7.1.2.7.7") { subject in
            subject.role != .anchor && subject.form.element(ProfiledExtension.authorityInfoAccess) == nil
                ? "says nowhere where its issuer's certificate is (no authorityInfoAccess)" : nil
        },
        LintRule("revocation-missing", .notice, "Baseline Requirements, Section 7.1.2.11.2") { subject in
            subject.role != .anchor && subject.form.element(standard: 31) == nil
                ? "says nowhere where CRLs are (no cRLDistributionPoints)" : nil
        },
        LintRule("crl-dp-critical", .warning, "RFC 5280, Section 4.2.1.13") { subject in
            subject.form.element(standard: 31)?.isCritical ?? false
                ? "has a critical cRLDistributionPoints extension" : nil
        },
        LintRule("policies-missing", .notice, "Baseline Requirements, Section 7.1.2.7.9") { subject in
            subject.isServer && subject.form.element(standard: 32) == nil ? "has no certificatePolicies" : nil
        },
        LintRule("policies-malformed", .error, "RFC 5280, Section 4.2.1.4") { subject in
            let form = subject.form
            do throws(RuleViolation) {
                _ = try PolicyExtensions { number in
                    form.element(standard: number).map { form.der[$0.value] }
                }
                return nil
            } catch {
                return error.detail
            }
        },
        LintRule("policy-mappings-critical", .warning, "RFC 5280, Section 4.2.1.5") { subject in
            subject.form.element(standard: 33).map { !$0.isCritical } ?? false
                ? "has a policyMappings extension that is not critical" : nil
        },
        LintRule("unknown-critical-extension", .error, "RFC 5280, Section 4.2") { subject in
            let form = subject.form
            let unknown = form.extensions.first { $0.isCritical && !form.isStandard($0) }
            return unknown.map { element in
                let name = ObjectIdentifierText(form.der[element.identifier]).map(\.dotted) ?? "malformed"
                return "has the unknown critical extension \(name)"
            }
        },
    ]
}

extension CertificateForm {
    /// Whether the extension is one of RFC 5280, Section 4.2.1, that may be critical.
    fileprivate func isStandard(_ element: CertificateOutline.Extension) -> Bool {
        let identifier = der[element.identifier]
        guard identifier.count == 3, identifier.starts(with: [0x55, 0x1D]), let number = identifier.last else {
            return false
        }
        return [14, 15, 17, 18, 19, 30, 31, 32, 33, 35, 36, 37, 54].contains(number)
    }
}
