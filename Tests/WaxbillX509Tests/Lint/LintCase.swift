import Testing
import WaxbillTestSupport

@testable import WaxbillX509

/// A certificate that breaks a rule.
struct LintCase: Sendable, CustomTestStringConvertible {
    let rule: String
    let draft: CertificateDraft
    let isSelfSigned: Bool
    let edit: @Sendable ([UInt8]) -> [UInt8]

    var testDescription: String { rule }

    func der() throws -> [UInt8] {
        edit(try draft.signed(by: isSelfSigned ? nil : CleanCertificate.issuer.signed()).der)
    }

    private init(
        _ rule: String, _ draft: CertificateDraft, isSelfSigned: Bool = false,
        edit: @escaping @Sendable ([UInt8]) -> [UInt8] = { $0 }, _ change: (inout CertificateDraft) -> Void = { _ in }
    ) {
        self.rule = rule
        self.draft = draft.with(change)
        self.isSelfSigned = isSelfSigned
        self.edit = edit
    }

    private static func leaf(_ rule: String, _ change: (inout CertificateDraft) -> Void) -> LintCase {
        LintCase(rule, CleanCertificate.leaf, change)
    }

    private static func names(_ rule: String, _ names: DraftName...) -> LintCase {
        leaf(rule) { $0.set(.subjectAlternativeName([.dns("www.clean.org")] + names)) }
    }

    private static func intermediate(_ rule: String, _ change: (inout CertificateDraft) -> Void) -> LintCase {
        LintCase(rule, CleanCertificate.intermediate, change)
    }

    private static func root(_ rule: String, _ change: (inout CertificateDraft) -> Void) -> LintCase {
        LintCase(rule, CleanCertificate.root, isSelfSigned: true, change)
    }

    static let fields: [LintCase] = [
        leaf("version") { $0.version = DraftDER.integer(1) },
        leaf("version-3") { $0.version = DraftDER.integer(0) },
        leaf("serial-number") { $0.serial = [0] },
        leaf("serial-entropy") { $0.serial = [1, 2, 3, 4, 5, 6, 7] },
        leaf("serial-length") { $0.serial = [0, 0x80] + Array(repeating: 1, count: 19) },
        root("root-serial") { $0.serial = [0] },
        leaf("signature-algorithm") { $0.signatureAlgorithm = algorithm("1.2.840.10045.4.3.4") },
        leaf("signature-algorithm-allowed") { $0.signedSignatureAlgorithm = algorithm("1.3.101.112") },
        leaf("weak-signature") { $0.signedSignatureAlgorithm = algorithm("1.2.840.10045.4.1") },
        root("weak-root-signature") { $0.signedSignatureAlgorithm = algorithm("1.2.840.10045.4.1") },
        leaf("weak-key") { $0.publicKey = DraftKey.inventedRSA(bits: 1024) },
        leaf("key-algorithm") { $0.publicKey = CleanCertificate.oddKey },
        leaf("empty-issuer") { $0.issuer = DraftDER.emptyName },
        leaf("empty-subject") { $0.subject = DraftDER.emptyName },
        intermediate("empty-subject") { $0.subject = DraftDER.emptyName },
        leaf("validity") { $0.notAfter = DraftDER.element(0x17, Array("270331235959+0100".utf8)) },
        leaf("validity-order") { $0.notAfter = DraftDER.time("2025-01-01T00:00:00Z") },
        leaf("validity-period") { $0.notAfter = DraftDER.time("2027-06-01T00:00:00Z") },
        leaf("validity-encoding") { $0.notAfter = DraftDER.element(0x18, Array("20270331235959Z".utf8)) },
        leaf("expired") { $0.notAfter = DraftDER.time("2026-11-01T00:00:00Z") },
        leaf("not-yet-valid") { $0.notBefore = DraftDER.time("2026-12-31T00:00:00Z") },
    ]

    static let usages: [LintCase] = [
        intermediate("basic-constraints") { $0.set(.basicConstraints(authority: false, pathLength: 0)) },
        intermediate("basic-constraints-critical") {
            $0.set(.basicConstraints(authority: true, pathLength: 0).critical(false))
        },
        leaf("key-usage") { $0.set(.keyUsage(.digitalSignature, .keyCertSign)) },
        leaf("key-usage") { $0.set(.keyUsage()) },
        leaf("key-usage-critical") { $0.set(.keyUsage(.digitalSignature).critical(false)) },
        leaf("leaf-key-usage") { $0.remove(DraftExtension.Types.keyUsage) },
        leaf("ec-encipherment") { $0.set(.keyUsage(.digitalSignature, .keyEncipherment)) },
        intermediate("ca-key-usage") { $0.remove(DraftExtension.Types.keyUsage) },
        intermediate("ca-cert-sign") {
            $0.set(.keyUsage(.crlSign))
            $0.set(.basicConstraints(authority: true))
        },
        intermediate("ca-crl-sign") { $0.set(.keyUsage(.keyCertSign)) },
        intermediate("path-length") { $0.set(.basicConstraints(authority: true)) },
        leaf("extended-key-usage") { $0.set(.extendedKeyUsage()) },
        leaf("leaf-eku") { $0.remove(DraftExtension.Types.extendedKeyUsage) },
        leaf("leaf-eku") { $0.set(.extendedKeyUsage("1.3.6.1.5.5.7.3.1", "2.5.29.37.0")) },
        leaf("leaf-eku") { $0.set(.extendedKeyUsage("1.3.6.1.5.5.7.3.1").critical(true)) },
        root("root-eku") { $0.set(.extendedKeyUsage("1.3.6.1.5.5.7.3.1")) },
        LintCase("self-issued-leaf", CleanCertificate.leaf, isSelfSigned: true),
    ]

