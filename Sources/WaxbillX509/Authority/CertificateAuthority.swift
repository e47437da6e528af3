import SwiftASN1
import TLSCrypto
import WaxbillTLS
import X509

/// A private certificate authority (RFC 5280): a self-signed root, the certificate and key that issue, which are the root's
/// own or an intermediate's, and what stands between.
public struct CertificateAuthority: Sendable {
    /// The authority's certificates.
    package let certificates: AuthorityCertificates
    /// The key of what issues.
    package let key: CertificateKey

    var root: ParsedCertificate { certificates.root }
    var issuer: ParsedCertificate { certificates.issuer }

    /// The root certificate in DER.
    public var certificate: [UInt8] { root.der }

    /// The root certificate in PEM: what those who trust the authority are given.
    public var certificatePEM: String { PEM.text("CERTIFICATE", root.der) }

    /// The root for people.
    public var summary: CertificateSummary { CertificateSummary(root) }

    /// The certificate that issues, for people: an intermediate's, or the root's.
    public var issuerSummary: CertificateSummary { CertificateSummary(issuer) }

    /// The root as what to verify against.
    public var trustRoots: TrustRoots { TrustRoots([root]) }

    init(root: ParsedCertificate, intermediates: [ParsedCertificate] = [], key: CertificateKey) {
        self.init(AuthorityCertificates(root: root, intermediates: intermediates), key: key)
    }

    init(_ certificates: AuthorityCertificates, key: CertificateKey) {
        self.certificates = certificates
        self.key = key
    }

    /// Makes a new root in memory.
    /// - Parameters:
    ///   - name: its common name, 1 to 64 characters.
    ///   - days: how long it is valid.
    /// - Throws: ``AuthorityError``.
    public init(
        name: String, key kind: KeyKind = .p256, days: Int = 3650, clock: any TLSClock = SystemClock()
    ) throws(AuthorityError) {
        let name = try Self.checked(name)
        let validity = try Validity(days: days, clock: clock)
        do {
            let key = try CertificateKey.generate(kind)
            let subject = try DistinguishedName { CommonName(name) }
            let extensions = try Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                SubjectKeyIdentifier(hash: key.publicKey)
            }
            let der = try CertificateIssuer(name: subject, key: key).sign(
                serial: .random(), subject: subject, publicKey: key.publicKey, validity: validity,
                extensions: extensions)
            self.init(root: try ParsedCertificate(der: der), key: key)
        } catch {
            throw .failed("the authority's certificate could not be made: \(error)")
        }
    }

    /// An authority's name.
    static func checked(_ name: String) throws(AuthorityError) -> String {
        guard (1...64).contains(name.unicodeScalars.count), !name.unicodeScalars.contains(where: \.isInvisible) else {
            throw .invalidName(name, reason: "an authority's name has 1 to 64 characters, none of them invisible")
        }
        return name
    }
}

/// The certificates of an authority, without its keys.
package struct AuthorityCertificates: Sendable {
    let root: ParsedCertificate
    /// Those between leaves and the root, the one that issues first; none where the root issues itself.
    let intermediates: [ParsedCertificate]

    /// The certificate that issues.
    var issuer: ParsedCertificate { intermediates.first ?? root }

    /// The root in DER.
    package var rootDER: [UInt8] { root.der }
    /// Those between leaves and the root in DER, the one that issues first.
    package var intermediatesDER: [[UInt8]] { intermediates.map(\.der) }
    /// The one that issues in DER.
    package var issuerDER: [UInt8] { issuer.der }

    /// Which of them signed a DER certificate; nil: none.
    package func issuer(of der: [UInt8]) -> [UInt8]? {
        guard let certificate = try? ParsedCertificate(der: der) else { return nil }
        return (intermediates + [root]).first { $0.subject == certificate.issuer && $0.isSigner(of: certificate) }?.der
    }

    /// A chain in PEM: `leaf`, then what stands between it and the root.
    package func chainPEM(_ chain: [[UInt8]]) -> String { PEM.text("CERTIFICATE", all: chain) }

    /// The root in PEM.
    package var rootPEM: String { PEM.text("CERTIFICATE", root.der) }
}

extension Certificate.SerialNumber {
    /// A positive number of 128 bits that nobody can predict (RFC 5280, Section 4.1.2.2). The two top bits are 01, so
    /// that it is neither negative nor shorter.
    static func random() -> Certificate.SerialNumber { Certificate.SerialNumber(bytes: randomSerialNumber()) }
}

/// The bytes of a new serial number: 126 random bits in sixteen bytes, positive.
package func randomSerialNumber() -> [UInt8] {
    var bytes = SystemRandomSource().bytes(16)
    bytes[0] = bytes[0] & 0x3F | 0x40
    return bytes
}
