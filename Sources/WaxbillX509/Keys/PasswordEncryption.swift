import Crypto
import CryptoExtras
import SwiftASN1
import TLSCrypto
import WaxbillTLS

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Why something encrypted with a passphrase stays closed.
enum PasswordDecryptionFailure: Error, Sendable, Hashable {
    case malformed(String)
    case unsupported(String)
    /// The passphrase is another one, or the bytes were damaged: the two cannot be told apart.
    case wrongPassphrase
}

/// EncryptedPrivateKeyInfo (RFC 5958, Section 3) with PBES2 (RFC 8018, Section 6.2).
enum PasswordEncryption {
    /// OWASP's least for PBKDF2 with HMAC-SHA-256.
    static let rounds = 600_000

    /// Encrypts a PKCS#8 PrivateKeyInfo with PBKDF2-HMAC-SHA-256 and AES-256-CBC.
    static func encrypt(_ privateKeyInfo: [UInt8], with passphrase: Passphrase) throws -> [UInt8] {
        let random = SystemRandomSource()
        let derivation = KeyDerivation.pbkdf2(hash: .sha256, salt: random.bytes(16), rounds: rounds)
        let iv = random.bytes(16)
        let key = try derivation.key(passphrase, byteCount: 32)
        let encrypted = try AES._CBC.encrypt(privateKeyInfo, using: key, iv: AES._CBC.IV(ivBytes: iv))
        var serializer = DER.Serializer()
        try serializer.appendConstructedNode(identifier: .sequence) { serializer in
            try serializer.appendAlgorithm(.pbes2) { serializer in
                try serializer.appendConstructedNode(identifier: .sequence) { serializer in
                    try derivation.serialize(into: &serializer)
                    try serializer.appendAlgorithm(.aes256CBC) { serializer in
                        try serializer.serialize(ASN1OctetString(contentBytes: iv[...]))
                    }
                }
            }
            try serializer.serialize(ASN1OctetString(contentBytes: ArraySlice(encrypted)))
        }
        return serializer.serializedBytes
    }

    /// The PKCS#8 PrivateKeyInfo inside.
    static func decrypt(_ der: [UInt8], with passphrase: Passphrase) throws(PasswordDecryptionFailure) -> [UInt8] {
        var outer = DERCursor(der)
        guard var fields = outer.enter(.derSequence), outer.isAtEnd, var scheme = fields.enter(.derSequence),
            let name = scheme.nextObjectIdentifier(), let contents = fields.next(.derOctetString)
        else { throw .malformed("not a PKCS#8 EncryptedPrivateKeyInfo (RFC 5958, Section 3)") }
        guard name.dotted == "1.2.840.113549.1.5.13" else {
            throw .unsupported("the encryption scheme \(name) instead of PBES2")
        }
        guard var parameters = scheme.enter(.derSequence), let derivationElement = parameters.next(.derSequence),
            var cipher = parameters.enter(.derSequence), let cipherName = cipher.nextObjectIdentifier(),
            let iv = cipher.next(.derOctetString), iv.contents.count <= 16
        else { throw .malformed("malformed parameters of PBES2 (RFC 8018, Appendix A.4)") }
        guard let keySize = cipherKeySizes[cipherName.dotted] else {
            throw .unsupported("the cipher \(cipherName) instead of AES-CBC")
        }
        let derivation = try KeyDerivation(der, derivationElement)
        do {
            let key = try derivation.key(passphrase, byteCount: keySize)
            let iv = try AES._CBC.IV(ivBytes: der[iv.contents])
            return [UInt8](try AES._CBC.decrypt(der[contents.contents], using: key, iv: iv))
        } catch {
            throw .wrongPassphrase
        }
    }

    /// AES-128, AES-192 and AES-256 in CBC mode.
    private static let cipherKeySizes = [
        "2.16.840.1.101.3.4.1.2": 16, "2.16.840.1.101.3.4.1.22": 24, "2.16.840.1.101.3.4.1.42": 32,
    ]
}

/// How a key is made of a passphrase.
private enum KeyDerivation {
    case pbkdf2(hash: KDF.Insecure.PBKDF2.HashFunction, salt: [UInt8], rounds: Int)
    case scrypt(salt: [UInt8], cost: Int, blockSize: Int, parallelism: Int)

    /// A file from elsewhere may ask for this many rounds and no more: about ten seconds.
    private static let roundLimit = 20_000_000
    /// And for this much memory.
    private static let memoryLimit = 256 << 20

    init(_ der: [UInt8], _ element: DERCursor.Element) throws(PasswordDecryptionFailure) {
        var fields = DERCursor(der, element.contents)
        guard let name = fields.nextObjectIdentifier(), var parameters = fields.enter(.derSequence) else {
            throw .malformed("malformed key derivation of PBES2 (RFC 8018, Appendix A.4)")
        }
        switch name.dotted {
        case "1.2.840.113549.1.5.12": try self.init(pbkdf2: &parameters)
        case "1.3.6.1.4.1.11591.4.11": try self.init(scrypt: &parameters)
        default: throw .unsupported("the key derivation \(name) instead of PBKDF2 or scrypt")
        }
    }

