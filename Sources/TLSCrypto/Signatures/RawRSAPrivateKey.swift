import Crypto
import CryptoExtras

/// The RSA private operation without padding (RFC 8017, Sections 5.1.2 and 5.2.1), blinded.
///
/// swift-crypto decrypts PKCS#1 v1.5 with an error for bad padding, which is Bleichenbacher's oracle, and does not sign MD5 with
/// SHA-1. Its blind signatures are this operation.
struct RawRSAPrivateKey: Sendable {
    /// The modulus, most significant byte first.
    let modulus: [UInt8]

    private let key: _RSA.BlindSigning.PrivateKey<SHA384>

    /// Nil if swift-crypto does not take the key for this.
    init?(_ key: _RSA.Signing.PrivateKey) {
        guard let primitives = try? key.publicKey.getKeyPrimitives(),
            let raw = try? _RSA.BlindSigning.PrivateKey(
                unsafeDERRepresentation: key.derRepresentation, parameters: .RSABSSA_SHA384_PSS_Deterministic)
        else { return nil }
        self.modulus = [UInt8](primitives.modulus)
        self.key = raw
    }

    /// The number to the power of the private exponent, as long as the modulus; nil if the number is not as long as the
    /// modulus or not less.
    func apply(to number: [UInt8]) -> [UInt8]? {
        guard self.isRepresentative(number) else { return nil }
        guard let result = try? self.key.blindSignature(for: number) else { return nil }
        return [UInt8](result.rawRepresentation)
    }

    /// Whether the number is as long as the modulus, and less. Not in constant time: ciphertexts are no secret.
    func isRepresentative(_ number: [UInt8]) -> Bool {
        number.count == self.modulus.count && number.lexicographicallyPrecedes(self.modulus)
    }
}
