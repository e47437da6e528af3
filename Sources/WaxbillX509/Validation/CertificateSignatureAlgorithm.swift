import TLSCrypto
import WaxbillTLS

/// What a certificate, a revocation list or an OCSP response is signed with.
enum CertificateSignatureAlgorithm: Sendable, Hashable {
    /// The TLS scheme of the same signature. ECDSA goes with any hash on any curve.
    case scheme(SignatureScheme)
    /// RSASSA-PSS over a hash, with a salt of its length: one scheme for each of the two kinds of key.
    case rsaPSS(rsaEncryption: SignatureScheme, rsassaPSS: SignatureScheme)
    /// Over a hash for which collisions can be made (RFC 9155).
    case forgeable(String)
    case unsupported(String)

    /// - Parameter identifier: a DER AlgorithmIdentifier.
    init(_ identifier: ArraySlice<UInt8>) {
        var outer = DERCursor(Array(identifier))
        guard var fields = outer.enter(.derSequence), let name = fields.nextObjectIdentifier() else {
            self = .unsupported("(malformed)")
            return
        }
        let parameters = Array(fields.bytes[fields.position..<fields.end])
        self = Self.known(name, parameters) ?? (name.isForgeable ? .forgeable("\(name)") : .unsupported("\(name)"))
    }

    init(_ fields: CertificateFields) { self.init(fields.signatureAlgorithmIdentifier) }

    /// The schemes to try; none where it is not accepted.
    var schemes: [SignatureScheme] {
        switch self {
        case .scheme(let scheme): [scheme]
        case .rsaPSS(let rsaEncryption, let rsassaPSS): [rsaEncryption, rsassaPSS]
        case .forgeable, .unsupported: []
        }
    }

    /// - Throws: `RuleViolation` where it is not accepted.
    func check() throws(RuleViolation) {
        switch self {
        case .scheme, .rsaPSS: return
        case .forgeable(let name):
            throw RuleViolation(
                .weakSignatureAlgorithm,
                "is signed with \(name); over hashes before SHA-2 (MD5, SHA-1) signatures can be forged")
        case .unsupported(let name):
            throw RuleViolation(.unsupportedAlgorithm, "is signed with the unsupported algorithm \(name)")
        }
    }

    private static func known(
        _ name: ObjectIdentifierText, _ parameters: [UInt8]
    ) -> CertificateSignatureAlgorithm? {
        switch name {
        // RFC 5758, Section 3.2, and RFC 8410, Section 3: the parameters MUST be absent.
        case .ecdsaWithSHA256 where parameters.isEmpty: .scheme(.ecdsaSecp256r1SHA256)
        case .ecdsaWithSHA384 where parameters.isEmpty: .scheme(.ecdsaSecp384r1SHA384)
        case .ecdsaWithSHA512 where parameters.isEmpty: .scheme(.ecdsaSecp521r1SHA512)
        case .ed25519 where parameters.isEmpty: .scheme(.ed25519)
        // RFC 4055, Section 5: the parameters MUST be NULL, and absent ones MUST be accepted.
        case .sha256WithRSA where parameters.isEmpty || parameters == [5, 0]: .scheme(.rsaPKCS1SHA256)
        case .sha384WithRSA where parameters.isEmpty || parameters == [5, 0]: .scheme(.rsaPKCS1SHA384)
        case .sha512WithRSA where parameters.isEmpty || parameters == [5, 0]: .scheme(.rsaPKCS1SHA512)
        case .rsassaPSS: rsaPSS(parameters)
        default: nil
        }
    }

    /// RFC 4055, Section 3.1. In a signature all parameters are exact.
    private static func rsaPSS(_ parameters: [UInt8]) -> CertificateSignatureAlgorithm? {
        switch RSAPSSSignatureParameters.digestLength(parameters) {
        case 32: .rsaPSS(rsaEncryption: .rsaPSSRSAESHA256, rsassaPSS: .rsaPSSPSSSHA256)
        case 48: .rsaPSS(rsaEncryption: .rsaPSSRSAESHA384, rsassaPSS: .rsaPSSPSSSHA384)
        case 64: .rsaPSS(rsaEncryption: .rsaPSSRSAESHA512, rsassaPSS: .rsaPSSPSSSHA512)
        default: nil
        }
    }
}

/// The parameters of an RSASSA-PSS signature (RFC 4055, Section 3.1).
private enum RSAPSSSignatureParameters {
    /// The length in bytes of the digest where hash, mask and salt go together as in TLS (RFC 9846, Section 4.3.3); else nil.
    static func digestLength(_ parameters: [UInt8]) -> Int? {
        var outer = DERCursor(parameters)
        guard var fields = outer.enter(.derSequence), outer.isAtEnd,
            var hashField = fields.enter(.derContext(0)), let hash = digestLength(&hashField),
            var maskField = fields.enter(.derContext(1)), var mask = maskField.enter(.derSequence), maskField.isAtEnd,
            mask.nextObjectIdentifier() == .mgf1, digestLength(&mask) == hash,
            var saltField = fields.enter(.derContext(2)), let salt = saltField.nextInteger(), saltField.isAtEnd,
            parameters[salt.contents].elementsEqual([UInt8(hash)])
        else { return nil }
        // The trailer field has one value only, which is the default.
        return fields.isAtEnd ? hash : nil
    }

    private static func digestLength(_ field: inout DERCursor) -> Int? {
        guard var identifier = field.enter(.derSequence), field.isAtEnd, let name = identifier.nextObjectIdentifier()
        else { return nil }
        if !identifier.isAtEnd {
            guard let null = identifier.next(5), null.contents.isEmpty, identifier.isAtEnd else { return nil }
        }
        switch name {
        case .sha256: return 32
        case .sha384: return 48
        case .sha512: return 64
        default: return nil
        }
    }
}
