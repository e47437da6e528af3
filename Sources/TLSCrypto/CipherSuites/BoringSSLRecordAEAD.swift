#if BoringSSL
import CTLSCrypto

/// The record AEAD over BoringSSL's `EVP_AEAD`; see `RecordAEAD`.
@safe
package struct BoringSSLRecordAEAD: ~Copyable, @unchecked Sendable {
    package let algorithm: AEADAlgorithm

    // Owned: released by deinit and by nobody else. BoringSSL does not change it once made.
    private let context: OpaquePointer

    /// Expands the key.
    ///
    /// - Throws: `invalidKeyLength` if `key` or `iv` is not as long as the algorithm has it.
    package init(_ algorithm: AEADAlgorithm, key: Secret, iv: Secret) throws(CryptoFailure) {
        guard key.count == algorithm.keyLength, iv.count == algorithm.ivLength else {
            throw .invalidKeyLength
        }
        let context = unsafe key.bytes.withUnsafeBytes { key in
            unsafe iv.bytes.withUnsafeBytes { iv in
                unsafe ctls_aead_new(
                    algorithm.identifier, key.baseAddress, key.count, iv.baseAddress, iv.count)
            }
        }
        guard let context = unsafe context else { throw .internalFailure }
        self.algorithm = algorithm
        unsafe self.context = context
    }

    deinit {
        unsafe ctls_aead_free(self.context)
    }

    /// Appends the encryption of `plaintext` and `extra` and the tag to `output`.
    ///
    /// - Throws: `outputTooSmall`.
    @_lifetime(output: copy output)
    package func seal(
        _ plaintext: RawSpan, extra: RawSpan, sequenceNumber: UInt64, additionalData: RawSpan,
        into output: inout OutputRawSpan
    ) throws(CryptoFailure) {
        let sealedLength = plaintext.byteCount + extra.byteCount + self.algorithm.tagLength
        guard sealedLength <= output.freeCapacity else { throw .outputTooSmall }
        let context = unsafe self.context
        let isSealed = unsafe output.withUnsafeMutableBytes { buffer, count in
            let free = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
            let isSealed = unsafe plaintext.withUnsafeBytes { plaintext in
                unsafe extra.withUnsafeBytes { extra in
                    unsafe additionalData.withUnsafeBytes { additionalData in
                        unsafe ctls_aead_seal(
                            context, sequenceNumber, free.baseAddress, free.count,
                            plaintext.baseAddress, plaintext.count, extra.baseAddress, extra.count,
                            additionalData.baseAddress, additionalData.count)
                    }
                }
            }
            if isSealed { count += sealedLength }
            return isSealed
        }
        guard isSealed else { throw .internalFailure }
    }

    /// Appends the decryption of `ciphertext`, which ends with the tag, to `output`.
    ///
    /// - Throws: `authenticationFailed`, `outputTooSmall`.
    @_lifetime(output: copy output)
    package func open(
        _ ciphertext: RawSpan, sequenceNumber: UInt64, additionalData: RawSpan, into output: inout OutputRawSpan
    ) throws(CryptoFailure) {
        let openedLength = ciphertext.byteCount - self.algorithm.tagLength
        guard openedLength >= 0 else { throw .authenticationFailed }
        guard openedLength <= output.freeCapacity else { throw .outputTooSmall }
        let context = unsafe self.context
        let isOpened = unsafe output.withUnsafeMutableBytes { buffer, count in
            let free = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
            let isOpened = unsafe ciphertext.withUnsafeBytes { ciphertext in
                unsafe additionalData.withUnsafeBytes { additionalData in
                    unsafe ctls_aead_open(
                        context, sequenceNumber, free.baseAddress, free.count,
                        ciphertext.baseAddress, ciphertext.count, additionalData.baseAddress, additionalData.count)
                }
            }
            if isOpened { count += openedLength }
            return isOpened
        }
        // RFC 9846, Section 5.2: a record that does not decrypt ends the connection with bad_record_mac.
        guard isOpened else { throw .authenticationFailed }
    }
}

extension AEADAlgorithm {
    fileprivate var identifier: ctls_aead_algorithm {
        switch self {
        case .aes128GCM: CTLS_AEAD_AES_128_GCM
        case .aes256GCM: CTLS_AEAD_AES_256_GCM
        case .chaCha20Poly1305: CTLS_AEAD_CHACHA20_POLY1305
        }
    }
}
#endif
