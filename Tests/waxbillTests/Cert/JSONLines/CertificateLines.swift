import WaxbillTestSupport
import WaxbillX509

private typealias Types = DraftExtension.Types

extension VerificationLine {
    /// RFC 5280, Section 4.1: the fields of a certificate.
    static let fields: [VerificationLine] = [
        .good("fields: nothing wrong") { _ in },
        .good("fields: no authority in between") { $0.authorities = [] },
        .good("fields: three authorities in between") { scene in
            scene.authorities = ["A", "B", "C"].map { .authority($0) }
        },
        .good("fields: P-384 and RSA keys") { scene in
            scene.root.key = try .rsa()
            scene.authority.key = .p384()
        },
        .bad("fields: version 1 with extensions", .version) { $0.leaf.version = nil },
        .bad("fields: version 2 with extensions", .version) { $0.leaf.version = DraftDER.integer(1) },
        .bad("fields: version 4", .version) { $0.leaf.version = DraftDER.integer(3) },
        .bad("fields: an authority of version 1", .version) { $0.authority.version = nil },
        .bad("fields: serial number zero", .serialNumber) { $0.leaf.serial = [0] },
        .bad("fields: serial number below zero", .serialNumber) { $0.leaf.serial = [0xff, 0x01] },
        .bad("fields: serial number of 21 octets", .serialNumber) {
            $0.leaf.serial = [1] + [UInt8](repeating: 0, count: 20)
        },
        .good("fields: serial number of 20 octets") { $0.leaf.serial = [1] + [UInt8](repeating: 0, count: 19) },
        .good("fields: serial number zero in the root") { $0.root.serial = [0] },
        .bad("fields: serial number zero in an authority", .serialNumber) { $0.authority.serial = [0] },
        .bad("fields: signature algorithms that differ", .signatureAlgorithmMismatch) {
            $0.leaf.signatureAlgorithm = algorithm("1.2.840.10045.4.3.3")
        },
        .bad("fields: ECDSA with SHA-1", .weakSignatureAlgorithm) {
            $0.leaf.signedSignatureAlgorithm = algorithm("1.2.840.10045.4.1")
        },
        .bad("fields: an authority by ECDSA with SHA-1", .weakSignatureAlgorithm) {
            $0.authority.signedSignatureAlgorithm = algorithm("1.2.840.10045.4.1")
        },
        .bad("fields: RSA with SHA-1", .weakSignatureAlgorithm) { scene in
            scene.authority.key = try .rsa()
            scene.leaf.signedSignatureAlgorithm = algorithm("1.2.840.113549.1.1.5", DraftDER.null)
        },
        .bad("fields: RSA with MD5", .weakSignatureAlgorithm) { scene in
            scene.authority.key = try .rsa()
            scene.leaf.signedSignatureAlgorithm = algorithm("1.2.840.113549.1.1.4", DraftDER.null)
        },
        .bad("fields: an algorithm that nobody knows", .unsupportedAlgorithm) {
            $0.leaf.signedSignatureAlgorithm = algorithm("1.3.6.1.4.1.32473.1")
        },
        .bad("fields: an RSA key of 1024 bits", .keySize) { $0.leaf.publicKey = DraftKey.inventedRSA(bits: 1024) },
        .bad("fields: an RSA key of 2047 bits", .keySize) { $0.leaf.publicKey = DraftKey.inventedRSA(bits: 2047) },
        .bad("fields: an RSA key of 16384 bits", .keySize) { $0.leaf.publicKey = DraftKey.inventedRSA(bits: 16_384) },
        .good("fields: an RSA key of 2048 bits") { $0.leaf.publicKey = DraftKey.inventedRSA(bits: 2048) },
        .bad("fields: an authority's RSA key of 1024 bits", .keySize) {
            $0.authority.publicKey = DraftKey.inventedRSA(bits: 1024)
        },
        .bad("fields: a DSA key", .unsupportedAlgorithm) { $0.leaf.publicKey = key("1.2.840.10040.4.1") },
        .bad("fields: a wrong signature", .signature) { $0.leaf.hasWrongSignature = true },
        .bad("fields: a wrong signature under an authority", .signature) { $0.authority.hasWrongSignature = true },
        .bad("fields: a leaf without issuer", .unknownIssuer) { $0.leaf.issuer = DraftDER.emptyName },
        .bad("fields: an authority without subject", .emptySubject) { $0.authority.subject = DraftDER.emptyName },
        .bad("fields: no subject, and names that are not critical", .emptySubject) {
            $0.leaf.subject = DraftDER.emptyName
        },
        .good("fields: no subject, and critical names") { scene in
            scene.leaf.subject = DraftDER.emptyName
            scene.leaf.set(.subjectAlternativeName([.dns("server.example")]).critical(true))
        },
        .bad("fields: a root without subject", .emptySubject) { $0.root.subject = DraftDER.emptyName },
    ]

