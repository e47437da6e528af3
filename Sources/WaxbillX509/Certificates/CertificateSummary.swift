import Crypto
import X509

/// What people want to know of a certificate, as text. Certificates of unsupported algorithms have one too.
public struct CertificateSummary: Sendable, Hashable, Codable {
    /// The subject's distinguished name, most specific part first (RFC 4514).
    public let subject: String
    /// The issuer's.
    public let issuer: String
    /// In lower-case hexadecimal, two digits a byte.
    public let serial: String
    /// The subjectAltNames: DNS names, IP addresses, URIs.
    public let sans: [String]
    /// When the validity begins, in UTC, as ISO 8601 has it.
    public let notBefore: String
    /// The same for the end.
    public let notAfter: String
    /// The kind of the public key: "EC P-256", "RSA 2048", "Ed25519".
    public let publicKey: String
    /// The algorithm that the issuer signed with, such as "ecdsa-with-SHA256".
    public let signatureAlgorithm: String
    /// The SHA-256 of the DER bytes, in lower-case hexadecimal.
    public let sha256: String

    /// Reads a DER certificate.
    /// - Returns: nil when the bytes do not have the outline of one.
    public init?(der: [UInt8]) {
        guard let fields = CertificateFields(der: der) else { return nil }
        self.init(fields, der)
    }

    init(_ parsed: ParsedCertificate) { self.init(parsed.fields, parsed.der) }

    private init(_ fields: CertificateFields, _ der: [UInt8]) {
        subject = DistinguishedName.text(der: fields.subject)
        issuer = DistinguishedName.text(der: fields.issuer)
        serial = Self.hex(fields.serialNumber.count > 1 ? fields.serialNumber.drop { $0 == 0 } : fields.serialNumber)
        sans = SubjectAlternativeNames(in: fields)?.texts ?? []
        let validity = fields.validity
        notBefore = validity.notBefore?.description ?? "(malformed)"
        notAfter = validity.notAfter?.description ?? "(malformed)"
        publicKey = fields.publicKeyKind
        signatureAlgorithm = fields.signatureAlgorithm.description
        sha256 = Self.hex(SHA256.hash(data: der))
    }

    /// What can be said of bytes that are no certificate.
    init(unreadable der: [UInt8]) {
        let nothing = "(not a certificate)"
        (subject, issuer, serial, sans) = (nothing, nothing, "", [])
        (notBefore, notAfter, publicKey, signatureAlgorithm) = (nothing, nothing, nothing, nothing)
        sha256 = Self.hex(SHA256.hash(data: der))
    }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension CertificateFields {
    /// Algorithm and size of the public key, for people.
    fileprivate var publicKeyKind: String {
        if let rsaModulusSize { return "RSA \(rsaModulusSize)" }
        if let curve { return "\(publicKeyAlgorithm) \(curve)" }
        return publicKeyAlgorithm.description
    }
}
