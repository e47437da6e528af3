import Crypto
import CryptoExtras
import TLSWire

/// The key exchange in which the client encrypts the premaster secret to the server's RSA key (RFC 5246, Section 7.4.7.1).
/// Not forward-secret.
package enum RSAKeyTransport {
    /// The length of the premaster secret: the client's version and 46 random bytes.
    static let premasterSecretLength = 48

    /// A fresh premaster secret, and its encryption for the owner of `key`.
    ///
    /// - Parameter clientVersion: The version in the ClientHello, not the one that was negotiated.
    /// - Throws: `unsupportedPublicKey` unless `key.canEncryptPremasterSecret`; `unusableRandomness`.
    package static func encrypt(
        clientVersion: ProtocolVersion, to key: PublicKey, random: any RandomSource
    ) throws(CryptoFailure) -> (encryptedPremasterSecret: [UInt8], premasterSecret: Secret) {
        guard let encoded = key.rsaEncryptionKey else { throw .unsupportedPublicKey }
        let premasterSecret = try Self.randomPremasterSecret(clientVersion, random)
        do {
            let key = try _RSA.Encryption.PublicKey(unsafeDERRepresentation: encoded)
            let encrypted = try key.encrypt(premasterSecret.copyBytes(), padding: ._WEAK_AND_INSECURE_PKCS_V1_5)
            return ([UInt8](encrypted), premasterSecret)
        } catch {
            throw .internalFailure
        }
    }

    /// The premaster secret in `ciphertext`; a random one where that is no encryption of 48 bytes with the client's version
    /// in front, so that nobody learns of it but from the client's Finished. Which of the two, neither the result nor the
    /// time tells.
    ///
    /// - Parameters:
    ///   - key: The key of the server's certificate.
    ///   - clientVersion: The version in the ClientHello, not the one that was negotiated.
    /// - Throws: `unsupportedPublicKey` unless `key.canDecryptPremasterSecret`; `unusableRandomness`. Nothing that depends on
    ///   the ciphertext.
    package static func premasterSecret(
        ciphertext: [UInt8], key: SigningKey, clientVersion: ProtocolVersion, random: any RandomSource
    ) throws(CryptoFailure) -> Secret {
        guard let rsa = key.rawRSA, rsa.modulus.count >= 128 else { throw .unsupportedPublicKey }
        // RFC 5246, Section 7.4.7.1: the random secret is there before anything is known of the ciphertext.
        let substitute = try Self.randomPremasterSecret(clientVersion, random)
        // What cannot be a ciphertext is no secret, but it takes the way of the others: another number is decrypted.
        let isRepresentative = rsa.isRepresentative(ciphertext)
        let number = isRepresentative ? ciphertext : [UInt8](repeating: 0, count: rsa.modulus.count - 1) + [2]
        var message = rsa.apply(to: number) ?? [UInt8](repeating: 0, count: rsa.modulus.count)
        defer { message.wipe() }
        return unsafe Self.select(
            message.span.bytes, isRepresentative: isRepresentative, clientVersion: clientVersion, or: substitute)
    }

    /// The last 48 bytes of `message` if it is an encryption block as it should be, `substitute` if not. Reads and writes the
    /// same bytes whatever they are.
    @inline(never)
    private static func select(
        _ message: RawSpan, isRepresentative: Bool, clientVersion: ProtocolVersion, or substitute: Secret
    ) -> Secret {
        let start = message.byteCount - Self.premasterSecretLength
        func byte(_ offset: Int) -> UInt8 { unsafe message.unsafeLoad(fromByteOffset: offset, as: UInt8.self) }
        // RFC 8017, Section 7.2.2: 0, 2, no zeros until the one before the 48 bytes. Any set bit is a fault.
        var faults: UInt8 = isRepresentative ? 0 : 1
        faults |= byte(0) | (byte(1) ^ 2)
        for offset in 2..<(start - 1) {
            faults |= ConstantTime.maskIfZero(byte(offset))
        }
        faults |= byte(start - 1)
        // RFC 5246, Section 7.4.7.1: the version is the ClientHello's.
        faults |= byte(start) ^ UInt8(truncatingIfNeeded: clientVersion.rawValue >> 8)
        faults |= byte(start + 1) ^ UInt8(truncatingIfNeeded: clientVersion.rawValue)
        let isGood = ConstantTime.maskIfZero(faults)
        return Secret(count: Self.premasterSecretLength) { output in
            for offset in 0..<Self.premasterSecretLength {
                let other = unsafe substitute.bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
                output.append((byte(start + offset) & isGood) | (other & ~isGood))
            }
        }
    }

    private static func randomPremasterSecret(
        _ clientVersion: ProtocolVersion, _ random: any RandomSource
    ) throws(CryptoFailure) -> Secret {
        try random.withBytes(Self.premasterSecretLength - 2) { bytes throws(CryptoFailure) in
            Secret(count: Self.premasterSecretLength) { output in
                output.append(UInt8(truncatingIfNeeded: clientVersion.rawValue >> 8))
                output.append(UInt8(truncatingIfNeeded: clientVersion.rawValue))
                unsafe output.append(bytes.span.bytes)
            }
        }
    }
}

extension SigningKey {
    /// Whether the key decrypts premaster secrets: an RSA key does.
    package var canDecryptPremasterSecret: Bool { self.rawRSA != nil }
}

extension PublicKey {
    /// Whether premaster secrets can be encrypted to the key: to an RSA key, unless it is for RSASSA-PSS only (RFC 4055, Section
    /// 1.2).
    package var canEncryptPremasterSecret: Bool { self.rsaEncryptionKey != nil }
}
