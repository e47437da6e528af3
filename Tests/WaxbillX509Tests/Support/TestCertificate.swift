import Crypto
import Foundation
import SwiftASN1
import X509

@testable import WaxbillX509

/// A certificate with exactly the fields that a test wants, and its P-256 key.
struct TestCertificate {
    let certificate: X509.Certificate
    let key: P256.Signing.PrivateKey

    var der: [UInt8] {
        var serializer = DER.Serializer()
        try? serializer.serialize(certificate)
        return serializer.serializedBytes
    }

    /// The time that tests take for now.
    static let now = Date(timeIntervalSince1970: 1_800_000_000)
    static let year: TimeInterval = 365 * 86_400

    /// What to put in.
    struct Fields {
        var subject: String? = "leaf"
        var version = X509.Certificate.Version.v3
        var notBefore = now - year
        var notAfter = now + year
        var basicConstraints: BasicConstraints? = .notCertificateAuthority
        var keyUsage: KeyUsage? = KeyUsage(digitalSignature: true)
        var extendedKeyUsage: [ExtendedKeyUsage.Usage]? = [.serverAuth]
        var names: [GeneralName]? = [.dnsName("server.example")]
        var nameConstraints: NameConstraints?
        var others: [X509.Certificate.Extension] = []
        var hasKeyIdentifiers = true

        static let leaf = Fields()

        static func authority(_ subject: String) -> Fields {
            Fields(
                subject: subject, basicConstraints: .isCertificateAuthority(maxPathLength: nil),
                keyUsage: KeyUsage(keyCertSign: true, cRLSign: true), extendedKeyUsage: nil, names: nil)
        }

        func with(_ change: (inout Fields) -> Void) -> Fields {
            var fields = self
            change(&fields)
            return fields
        }
    }

    /// - Parameter issuer: who signs; nil: itself.
    init(_ fields: Fields, issuedBy issuer: TestCertificate? = nil, key: P256.Signing.PrivateKey? = nil) throws {
        let key = key ?? P256.Signing.PrivateKey()
        self.key = key
        let publicKey = X509.Certificate.PublicKey(key.publicKey)
        let subject =
            try fields.subject.map { name in try DistinguishedName { CommonName(name) } } ?? DistinguishedName()
        var extensions = X509.Certificate.Extensions()
        if let value = fields.basicConstraints { try extensions.append(.init(value, critical: true)) }
        if let value = fields.keyUsage { try extensions.append(.init(value, critical: true)) }
        if let value = fields.extendedKeyUsage {
            try extensions.append(.init(ExtendedKeyUsage(value), critical: false))
        }
        if let value = fields.names { try extensions.append(.init(SubjectAlternativeNames(value), critical: false)) }
        if let value = fields.nameConstraints { try extensions.append(.init(value, critical: true)) }
        if fields.hasKeyIdentifiers {
            try extensions.append(.init(SubjectKeyIdentifier(hash: publicKey), critical: false))
            let issuerKey = issuer?.certificate.publicKey ?? publicKey
            let identifier = SubjectKeyIdentifier(hash: issuerKey).keyIdentifier
            try extensions.append(.init(AuthorityKeyIdentifier(keyIdentifier: identifier), critical: false))
        }
        for other in fields.others { try extensions.append(other) }
        certificate = try X509.Certificate(
            version: fields.version, serialNumber: .random(), publicKey: publicKey, notValidBefore: fields.notBefore,
            notValidAfter: fields.notAfter, issuer: issuer?.certificate.subject ?? subject, subject: subject,
            extensions: extensions, issuerPrivateKey: .init(issuer?.key ?? key))
    }
}
