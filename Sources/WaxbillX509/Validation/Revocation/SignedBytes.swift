import SwiftASN1
import TLSCrypto
import WaxbillTLS
import X509

/// What X.509 signs: bytes, the algorithm, and the signature (RFC 5280, Section 4.1.1).
struct SignedBytes: Sendable {
    let content: Range<Int>
    /// The DER AlgorithmIdentifier.
    let algorithm: Range<Int>
    /// The contents of the BIT STRING after the count of unused bits.
    let signature: Range<Int>

    /// Whether the signature is one of this certificate's key, with an algorithm that is not weak (RFC 9155).
    func isValid(in der: [UInt8], by issuer: ParsedCertificate) -> Bool {
        let identifier = Array(der[algorithm])
        if let algorithm = SignatureAlgorithms.known[identifier] {
            return issuer.certificate.publicKey.isValidSignature(
                der[signature], for: der[content], signatureAlgorithm: algorithm)
        }
        guard let hash = SignatureAlgorithms.pss[identifier],
            let key = try? PublicKey(subjectPublicKeyInfo: issuer.fields.subjectPublicKeyInfo)
        else { return false }
        return hash.contains { scheme in
            key.isValid(signature: Array(der[signature]), content: Array(der[content]), scheme: scheme)
        }
    }

    /// Whether the algorithm is one that is verified at all.
    func isSupported(in der: [UInt8]) -> Bool {
        let identifier = Array(der[algorithm])
        return SignatureAlgorithms.known[identifier] != nil || SignatureAlgorithms.pss[identifier] != nil
    }

    /// The algorithm for people.
    func algorithmName(in der: [UInt8]) -> String {
        var outer = DERCursor(der, algorithm)
        var fields = outer.enter(.derSequence)
        return fields?.nextObjectIdentifier()?.description ?? "(malformed)"
    }
}

/// The DER AlgorithmIdentifiers of signatures (RFC 4055, RFC 5758, RFC 8410). SHA-1 is not among them.
enum SignatureAlgorithms {
    static let known: [[UInt8]: Certificate.SignatureAlgorithm] = [
        identifier(ecdsa + [2]): .ecdsaWithSHA256,
        identifier(ecdsa + [3]): .ecdsaWithSHA384,
        identifier(ecdsa + [4]): .ecdsaWithSHA512,
        // RFC 4055, Section 5: the parameters are NULL, and have to be accepted where they are absent.
        identifier(rsa + [11], null): .sha256WithRSAEncryption,
        identifier(rsa + [12], null): .sha384WithRSAEncryption,
        identifier(rsa + [13], null): .sha512WithRSAEncryption,
        identifier(rsa + [11]): .sha256WithRSAEncryption,
        identifier(rsa + [12]): .sha384WithRSAEncryption,
        identifier(rsa + [13]): .sha512WithRSAEncryption,
        identifier([0x2B, 0x65, 0x70]): .ed25519,
    ]

    /// RSASSA-PSS with MGF1 of the same hash and a salt as long as it (RFC 4055, Section 3.1).
    static let pss: [[UInt8]: [SignatureScheme]] = {
        var algorithms: [[UInt8]: [SignatureScheme]] = [:]
        for (number, salt, schemes) in pssHashes {
            for parameters in [null, []] {
                algorithms[pssIdentifier(number, salt, parameters)] = schemes
            }
        }
        return algorithms
    }()

    /// What a key signs with, and how it is written.
    static func algorithm(_ key: CertificateKey) -> (algorithm: Certificate.SignatureAlgorithm, der: [UInt8]) {
        switch key {
        case .p256: (.ecdsaWithSHA256, identifier(ecdsa + [2]))
        case .p384: (.ecdsaWithSHA384, identifier(ecdsa + [3]))
        case .p521: (.ecdsaWithSHA512, identifier(ecdsa + [4]))
        case .ed25519: (.ed25519, identifier([0x2B, 0x65, 0x70]))
        case .rsa: (.sha256WithRSAEncryption, identifier(rsa + [11], null))
        }
    }

    /// A DER AlgorithmIdentifier.
    static func identifier(_ name: [UInt8], _ parameters: [UInt8] = []) -> [UInt8] {
        DERWriter.sequence(DERWriter.element(.derObjectIdentifier, name), parameters)
    }

    static let null: [UInt8] = [.derNull, 0]
    /// 1.2.840.10045.4.3
    private static let ecdsa: [UInt8] = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03]
    /// 1.2.840.113549.1.1
    private static let rsa: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01]
    /// 2.16.840.1.101.3.4.2
    static let sha2: [UInt8] = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02]

    private static let pssHashes: [(UInt8, UInt64, [SignatureScheme])] = [
        (1, 32, [.rsaPSSRSAESHA256, .rsaPSSPSSSHA256]),
        (2, 48, [.rsaPSSRSAESHA384, .rsaPSSPSSSHA384]),
        (3, 64, [.rsaPSSRSAESHA512, .rsaPSSPSSSHA512]),
    ]

    private static func pssIdentifier(_ number: UInt8, _ salt: UInt64, _ hashParameters: [UInt8]) -> [UInt8] {
        let hash = identifier(sha2 + [number], hashParameters)
        let parameters = DERWriter.sequence(
            DERWriter.element(.derContext(0), hash),
            DERWriter.element(.derContext(1), identifier(rsa + [8], hash)),
            DERWriter.element(.derContext(2), DERWriter.integer(salt)))
        return identifier(rsa + [10], parameters)
    }
}
