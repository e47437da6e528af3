import SwiftASN1
import TLSCrypto
import WaxbillTLS
import X509

/// A private certificate authority: a self-signed root and its key (RFC 5280).
public struct CertificateAuthority: Sendable {
    let root: ParsedCertificate
    let key: CertificateKey

    /// The root certificate in DER.
    public var certificate: [UInt8] { root.der }

    /// The root certificate in PEM: what those who trust the authority are given.
    public var certificatePEM: String { PEM.text("CERTIFICATE", root.der) }

    /// The root for people.
    public var summary: CertificateSummary { CertificateSummary(root) }

    /// The root as what to verify against.
    public var trustRoots: TrustRoots { TrustRoots([root]) }

    init(root: ParsedCertificate, key: CertificateKey) {
        self.root = root
        self.key = key
    }

    /// Makes a new authority in memory.
    /// - Parameters:
    ///   - name: its common name, 1 to 64 characters.
    ///   - days: how long it is valid.
    /// - Throws: ``AuthorityError``.
    public init(
        name: String, key kind: KeyKind = .p256, days: Int = 3650, clock: any TLSClock = SystemClock()
    ) throws(AuthorityError) {
        guard (1...64).contains(name.unicodeScalars.count), !name.unicodeScalars.contains(where: \.isInvisible) else {
            throw .invalidName(name, reason: "an authority's name has 1 to 64 characters, none of them invisible")
        }
        let validity = try Validity(days: days, clock: clock)
        do {
            let key = try CertificateKey.generate(kind)
            let subject = try DistinguishedName { CommonName(name) }
            let certificate = try Certificate(
                version: .v3, serialNumber: .random(), publicKey: key.publicKey,
                notValidBefore: validity.notBefore, notValidAfter: validity.notAfter, issuer: subject, subject: subject,
                extensions: Self.extensions(key.publicKey), issuerPrivateKey: key.certificatePrivateKey)
            self.init(root: try ParsedCertificate(issued: certificate), key: key)
        } catch {
            throw .failed("the authority's certificate could not be made: \(error)")
        }
    }

    private static func extensions(_ key: Certificate.PublicKey) throws -> Certificate.Extensions {
        try Certificate.Extensions {
            Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
            Critical(KeyUsage(keyCertSign: true, cRLSign: true))
            SubjectKeyIdentifier(hash: key)
        }
    }
}

extension ParsedCertificate {
    /// A certificate just made.
    convenience init(issued certificate: Certificate) throws {
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        try self.init(der: serializer.serializedBytes)
    }
}

extension Certificate.SerialNumber {
    /// A positive number of 128 bits that nobody can predict (RFC 5280, Section 4.1.2.2). The two top bits are 01, so
    /// that it is neither negative nor shorter.
    static func random() -> Certificate.SerialNumber {
        var bytes = SystemRandomSource().bytes(16)
        bytes[0] = bytes[0] & 0x3F | 0x40
        return Certificate.SerialNumber(bytes: bytes)
    }
}
