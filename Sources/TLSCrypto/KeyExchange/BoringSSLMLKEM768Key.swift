#if BoringSSL
import CTLSCrypto

/// A decapsulation key over BoringSSL; see `MLKEM768Key`.
@safe
package struct BoringSSLMLKEM768Key: Sendable {
    /// What a peer encapsulates to: 1184 bytes.
    package let encapsulationKey: [UInt8]

    private let key: Key

    /// The key that the seed of 64 bytes makes.
    ///
    /// - Throws: `invalidKeyLength` if the seed has another length.
    package init(seed: [UInt8]) throws(CryptoFailure) {
        guard seed.count == MLKEM768Length.seed else { throw .invalidKeyLength }
        var key: OpaquePointer?
        self.encapsulationKey = unsafe [UInt8](unsafeUninitializedCapacity: MLKEM768Length.encapsulationKey) {
            unsafe key = ctls_mlkem768_new(seed, $0.baseAddress)
            $1 = unsafe key == nil ? 0 : MLKEM768Length.encapsulationKey
        }
        guard let key = unsafe key else { throw .internalFailure }
        self.key = unsafe Key(key)
    }

    /// The secret in the ciphertext; another one that looks random if the ciphertext is not sound.
    ///
    /// - Throws: `invalidKeyShare` if the ciphertext is not 1088 bytes long.
    package func decapsulate(_ ciphertext: ArraySlice<UInt8>) throws(CryptoFailure) -> Secret {
        guard ciphertext.count == MLKEM768Length.ciphertext else { throw .invalidKeyShare }
        return try unsafe Secret.filled { secret in
            unsafe ciphertext.withUnsafeBufferPointer { ciphertext in
                unsafe ctls_mlkem768_decapsulate(self.key.pointer, ciphertext.baseAddress, secret)
            }
        }
    }

    /// A fresh secret and its ciphertext of 1088 bytes.
    ///
    /// - Throws: `invalidKeyShare` if the encapsulation key has another length or fails FIPS 203's check (Section 7.2).
    package static func encapsulate(
        to encapsulationKey: ArraySlice<UInt8>
    ) throws(CryptoFailure) -> (ciphertext: [UInt8], secret: Secret) {
        guard encapsulationKey.count == MLKEM768Length.encapsulationKey else { throw .invalidKeyShare }
        var ciphertext = [UInt8](repeating: 0, count: MLKEM768Length.ciphertext)
        let secret = try unsafe Secret.filled { secret in
            unsafe encapsulationKey.withUnsafeBufferPointer { encapsulationKey in
                unsafe ciphertext.withUnsafeMutableBufferPointer { ciphertext in
                    unsafe ctls_mlkem768_encapsulate(encapsulationKey.baseAddress, ciphertext.baseAddress, secret)
                }
            }
        }
        return (ciphertext, secret)
    }

    /// Owns the key in BoringSSL's memory, which nothing changes once it is made.
    @safe
    private final class Key: @unchecked Sendable {
        let pointer: OpaquePointer

        init(_ pointer: OpaquePointer) { unsafe self.pointer = pointer }

        deinit { unsafe ctls_mlkem768_free(self.pointer) }
    }
}

extension Secret {
    /// A shared secret that `fill` writes; it says whether it did.
    fileprivate static func filled(
        _ fill: (UnsafeMutablePointer<UInt8>) -> Bool
    ) throws(CryptoFailure) -> Secret {
        var isFilled = false
        let secret = Secret(count: MLKEM768Length.sharedSecret) { output in
            unsafe output.withUnsafeMutableBytes { buffer, count in
                unsafe buffer.initializeMemory(as: UInt8.self, repeating: 0)
                if let start = buffer.baseAddress {
                    isFilled = unsafe fill(start.assumingMemoryBound(to: UInt8.self))
                }
                count = buffer.count
            }
        }
        guard isFilled else { throw .invalidKeyShare }
        return secret
    }
}
#endif
