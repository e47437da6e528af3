import Testing
import WaxbillTestSupport

@testable import WaxbillX509

@Suite("The form of certificates")
struct CertificateProfileRulesTests {
    /// A certificate in its role, and the rule that each profile says it breaks.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let role: CertificateRole
        let draft: CertificateDraft
        let rfc5280: ValidationRule?
        let webPKI: ValidationRule?

        /// - Parameter both: the rule of both profiles.
        init(
            _ name: String, _ role: CertificateRole, both: ValidationRule? = nil, rfc5280: ValidationRule? = nil,
            webPKI: ValidationRule? = nil, _ change: (inout CertificateDraft) -> Void = { _ in }
        ) {
            testDescription = name
            self.role = role
            self.rfc5280 = both ?? rfc5280
            self.webPKI = both ?? webPKI
            draft =
                switch role {
                case .leaf: CleanCertificate.leaf.with(change)
                case .intermediate: CleanCertificate.intermediate.with(change)
                case .anchor: CleanCertificate.root.with(change)
                }
        }
    }

    static let right: [Case] = [
        Case("a leaf", .leaf), Case("an intermediate", .intermediate), Case("a root", .anchor),
        Case("a leaf without subject", .leaf) {
            $0.subject = DraftDER.emptyName
            $0.set(.subjectAlternativeName([.dns("www.clean.org")]).critical(true))
        },
        Case("a leaf without key usage and basic constraints", .leaf) { $0.remove(DraftExtension.Types.keyUsage) },
        Case("a leaf without subjectKeyIdentifier", .leaf) { $0.addsSubjectKeyIdentifier = false },
        Case("a root without authorityKeyIdentifier", .anchor) { $0.addsAuthorityKeyIdentifier = false },
        Case("a root with the serial number 0", .anchor) { $0.serial = [0] },
        Case("a key usage that is not critical", .leaf) { $0.set(.keyUsage(.digitalSignature).critical(false)) },
        Case("a serial number of 20 octets and a sign", .leaf) {
            $0.serial = [0, 0x80] + Array(repeating: 1, count: 19)
        },
        Case("policyConstraints not critical beside policies", .intermediate, webPKI: .extensionCriticality) {
            $0.set(.certificatePolicies("1.2.3"))
            $0.set(.policyConstraints(requireExplicit: 0).critical(false))
        },
        Case("basicConstraints not critical in an intermediate", .intermediate, webPKI: .extensionCriticality) {
            $0.set(.basicConstraints(authority: true).critical(false))
        },
        Case("a common name beside an address", .leaf) {
            $0.set(.subjectAlternativeName([.ip([127, 0, 0, 1])]))
        },
        Case("the common name of a wildcard's domain", .leaf) {
            $0.set(.subjectAlternativeName([.dns("*.www.clean.org")]))
        },
        Case("an address as common name", .leaf) {
            $0.subject = DraftDER.name("2001:db8::1")
            let address: [UInt8] = [0x20, 0x01, 0x0D, 0xB8] + Array(repeating: 0, count: 11) + [1]
            $0.set(.subjectAlternativeName([.ip(address)]))
        },
    ]

    static let wrong: [Case] = [
        Case("extensions in version 1", .leaf, both: .version) { $0.version = nil },
        Case("a negative serial number", .leaf, both: .serialNumber) { $0.serial = [0x80, 1] },
        Case("the serial number 0", .intermediate, both: .serialNumber) { $0.serial = [0] },
        Case("a serial number of 21 octets", .leaf, both: .serialNumber) {
            $0.serial = Array(repeating: 1, count: 21)
        },
        Case("two signature algorithms", .anchor, both: .signatureAlgorithmMismatch) {
            $0.signatureAlgorithm = DraftDER.sequence(DraftDER.object("1.2.840.10045.4.3.4"))
        },
        Case("no issuer", .leaf, both: .emptyIssuer) { $0.issuer = DraftDER.emptyName },
        Case("no subject in a CA", .anchor, both: .emptySubject) { $0.subject = DraftDER.emptyName },
        Case("no subject, and names that are not critical", .leaf, both: .emptySubject) {
            $0.subject = DraftDER.emptyName
        },
        Case("a critical AKI", .anchor, both: .extensionCriticality) {
            $0.set(.authorityKeyIdentifier([1]).critical(true))
        },
        Case("a critical SKI", .anchor, both: .extensionCriticality) {
            $0.set(.subjectKeyIdentifier([1]).critical(true))
        },
        Case("policyConstraints not critical", .intermediate, both: .extensionCriticality) {
            $0.set(.policyConstraints(requireExplicit: 3).critical(false))
        },
        Case("no AKI in a leaf", .leaf, both: .keyIdentifiers) { $0.addsAuthorityKeyIdentifier = false },
        Case("no AKI in an intermediate", .intermediate, both: .keyIdentifiers) {
            $0.addsAuthorityKeyIdentifier = false
        },
        Case("no SKI in an intermediate", .intermediate, both: .keyIdentifiers) { $0.addsSubjectKeyIdentifier = false },
        Case("no SKI in a root", .anchor, both: .keyIdentifiers) { $0.addsSubjectKeyIdentifier = false },
        Case("basicConstraints not critical in a root", .anchor, both: .basicConstraints) {
            $0.set(.basicConstraints(authority: true).critical(false))
        },
        Case("keyCertSign in a leaf", .leaf, both: .keyUsage) { $0.set(.keyUsage(.digitalSignature, .keyCertSign)) },
        Case("no keyCertSign in a root", .anchor, both: .keyUsage) { $0.set(.keyUsage(.crlSign)) },
        Case("no usage", .leaf, both: .keyUsage) { $0.set(.keyUsage()) },
        Case("no purposes", .leaf, both: .extendedKeyUsage) { $0.set(.extendedKeyUsage()) },
        Case("nameConstraints in a leaf", .leaf, both: .nameConstraints) {
            $0.set(.nameConstraints(permitted: [.dns("clean.org")]))
        },
        Case("nameConstraints not critical", .anchor, rfc5280: .extensionCriticality) {
            $0.set(.nameConstraints(permitted: [.dns("clean.org")]).critical(false))
        },
        Case("a CA as leaf", .leaf, webPKI: .basicConstraints) {
            $0.set(.basicConstraints(authority: true))
            $0.set(.keyUsage(.keyCertSign))
        },
        Case("no extKeyUsage", .leaf, webPKI: .extendedKeyUsage) { $0.remove(DraftExtension.Types.extendedKeyUsage) },
        Case("extKeyUsage in a root", .anchor, webPKI: .extendedKeyUsage) {
            $0.set(.extendedKeyUsage("1.3.6.1.5.5.7.3.1"))
        },
        Case("no names", .leaf, webPKI: .subjectAlternativeName) {
            $0.remove(DraftExtension.Types.subjectAlternativeName)
        },
        Case("a wildcard for a registry", .leaf, webPKI: .subjectAlternativeName) {
            $0.set(.subjectAlternativeName([.dns("www.clean.org"), .dns("*.com")]))
        },
        Case("a common name that is none of the names", .leaf, webPKI: .name) {
            $0.subject = DraftDER.name("WWW.clean.org")
        },
        Case("an address as common name that is none of the names", .leaf, webPKI: .name) {
            $0.subject = DraftDER.name("127.000.0.1")
            $0.set(.subjectAlternativeName([.ip([127, 0, 0, 1])]))
        },
        Case("an AKI that is not the SKI of the root", .anchor, webPKI: .keyIdentifiers) {
            $0.set(.authorityKeyIdentifier([1]))
        },
        Case("a key of an odd size", .leaf, webPKI: .keySize) { $0.publicKey = CleanCertificate.oddKey },
    ]

    @Test("A certificate that is as it should be", arguments: right)
    func accepts(_ input: Case) throws {
        try check(input)
    }

    @Test("A certificate that is not as it should be", arguments: wrong)
    func refuses(_ input: Case) throws {
        try check(input)
    }

    @Test("A trust anchor under two names may be without AKI only if it is self-signed", arguments: [true, false])
    func anchorUnderTwoNames(_ isSelfSigned: Bool) throws {
        let draft = CleanCertificate.root.with {
            $0.issuer = DraftDER.name("Another")
            $0.addsAuthorityKeyIdentifier = false
        }
        let signed = try draft.signed(by: isSelfSigned ? nil : CleanCertificate.issuer.signed())
        let certificate = try ParsedCertificate(der: signed.der)
        let rules = CertificateProfileRules(.rfc5280)
        if isSelfSigned {
            try rules.check(certificate, role: .anchor)
        } else {
            #expect(throws: RuleViolation(.keyIdentifiers, "has no authorityKeyIdentifier")) {
                try rules.check(certificate, role: .anchor)
            }
        }
    }

    private func check(_ input: Case) throws {
        let issuer = try CleanCertificate.issuer.signed()
        let der = try input.draft.signed(by: input.role == .anchor ? nil : issuer).der
        let form = try #require(CertificateForm(der: der))
        for (profile, rule) in [(ValidationProfile.rfc5280, input.rfc5280), (.webPKI, input.webPKI)] {
            do throws(RuleViolation) {
                try CertificateProfileRules(profile).check(form, role: input.role)
                #expect(rule == nil, "\(profile)")
            } catch {
                #expect(error.rule == rule, "\(profile): \(error.detail)")
            }
        }
    }
}
