import Crypto
import CryptoExtras
import TLSWire

/// RSASSA-PSS with a salt as long as the digest, and MGF1 with the same hash (RFC 9846, Section 4.3.3).
enum RSAPSS {
    /// The algorithm of the certificate's key, which tells the two families of schemes apart.
    enum KeyAlgorithm {
        case rsaEncryption
        case rsassaPSS
    }

    /// A hash that a scheme uses.
    enum Hash: Int, CaseIterable {
        case sha256 = 32
        case sha384 = 48
        case sha512 = 64

        /// The length of a digest in bytes.
        var digestLength: Int { self.rawValue }

        init?(_ scheme: SignatureScheme) {
            switch scheme {
            case .rsaPSSRSAESHA256, .rsaPSSPSSSHA256: self = .sha256
            case .rsaPSSRSAESHA384, .rsaPSSPSSSHA384: self = .sha384
            case .rsaPSSRSAESHA512, .rsaPSSPSSSHA512: self = .sha512
            default: return nil
            }
        }

        func scheme(_ algorithm: KeyAlgorithm) -> SignatureScheme {
            switch (algorithm, self) {
            case (.rsaEncryption, .sha256): .rsaPSSRSAESHA256
            case (.rsaEncryption, .sha384): .rsaPSSRSAESHA384
            case (.rsaEncryption, .sha512): .rsaPSSRSAESHA512
            case (.rsassaPSS, .sha256): .rsaPSSPSSSHA256
            case (.rsassaPSS, .sha384): .rsaPSSPSSSHA384
            case (.rsassaPSS, .sha512): .rsaPSSPSSSHA512
            }
        }
    }

    /// The schemes that a key can do: digest and salt must fit into the modulus (RFC 8017, Section 9.1.1).
    static func schemes(
        modulusBits: Int, algorithm: KeyAlgorithm, hashes: [Hash] = Hash.allCases
    ) -> [SignatureScheme] {
        hashes.filter { (modulusBits - 1 + 7) / 8 >= 2 * $0.digestLength + 2 }.map { $0.scheme(algorithm) }
    }

    static func sign(
        _ content: [UInt8], scheme: SignatureScheme, key: _RSA.Signing.PrivateKey
    ) throws -> [UInt8] {
        let signature: _RSA.Signing.RSASignature
        switch Hash(scheme) {
        case .sha256: signature = try key.signature(for: SHA256.hash(data: content), padding: .PSS)
        case .sha384: signature = try key.signature(for: SHA384.hash(data: content), padding: .PSS)
        case .sha512: signature = try key.signature(for: SHA512.hash(data: content), padding: .PSS)
        case nil: throw CryptoFailure.unsupportedSignatureScheme
        }
        return [UInt8](signature.rawRepresentation)
    }

    static func isValid(
        signature: [UInt8], content: [UInt8], scheme: SignatureScheme, key: _RSA.Signing.PublicKey
    ) -> Bool {
        // RFC 8017, Section 8.1.2: a signature is as long as the modulus.
        guard signature.count == (key.keySizeInBits + 7) / 8 else { return false }
        let signature = _RSA.Signing.RSASignature(rawRepresentation: signature)
        return switch Hash(scheme) {
        case .sha256: key.isValidSignature(signature, for: SHA256.hash(data: content), padding: .PSS)
        case .sha384: key.isValidSignature(signature, for: SHA384.hash(data: content), padding: .PSS)
        case .sha512: key.isValidSignature(signature, for: SHA512.hash(data: content), padding: .PSS)
        case nil: false
        }
    }
}
