import TLSCrypto

/// A certificate taken apart as far as a validation needs it, once (RFC 5280, Section 4.1).
///
/// It is a class because paths are built from references to it. swift-certificates' `Certificate` cannot be the base: it has no
/// RSASSA-PSS, does not keep names as they were written, and takes a third of a signature check to parse.
package final class ParsedCertificate: Sendable {
    package let der: [UInt8]
    let fields: CertificateFields
    let subject: CanonicalName
    let issuer: CanonicalName
    let notBefore: CertificateTime
    let notAfter: CertificateTime
    /// The subject's key.
    package let publicKey: PublicKey
    /// DER SubjectPublicKeyInfo.
    let subjectPublicKeyInfo: [UInt8]
    /// What the issuer signed with; may be one that is refused where it matters.
    let signatureAlgorithm: CertificateSignatureAlgorithm
    let extensions: CertificateExtensions
    let formFindings = FormFindings()
    let knownSigners = KnownSigners()

    /// The labels under which certificates stand in PEM files (RFC 7468, Section 5.1).
    static let pemLabels: Set<String> = ["CERTIFICATE", "X509 CERTIFICATE"]

    /// Reads a DER certificate. Hostile bytes are refused, never trapped on.
    package init(der: [UInt8]) throws(RuleViolation) {
        guard let fields = CertificateFields(der: der) else {
            throw RuleViolation(.malformedCertificate, "is not a DER certificate")
        }
        guard fields.version != nil else { throw RuleViolation(.version, "has a malformed version") }
        self.der = der
        self.fields = fields
        let validity = fields.validity
        guard let notBefore = validity.notBefore, let notAfter = validity.notAfter else {
            throw RuleViolation(.malformedCertificate, "has a malformed validity")
        }
        self.notBefore = notBefore
        self.notAfter = notAfter
        subject = try CanonicalName(derEncoded: fields.subject[...])
        issuer = try CanonicalName(derEncoded: fields.issuer[...])
        subjectPublicKeyInfo = fields.subjectPublicKeyInfo
        publicKey = try Self.publicKey(fields)
        // RFC 5280, Section 4.1.1.2: the algorithm outside of what is signed MUST be the one inside.
        guard fields.signatureAlgorithmsAgree else {
            throw RuleViolation(
                .signatureAlgorithmMismatch, "names one signature algorithm inside and another outside")
        }
        signatureAlgorithm = CertificateSignatureAlgorithm(fields)
        extensions = try CertificateExtensions(fields, subject: subject)
    }

    /// The subject in quotation marks, for sentences.
    var name: String { "\"\(subjectText)\"" }

    /// The subject for people (RFC 4514).
    package var subjectText: String { fields.subjectText }

    /// Subject and issuer are the same name (RFC 5280, Section 6.1).
    var isSelfIssued: Bool { subject == issuer }

    /// Whether this certificate's key made `other`'s signature. False as well for algorithms that are not accepted.
    func isSigner(of other: ParsedCertificate) -> Bool {
        isSigner(of: other.fields.signedPart, other.fields.signature, other.signatureAlgorithm)
    }

    /// Whether `signature` is this certificate's key's over `content`. False as well for algorithms that are not accepted.
    func isSigner(of content: [UInt8], _ signature: [UInt8], _ algorithm: CertificateSignatureAlgorithm) -> Bool {
        algorithm.schemes.contains { publicKey.isValid12(signature: signature, content: content, scheme: $0) }
    }

    private static func publicKey(_ fields: CertificateFields) throws(RuleViolation) -> PublicKey {
        try KeyStrength.check(fields)
        do throws(CryptoFailure) {
            return try PublicKey(subjectPublicKeyInfo: fields.subjectPublicKeyInfo)
        } catch {
            let kind = [fields.publicKeyAlgorithm, fields.curve].compactMap(\.self).map(\.description)
            throw RuleViolation(
                .unsupportedAlgorithm,
                "has a public key of the unsupported or malformed kind \(kind.joined(separator: " "))")
        }
    }
}

extension CertificateFields {
    /// The subject for people (RFC 4514).
    var subjectText: String { distinguishedNameText(der: subject) }
    /// The issuer for people (RFC 4514).
    var issuerText: String { distinguishedNameText(der: issuer) }
}
