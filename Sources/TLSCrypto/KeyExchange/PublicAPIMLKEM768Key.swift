import Crypto

/// A decapsulation key over swift-crypto's public API; see `MLKEM768Key`.
package struct PublicAPIMLKEM768Key: Sendable {
    /// What a peer encapsulates to: 1184 bytes.
    package let encapsulationKey: [UInt8]

    private let key: MLKEM768.PrivateKey

    /// The key that the seed of 64 bytes makes.
    ///
    /// - Throws: `invalidKeyLength` if the seed has another length.
    package init(seed: [UInt8]) throws(CryptoFailure) {
        guard seed.count == MLKEM768Length.seed else { throw .invalidKeyLength }
        do { self.key = try MLKEM768.PrivateKey(seedRepresentation: seed, publicKey: nil) } catch {
            throw .internalFailure
        }
        self.encapsulationKey = [UInt8](self.key.publicKey.rawRepresentation)
    }

    /// The secret in the ciphertext; another one that looks random if the ciphertext is not sound.
    ///
    /// - Throws: `invalidKeyShare` if the ciphertext is not 1088 bytes long.
    package func decapsulate(_ ciphertext: ArraySlice<UInt8>) throws(CryptoFailure) -> Secret {
        guard ciphertext.count == MLKEM768Length.ciphertext else { throw .invalidKeyShare }
        do { return Secret(copying: try self.key.decapsulate(ciphertext)) } catch { throw .invalidKeyShare }
    }

    /// A fresh secret and its ciphertext of 1088 bytes.
    ///
    /// - Throws: `invalidKeyShare` if the encapsulation key has another length or fails FIPS 203's check (Section 7.2).
    package static func encapsulate(
        to encapsulationKey: ArraySlice<UInt8>
    ) throws(CryptoFailure) -> (ciphertext: [UInt8], secret: Secret) {
        do {
            let result = try MLKEM768.PublicKey(rawRepresentation: encapsulationKey).encapsulate()
            return ([UInt8](result.encapsulated), Secret(copying: result.sharedSecret))
        } catch {
            throw .invalidKeyShare
        }
    }
}

extension Secret {
    /// A secret with a copy of the key.
    fileprivate init(copying key: SymmetricKey) {
        self = unsafe key.withUnsafeBytes { unsafe Secret(copying: RawSpan(_unsafeBytes: $0)) }
    }
}