    private init(pbkdf2 parameters: inout DERCursor) throws(PasswordDecryptionFailure) {
        guard let salt = parameters.next(.derOctetString), let rounds = parameters.nextSmallInteger(), rounds > 0 else {
            throw .malformed("malformed parameters of PBKDF2 (RFC 8018, Appendix A.2)")
        }
        guard rounds <= Self.roundLimit else { throw .unsupported("\(rounds) rounds of PBKDF2") }
        if parameters.nextTag == .derInteger { _ = parameters.next() }
        var hash = KDF.Insecure.PBKDF2.HashFunction.insecureSHA1
        if var algorithm = parameters.enter(.derSequence) {
            guard let name = algorithm.nextObjectIdentifier() else {
                throw .malformed("malformed hash of PBKDF2 (RFC 8018, Appendix A.2)")
            }
            switch name.dotted {
            case "1.2.840.113549.2.7": hash = .insecureSHA1
            case "1.2.840.113549.2.8": hash = .insecureSHA224
            case "1.2.840.113549.2.9": hash = .sha256
            case "1.2.840.113549.2.10": hash = .sha384
            case "1.2.840.113549.2.11": hash = .sha512
            default: throw .unsupported("PBKDF2 with \(name)")
            }
        }
        self = .pbkdf2(hash: hash, salt: Array(parameters.bytes[salt.contents]), rounds: rounds)
    }

    /// RFC 7914, Section 7.
    private init(scrypt parameters: inout DERCursor) throws(PasswordDecryptionFailure) {
        guard let salt = parameters.next(.derOctetString), let cost = parameters.nextSmallInteger(), cost > 1,
            let blockSize = parameters.nextSmallInteger(), let parallelism = parameters.nextSmallInteger(),
            blockSize > 0, parallelism > 0
        else { throw .malformed("malformed parameters of scrypt (RFC 7914, Section 7)") }
        guard cost <= 1 << 20, blockSize <= 64, parallelism <= 16, cost * blockSize * 128 <= Self.memoryLimit else {
            throw .unsupported("scrypt with N=\(cost), r=\(blockSize), p=\(parallelism)")
        }
        self = .scrypt(
            salt: Array(parameters.bytes[salt.contents]), cost: cost, blockSize: blockSize, parallelism: parallelism)
    }

    func key(_ passphrase: Passphrase, byteCount: Int) throws -> SymmetricKey {
        try passphrase.secret.bytes.withUnsafeBytes { password in
            switch self {
            case .pbkdf2(let hash, let salt, let rounds):
                // The rounds of files made by others are theirs to choose.
                try KDF.Insecure.PBKDF2.deriveKey(
                    from: password, salt: salt, using: hash, outputByteCount: byteCount, unsafeUncheckedRounds: rounds)
            case .scrypt(let salt, let cost, let blockSize, let parallelism):
                try KDF.Scrypt.deriveKey(
                    from: password, salt: salt, outputByteCount: byteCount, rounds: cost, blockSize: blockSize,
                    parallelism: parallelism, maxMemory: Self.memoryLimit + (1 << 20))
            }
        }
    }

    /// The algorithm identifier of what ``PasswordEncryption/encrypt(_:with:)`` writes.
    func serialize(into serializer: inout DER.Serializer) throws {
        guard case .pbkdf2(_, let salt, let rounds) = self else { return }
        try serializer.appendAlgorithm(.pbkdf2) { serializer in
            try serializer.appendConstructedNode(identifier: .sequence) { serializer in
                try serializer.serialize(ASN1OctetString(contentBytes: salt[...]))
                try serializer.serialize(rounds)
                try serializer.appendAlgorithm(.hmacWithSHA256) { try $0.serialize(ASN1Null()) }
            }
        }
    }
}

extension DERCursor {
    /// The next element if it is a positive INTEGER of at most four bytes.
    fileprivate mutating func nextSmallInteger() -> Int? {
        guard let element = next(.derInteger), (1...5).contains(element.contents.count) else { return nil }
        let value = bytes[element.contents].reduce(0) { $0 << 8 | Int($1) }
        return bytes[element.contents.lowerBound] < 0x80 ? value : nil
    }
}

extension DER.Serializer {
    /// An AlgorithmIdentifier.
    fileprivate mutating func appendAlgorithm(
        _ name: ASN1ObjectIdentifier, _ parameters: (inout DER.Serializer) throws -> Void
    ) throws {
        try appendConstructedNode(identifier: .sequence) { serializer in
            try serializer.serialize(name)
            try parameters(&serializer)
        }
    }
}

extension ASN1ObjectIdentifier {
    fileprivate static let pbes2: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 5, 13]
    fileprivate static let pbkdf2: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 5, 12]
    fileprivate static let hmacWithSHA256: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 2, 9]
    fileprivate static let aes256CBC: ASN1ObjectIdentifier = [2, 16, 840, 1, 101, 3, 4, 1, 42]
}
