import Crypto

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// All that a certificate says, for people: every extension named and decoded (RFC 5280, Section 4).
///
/// It is made of any bytes that have a certificate's outline. What is malformed inside is said to be, control characters
/// are escaped, and nothing in it is checked.
public struct CertificateDescription: Sendable, Hashable, Codable {
    /// The subject's distinguished name, most specific part first (RFC 4514).
    public let subject: String
    /// The issuer's.
    public let issuer: String
    /// The most specific common name in the subject; nil where it has none.
    public let commonName: String?
    /// In lower-case hexadecimal, two digits a byte.
    public let serial: String
    /// 1, 2 or 3; nil where it is malformed.
    public let version: Int?
    /// When the validity begins, in UTC, as ISO 8601 has it; "(malformed)" where it is.
    public let notBefore: String
    /// The same for the end.
    public let notAfter: String
    /// The kind of the public key: "EC P-256", "RSA 2048", "Ed25519".
    public let publicKey: String
    /// The algorithm that the issuer signed with, such as "ecdsa-with-SHA256".
    public let signatureAlgorithm: String
    /// The extensions in their order; empty where there are none.
    public let extensions: [ExtensionDescription]
    /// The SHA-256 of the DER bytes, in lower-case hexadecimal.
    public let sha256: String
    /// The SHA-256 of the SubjectPublicKeyInfo, in base64: what a pin holds (RFC 7469, Section 2.4).
    public let spkiPin: String

    /// Reads a DER certificate.
    /// - Returns: nil when the bytes do not have the outline of one.
    public init?(der: [UInt8]) {
        guard let outline = CertificateOutline(der) else { return nil }
        let key = Array(der[outline.subjectPublicKeyInfo.whole])
        let serialNumber = der[outline.serialNumber.contents]
        var validity = DERCursor(der, outline.validity.contents)
        var algorithm = DERCursor(der, outline.signatureAlgorithm.contents)
        subject = distinguishedNameText(der: Array(der[outline.subject.whole]))
        issuer = distinguishedNameText(der: Array(der[outline.issuer.whole]))
        commonName = NameAttributes.commonName(DERCursor(der, outline.subject.contents))
        serial = HexText.text(serialNumber.count > 1 ? serialNumber.drop { $0 == 0 } : serialNumber)
        version = outline.version
        notBefore = validity.next().flatMap { CertificateTime(der, $0) }?.description ?? "(malformed)"
        notAfter = validity.next().flatMap { CertificateTime(der, $0) }?.description ?? "(malformed)"
        publicKey = PublicKeyText(key)?.description ?? "(malformed)"
        signatureAlgorithm = algorithm.nextObjectIdentifier()?.description ?? "(malformed)"
        extensions = outline.extensionsField.map { ExtensionDescription.list(DERCursor(der, $0.contents)) } ?? []
        sha256 = HexText.text(SHA256.hash(data: der))
        spkiPin = PublicKeyPin(subjectPublicKeyInfo: key).description
    }
}

/// Hexadecimal for people.
enum HexText {
    /// Lower-case, two digits a byte.
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
