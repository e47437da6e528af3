import Crypto
import CryptoExtras

/// Why the contents of a private key's block are of no use.
enum KeyDecodingFailure: Error, Sendable, Hashable {
    /// The bytes are not what the label promises.
    case malformed(String)
    /// A key of an algorithm or a curve that Waxbill does not sign with.
    case unsupported(String)
    /// An RSA key whose modulus is too small.
    case weak(bits: Int)
}

extension CertificateKey {
    /// The labels of blocks that hold an unencrypted private key.
    static let labels: Set<String> = ["PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY"]

    /// Reads PKCS#8 (RFC 5958), SEC 1 (RFC 5915) or PKCS#1 (RFC 8017, Appendix A.1.2), as the block's label says.
    init(_ block: PEMBlock) throws(KeyDecodingFailure) {
        switch block.label {
        case "EC PRIVATE KEY": try self.init(sec1: block.contents)
        case "RSA PRIVATE KEY": try self.init(pkcs1: block.contents)
        default: try self.init(pkcs8: block.contents)
        }
    }

    private init(pkcs8 der: [UInt8]) throws(KeyDecodingFailure) {
        var outer = DERCursor(der)
        guard var fields = outer.enter(.derSequence), fields.next(.derInteger) != nil,
            var algorithm = fields.enter(.derSequence), let key = fields.next(.derOctetString),
            let name = algorithm.nextObjectIdentifier()
        else { throw .malformed("not a PKCS#8 PrivateKeyInfo (RFC 5958, Section 2)") }
        let contents = Array(der[key.contents])
        switch name {
        case .ecPublicKey:
            guard let curve = algorithm.nextObjectIdentifier() else {
                throw .unsupported("EC keys without a named curve")
            }
            try self.init(sec1: contents, curve: curve)
        case .rsaEncryption: try self.init(pkcs1: contents)
        case .ed25519: try self.init(ed25519: contents)
        default: throw .unsupported("\(name) keys")
        }
    }

    private init(sec1 der: [UInt8], curve: ObjectIdentifierText? = nil) throws(KeyDecodingFailure) {
        var outer = DERCursor(der)
        guard var fields = outer.enter(.derSequence), fields.next(.derInteger) != nil,
            let secret = fields.next(.derOctetString)
        else { throw .malformed("not a SEC 1 ECPrivateKey (RFC 5915, Section 3)") }
        var parameters = fields.enter(.derContext(0))
        let named = parameters?.nextObjectIdentifier()
        guard let curve = curve ?? named else { throw .unsupported("EC keys without a named curve") }
        let scalar = Array(der[secret.contents])
        do {
            switch curve {
            case .secp256r1: self = .p256(try P256.Signing.PrivateKey(rawRepresentation: scalar.padded(to: 32)))
            case .secp384r1: self = .p384(try P384.Signing.PrivateKey(rawRepresentation: scalar.padded(to: 48)))
            case .secp521r1: self = .p521(try P521.Signing.PrivateKey(rawRepresentation: scalar.padded(to: 66)))
            default: throw KeyDecodingFailure.unsupported("EC keys on the curve \(curve)")
            }
        } catch let failure as KeyDecodingFailure {
            throw failure
        } catch {
            throw .malformed("not a private key of the curve \(curve)")
        }
    }

    private init(pkcs1 der: [UInt8]) throws(KeyDecodingFailure) {
        var outer = DERCursor(der)
        guard var fields = outer.enter(.derSequence), fields.next(.derInteger) != nil,
            let modulus = fields.next(.derInteger)
        else { throw .malformed("not a PKCS#1 RSAPrivateKey (RFC 8017, Appendix A.1.2)") }
        let bits = der[modulus.contents].drop { $0 == 0 }.count * 8
        guard bits >= KeyStrength.rsaMinimum else { throw .weak(bits: bits) }
        do {
            self = .rsa(try _RSA.Signing.PrivateKey(derRepresentation: der))
        } catch {
            throw .malformed("not a consistent RSA private key")
        }
    }

    /// RFC 8410, Section 7: the seed in an OCTET STRING of its own.
    private init(ed25519 der: [UInt8]) throws(KeyDecodingFailure) {
        var outer = DERCursor(der)
        guard let seed = outer.next(.derOctetString), outer.isAtEnd,
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: der[seed.contents])
        else { throw .malformed("not an Ed25519 private key (RFC 8410, Section 7)") }
        self = .ed25519(key)
    }
}

extension [UInt8] {
    /// With zeros before, as some writers leave leading zeros of a scalar away.
    fileprivate func padded(to count: Int) -> [UInt8] {
        [UInt8](repeating: 0, count: Swift.max(0, count - self.count)) + self
    }
}