    /// RFC 5280, Section 4.2: the extensions.
    static let extensions: [VerificationLine] = [
        .good("extensions: one that nobody knows") {
            $0.leaf.set(DraftExtension("1.3.6.1.4.1.32473.2", DraftDER.null))
        },
        .bad("extensions: a critical one that nobody knows", .unknownCriticalExtension) {
            $0.leaf.set(DraftExtension("1.3.6.1.4.1.32473.2", critical: true, DraftDER.null))
        },
        .bad("extensions: a critical one that nobody knows, in an authority", .unknownCriticalExtension) {
            $0.authority.set(DraftExtension("1.3.6.1.4.1.32473.2", critical: true, DraftDER.null))
        },
        .bad("extensions: a critical one that nobody knows, in the root", .unknownCriticalExtension) {
            $0.root.set(DraftExtension("1.3.6.1.4.1.32473.2", critical: true, DraftDER.null))
        },
        .bad("extensions: names twice", .duplicateExtension) {
            $0.leaf.extensions.append(.subjectAlternativeName([.dns("server.example")]))
        },
        .bad("extensions: an unknown one twice", .duplicateExtension) {
            $0.leaf.extensions += [
                DraftExtension("1.3.6.1.4.1.32473.2", []), DraftExtension("1.3.6.1.4.1.32473.2", []),
            ]
        },
        .bad("extensions: key identifiers missing in a leaf", .keyIdentifiers) {
            $0.leaf.addsAuthorityKeyIdentifier = false
        },
        .bad("extensions: an issuer's key identifier missing in an authority", .keyIdentifiers) {
            $0.authority.addsAuthorityKeyIdentifier = false
        },
        .bad("extensions: a key identifier missing in an authority", .keyIdentifiers) {
            $0.authority.addsSubjectKeyIdentifier = false
        },
        .bad("extensions: a key identifier missing in the root", .keyIdentifiers) {
            $0.root.addsSubjectKeyIdentifier = false
        },
        .good("extensions: an issuer's key identifier missing in the root") {
            $0.root.addsAuthorityKeyIdentifier = false
        },
        .good("extensions: a key identifier missing in a leaf") { $0.leaf.addsSubjectKeyIdentifier = false },
        .bad("extensions: a critical key identifier", .extensionCriticality) {
            $0.authority.set(.subjectKeyIdentifier([1, 2, 3]).critical(true))
        },
        .bad("extensions: a critical issuer's key identifier", .extensionCriticality) {
            $0.root.set(.authorityKeyIdentifier([1, 2, 3]).critical(true))
        },
        .bad("extensions: critical authority information access", .extensionCriticality) {
            $0.leaf.set(DraftExtension(Types.authorityInformationAccess, critical: true, caIssuers))
        },
        .good("extensions: authority information access") {
            $0.leaf.set(DraftExtension(Types.authorityInformationAccess, caIssuers))
        },
        .bad("extensions: malformed names", .malformedExtension) {
            $0.leaf.set(DraftExtension(Types.subjectAlternativeName, Array("server.example".utf8)))
        },
        .bad("extensions: an empty list of names", .malformedExtension) { $0.leaf.set(.subjectAlternativeName([])) },
        .bad("extensions: malformed basic constraints", .malformedExtension) {
            $0.authority.set(DraftExtension(Types.basicConstraints, critical: true, DraftDER.null))
        },
        .bad("extensions: a path length below zero", .malformedExtension) {
            $0.authority.set(.basicConstraints(authority: true, pathLength: -1))
        },
        .bad("extensions: malformed key usage", .malformedExtension) {
            $0.leaf.set(DraftExtension(Types.keyUsage, critical: true, DraftDER.null))
        },
        .bad("extensions: malformed extended key usage", .malformedExtension) {
            $0.leaf.set(DraftExtension(Types.extendedKeyUsage, DraftDER.null))
        },
        .bad("extensions: no extended key usage in the list", .malformedExtension) { $0.leaf.set(.extendedKeyUsage()) },
        .bad("extensions: malformed name constraints", .malformedExtension) {
            $0.authority.set(DraftExtension(Types.nameConstraints, critical: true, DraftDER.null))
        },
        .bad("extensions: malformed policies", .malformedExtension) {
            $0.leaf.set(DraftExtension(Types.certificatePolicies, DraftDER.null))
        },
        .bad("extensions: bytes after the names", .malformedExtension) { scene in
            let names = DraftExtension.subjectAlternativeName([.dns("server.example")])
            scene.leaf.set(DraftExtension(names.type, names.value + [0]))
        },
    ]

    private static func algorithm(_ dotted: String, _ parameters: [UInt8] = []) -> [UInt8] {
        DraftDER.sequence(DraftDER.object(dotted), parameters)
    }

    private static func key(_ dotted: String) -> [UInt8] {
        DraftDER.sequence(DraftDER.sequence(DraftDER.object(dotted)), DraftDER.bits(DraftDER.integer(17)))
    }

    private static let caIssuers = DraftDER.sequence(
        DraftDER.sequence(DraftDER.object("1.3.6.1.5.5.7.48.2"), DraftName.uri("http://ca.example/").der))
}