    static let names: [LintCase] = [
        leaf("leaf-san") { $0.remove(DraftExtension.Types.subjectAlternativeName) },
        leaf("leaf-san") { $0.set(.subjectAlternativeName([.dns("www.clean.org")]).critical(true)) },
        leaf("san-malformed") { $0.set(.subjectAlternativeName([])) },
        names("san-duplicate", .dns("WWW.clean.org")),
        names("san-kinds", .email("a@clean.org")),
        names("leaf-wildcard", .dns("*.org")),
        names("leaf-wildcard", .dns("*.co.uk")),
        names("leaf-wildcard", .dns("w*.clean.org")),
        leaf("leaf-common-name") { $0.subject = DraftDER.name("other.clean.org") },
        leaf("leaf-common-name") { $0.subject = DraftDER.name("192.0.2.1") },
        leaf("common-name") { $0.set(.subjectAlternativeName([.dns("*.www.clean.org")])) },
        leaf("organizational-unit") { $0.subject = DraftDER.name(("2.5.4.11", DraftDER.utf8("Unit"))) },
        names("dns-underscore", .dns("a_b.clean.org")),
        names("dns-address", .dns("192.0.2.1")),
        names("dns-syntax", .dns("a..clean.org")),
        names("dns-internal", .dns("printer")),
        names("dns-internal", .dns("printer.local")),
        names("address-reserved", .ip([10, 0, 0, 1])),
        names("address-reserved", .ip([0xFD] + Array(repeating: 0, count: 15))),
        names("address-length", .ip([1, 2, 3])),
    ]

    static let extensions: [LintCase] = [
        LintCase("extensions", CleanCertificate.leaf, edit: withWrongBoolean),
        leaf("duplicate-extension") { $0.extensions.append(.keyUsage(.digitalSignature)) },
        leaf("aki") { $0.addsAuthorityKeyIdentifier = false },
        leaf("aki") { $0.set(DraftExtension(DraftExtension.Types.authorityKeyIdentifier, DraftDER.sequence())) },
        leaf("aki-critical") { $0.set(.authorityKeyIdentifier([1]).critical(true)) },
        leaf("aki-fields") {
            let fields = DraftDER.sequence(DraftDER.implicit(0, [1]), DraftDER.implicit(2, [1]))
            $0.set(DraftExtension(DraftExtension.Types.authorityKeyIdentifier, fields))
        },
        root("aki-fields") { $0.set(.authorityKeyIdentifier([1])) },
        intermediate("ski") { $0.addsSubjectKeyIdentifier = false },
        leaf("ski") { $0.set(DraftExtension(DraftExtension.Types.subjectKeyIdentifier, [1])) },
        leaf("ski-critical") { $0.set(.subjectKeyIdentifier([1]).critical(true)) },
        leaf("leaf-ski") { $0.addsSubjectKeyIdentifier = false },
        intermediate("inhibit-any-policy-critical") { $0.set(.inhibitAnyPolicy(0).critical(false)) },
        intermediate("policy-constraints-critical") { $0.set(.policyConstraints(requireExplicit: 3).critical(false)) },
        intermediate("policy-mappings-critical") { $0.set(.policyMappings(("1.2.3", "1.2.4")).critical(false)) },
        leaf("policy-qualifiers") {
            let qualifier = DraftDER.sequence(DraftDER.object("1.2.3"), DraftDER.null)
            let policy = DraftDER.sequence(DraftDER.object("1.2.4"), DraftDER.sequence(qualifier))
            let value = DraftDER.sequence(policy)
            $0.set(DraftExtension(DraftExtension.Types.certificatePolicies, critical: true, value))
        },
        leaf("policies-malformed") { $0.set(.certificatePolicies("1.2.3", "1.2.3")) },
        leaf("policies-missing") { $0.remove(DraftExtension.Types.certificatePolicies) },
        leaf("aia") { $0.set(DraftExtension(DraftExtension.Types.authorityInformationAccess, DraftDER.sequence())) },
        leaf("sia") { $0.set(DraftExtension("1.3.6.1.5.5.7.1.11", critical: true, DraftDER.sequence())) },
        leaf("aia-missing") { $0.remove(DraftExtension.Types.authorityInformationAccess) },
        leaf("revocation-missing") { $0.remove(DraftExtension.Types.crlDistributionPoints) },
        leaf("crl-dp-critical") {
            $0.set(DraftExtension(DraftExtension.Types.crlDistributionPoints, critical: true, DraftDER.sequence()))
        },
        leaf("name-constraints-in-leaf") { $0.set(.nameConstraints(permitted: [.dns("clean.org")])) },
        intermediate("name-constraints-critical") {
            $0.set(.nameConstraints(permitted: [.dns("clean.org")]).critical(false))
        },
        leaf("unknown-critical-extension") { $0.set(DraftExtension("1.2.3.4", critical: true, [])) },
    ]

    private static func algorithm(_ type: String) -> [UInt8] { DraftDER.sequence(DraftDER.object(type)) }

    /// Writes the first TRUE as 1, which is not DER.
    @Sendable private static func withWrongBoolean(_ der: [UInt8]) -> [UInt8] {
        var der = der
        if let position = der.indices.dropLast(2).first(where: { der[$0...].starts(with: [0x01, 0x01, 0xFF]) }) {
            der[position + 2] = 1
        }
        return der
    }
}
