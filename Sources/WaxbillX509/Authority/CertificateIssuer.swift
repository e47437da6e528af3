import Crypto
import CryptoExtras
import SwiftASN1
import WaxbillTLS
import X509

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Who signs certificates: a name, a key, and how the key is named.
struct CertificateIssuer {
    let name: DistinguishedName
    let keyIdentifier: ArraySlice<UInt8>?
    let key: CertificateKey

    init(_ issuer: ParsedCertificate, _ key: CertificateKey) throws {
        let certificate = try issuer.certificate
        name = certificate.subject
        keyIdentifier = try certificate.extensions.subjectKeyIdentifier?.keyIdentifier
        self.key = key
    }

    init(name: DistinguishedName, key: CertificateKey) {
        self.name = name
        keyIdentifier = SubjectKeyIdentifier(hash: key.publicKey).keyIdentifier
        self.key = key
    }

    /// A certificate in DER.
    func sign(
        serial: Certificate.SerialNumber, subject: DistinguishedName, publicKey: Certificate.PublicKey,
        validity: Validity,
        extensions: Certificate.Extensions, overSHA1: Bool = false
    ) throws -> [UInt8] {
        func certificate(_ algorithm: Certificate.SignatureAlgorithm) throws -> Certificate {
            try Certificate(
                version: .v3, serialNumber: serial, publicKey: publicKey, notValidBefore: validity.notBefore,
                notValidAfter: validity.notAfter, issuer: name, subject: subject, signatureAlgorithm: algorithm,
                extensions: extensions, issuerPrivateKey: key.certificatePrivateKey)
        }
        var serializer = DER.Serializer()
        guard overSHA1 else {
            try serializer.serialize(try certificate(key.signatureAlgorithm.algorithm))
            return serializer.serializedBytes
        }
        if case .rsa = key {
            try serializer.serialize(try certificate(.sha1WithRSAEncryption))
            return serializer.serializedBytes
        }
        try serializer.serialize(try certificate(key.signatureAlgorithm.algorithm))
        return try signedAgainOverSHA1(serializer.serializedBytes)
    }

    /// The certificate with ecdsa-with-SHA1 in the place of its signature, which swift-certificates does not make.
    private func signedAgainOverSHA1(_ der: [UInt8]) throws -> [UInt8] {
        var outer = DERCursor(der)
        var certificate = outer.enter(.derSequence)
        guard let signed = certificate?.next(.derSequence), let outline = CertificateOutline(der) else {
            throw AuthorityError.failed("the certificate just made has no outline")
        }
        let old = outline.signedSignatureAlgorithm.whole
        var serializer = DER.Serializer()
        serializer.appendConstructedNode(identifier: .sequence) { serializer in
            serializer.serializeRawBytes(der[signed.contents.lowerBound..<old.lowerBound])
            serializer.serializeRawBytes(Self.ecdsaWithSHA1)
            serializer.serializeRawBytes(der[old.upperBound..<signed.contents.upperBound])
        }
        let toBeSigned = serializer.serializedBytes
        let digest = Insecure.SHA1.hash(data: toBeSigned)
        let signature: Data
        switch key {
        case .p256(let key): signature = try key.signature(for: digest).derRepresentation
        case .p384(let key): signature = try key.signature(for: digest).derRepresentation
        case .p521(let key): signature = try key.signature(for: digest).derRepresentation
        case .ed25519, .rsa:
            throw AuthorityError.impossibleDefect(.sha1, reason: "Ed25519 signs without a hash of choice")
        }
        var result = DER.Serializer()
        try result.appendConstructedNode(identifier: .sequence) { serializer in
            serializer.serializeRawBytes(toBeSigned)
            serializer.serializeRawBytes(Self.ecdsaWithSHA1)
            try serializer.serialize(ASN1BitString(bytes: ArraySlice(signature)))
        }
        return result.serializedBytes
    }

    /// AlgorithmIdentifier of ecdsa-with-SHA1 (RFC 3279, Section 2.2.3).
    private static let ecdsaWithSHA1: [UInt8] = [
        0x30, 0x09, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x01,
    ]
}

extension Certificate.PublicKey {
    var isRSA: Bool { _RSA.Signing.PublicKey(self) != nil }
}
