import Crypto
import Foundation
import X509

/// A leaf, an intermediate and a root, all with P-256 keys, and all the extensions that such certificates have.
struct ChainOfThree {
    let root: Certificate
    let intermediate: Certificate
    let leaf: Certificate

    /// A second within the validity of all three.
    static let time = Date(timeIntervalSince1970: 1_800_000_000)

    init() throws {
        let rootKey = P256.Signing.PrivateKey()
        let intermediateKey = P256.Signing.PrivateKey()
        let leafKey = P256.Signing.PrivateKey()
        root = try Self.authority("Root", rootKey, issuer: "Root", signedBy: rootKey)
        intermediate = try Self.authority("Intermediate", intermediateKey, issuer: "Root", signedBy: rootKey)
        let extensions = try Certificate.Extensions {
            Critical(BasicConstraints.notCertificateAuthority)
            Critical(KeyUsage(digitalSignature: true))
            try ExtendedKeyUsage([.serverAuth])
            SubjectAlternativeNames([.dnsName("server.example"), .dnsName("www.server.example")])
        }
        leaf = try Self.certificate(
            "Leaf", leafKey, issuer: "Intermediate", signedBy: intermediateKey, extensions: extensions)
    }

    private static func authority(
        _ subject: String, _ key: P256.Signing.PrivateKey, issuer: String, signedBy issuerKey: P256.Signing.PrivateKey
    ) throws -> Certificate {
        let extensions = try Certificate.Extensions {
            Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
            Critical(KeyUsage(keyCertSign: true, cRLSign: true))
        }
        return try certificate(subject, key, issuer: issuer, signedBy: issuerKey, extensions: extensions)
    }

    private static func certificate(
        _ subject: String, _ key: P256.Signing.PrivateKey, issuer: String, signedBy issuerKey: P256.Signing.PrivateKey,
        extensions: Certificate.Extensions
    ) throws -> Certificate {
        var all = extensions
        try all.append(.init(SubjectKeyIdentifier(hash: .init(key.publicKey)), critical: false))
        let issuerIdentifier = SubjectKeyIdentifier(hash: .init(issuerKey.publicKey)).keyIdentifier
        try all.append(.init(AuthorityKeyIdentifier(keyIdentifier: issuerIdentifier), critical: false))
        return try Certificate(
            version: .v3, serialNumber: .init(), publicKey: .init(key.publicKey),
            notValidBefore: time - 86_400, notValidAfter: time + 86_400,
            issuer: try name(issuer), subject: try name(subject), extensions: all, issuerPrivateKey: .init(issuerKey))
    }

    private static func name(_ commonName: String) throws -> DistinguishedName {
        try DistinguishedName {
            CountryName("EX")
            OrganizationName("Example Organization")
            CommonName(commonName)
        }
    }
}
