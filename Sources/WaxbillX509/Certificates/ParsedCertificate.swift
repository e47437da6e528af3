import SwiftASN1
import X509

/// A certificate: its bytes, its outline and its meaning.
struct ParsedCertificate: Sendable {
    let der: [UInt8]
    let fields: CertificateFields
    let certificate: Certificate

    /// The labels under which certificates stand in PEM files (RFC 7468, Section 5.1).
    static let pemLabels: Set<String> = ["CERTIFICATE", "X509 CERTIFICATE"]

    /// Reads a DER certificate. Hostile bytes are refused, never trapped on.
    init(der: [UInt8]) throws(CertificateReadingFailure) {
        guard let fields = CertificateFields(der: der) else { throw .notACertificate }
        try KeyStrength.check(fields)
        do {
            certificate = try Certificate(derEncoded: der)
        } catch {
            throw CertificateReadingFailure(fields, error)
        }
        self.der = der
        self.fields = fields
    }

    /// The subject in quotation marks, for sentences.
    var name: String { certificate.quotedSubject }
}

extension Certificate {
    /// The subject in quotation marks, for sentences.
    var quotedSubject: String { "\"\(subject.text)\"" }
}

/// Why a certificate cannot be read.
enum CertificateReadingFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// The bytes do not have the outline of a certificate.
    case notACertificate
    case malformed(String)
    case unsupportedKey(String)
    case unsupportedSignature(String)
    /// Signed over a hash for which collisions can be made.
    case forgeableSignature(String)
    case weakKey(bits: Int)
    case giantKey(bits: Int)

    /// Why a certificate of a sound outline was not understood.
    fileprivate init(_ fields: CertificateFields, _ error: any Error) {
        if !Self.knownKeys.contains(fields.publicKeyAlgorithm.dotted) {
            self = .unsupportedKey(fields.publicKeyAlgorithm.description)
        } else if fields.signatureAlgorithm.isForgeable {
            self = .forgeableSignature(fields.signatureAlgorithm.description)
        } else if !Self.knownSignatures.contains(fields.signatureAlgorithm.dotted) {
            self = .unsupportedSignature(fields.signatureAlgorithm.description)
        } else {
            self = .malformed(String(describing: error).printable)
        }
    }

    var description: String {
        switch self {
        case .notACertificate: "it is not a DER certificate (RFC 5280, Section 4.1)"
        case .malformed(let reason): reason
        case .unsupportedKey(let algorithm): "its public key is of the unsupported algorithm \(algorithm)"
        case .unsupportedSignature(let algorithm): "it is signed with the unsupported algorithm \(algorithm)"
        case .forgeableSignature(let algorithm): "it is signed with \(algorithm), for which signatures can be forged"
        case .weakKey(let bits): "its RSA key has \(bits) bits; \(KeyStrength.rsaMinimum) are the least accepted"
        case .giantKey(let bits): "its RSA key has \(bits) bits; \(KeyStrength.rsaMaximum) are the most accepted"
        }
    }

    private static let knownKeys: Set<String> = ["1.2.840.10045.2.1", "1.2.840.113549.1.1.1", "1.3.101.112"]

    private static let knownSignatures: Set<String> = [
        "1.2.840.10045.4.3.2", "1.2.840.10045.4.3.3", "1.2.840.10045.4.3.4", "1.2.840.113549.1.1.5",
        "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.12", "1.2.840.113549.1.1.13", "1.3.101.112",
    ]
}
