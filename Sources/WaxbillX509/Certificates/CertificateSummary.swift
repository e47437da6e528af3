import Crypto
import CryptoExtras
import X509

/// What people want to know of a certificate, as text.
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
    /// - Returns: nil when it cannot be read.
    public init?(der: [UInt8]) {
        guard let parsed = try? ParsedCertificate(der: der) else { return nil }
        self.init(parsed)
    }

    init(_ parsed: ParsedCertificate) {
        let certificate = parsed.certificate
        subject = certificate.subject.text
        issuer = certificate.issuer.text
        serial = Self.hex(certificate.serialNumber.bytes)
        sans = certificate.alternativeNames
        notBefore = certificate.notValidBefore.iso8601
        notAfter = certificate.notValidAfter.iso8601
        publicKey = certificate.publicKey.kind
        signatureAlgorithm = parsed.fields.signatureAlgorithm.description
        sha256 = Self.hex(SHA256.hash(data: parsed.der))
    }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension Certificate.PublicKey {
    /// Algorithm and size, for people.
    var kind: String {
        if P256.Signing.PublicKey(self) != nil { return "EC P-256" }
        if P384.Signing.PublicKey(self) != nil { return "EC P-384" }
        if P521.Signing.PublicKey(self) != nil { return "EC P-521" }
        if let key = _RSA.Signing.PublicKey(self) { return "RSA \(key.keySizeInBits)" }
        return "Ed25519"
    }
}
