import Crypto

/// The record AEAD over swift-crypto's public API; see `RecordAEAD`.
///
/// Expands the key and allocates for each record.
package struct PublicAPIRecordAEAD: ~Copyable, Sendable {
    package let algorithm: AEADAlgorithm
    private let key: SymmetricKey
    private let iv: Secret

    /// Keeps copies of the key and the IV.
    ///
    /// - Throws: `invalidKeyLength` if `key` or `iv` is not as long as the algorithm has it.
    package init(_ algorithm: AEADAlgorithm, key: Secret, iv: Secret) throws(CryptoFailure) {
        guard key.count == algorithm.keyLength, iv.count == algorithm.ivLength else {
            throw .invalidKeyLength
        }
        self.algorithm = algorithm
        self.key = unsafe key.bytes.withUnsafeBytes { unsafe SymmetricKey(data: $0) }
        self.iv = iv
    }

    /// Appends the encryption of `plaintext` and `extra` and the tag to `output`.
    ///
    /// - Throws: `outputTooSmall`.
    @_lifetime(output: copy output)
    package func seal(
        _ plaintext: RawSpan, extra: RawSpan, sequenceNumber: UInt64, additionalData: RawSpan,
        into output: inout OutputRawSpan
    ) throws(CryptoFailure) {
        let innerLength = plaintext.byteCount + extra.byteCount
        guard innerLength + self.algorithm.tagLength <= output.freeCapacity else { throw .outputTooSmall }
        let (ciphertext, tag) = try self.sealed(
            plaintext.copyBytes() + extra.copyBytes(), sequenceNumber, additionalData.copyBytes())
        guard ciphertext.count == innerLength, tag.count == self.algorithm.tagLength else { throw .internalFailure }
        unsafe output.append(ciphertext.span.bytes)
        unsafe output.append(tag.span.bytes)
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
        let opened = try self.opened(
            ciphertext.extracting(first: openedLength).copyBytes(),
            tag: ciphertext.extracting(droppingFirst: openedLength).copyBytes(), sequenceNumber,
            additionalData.copyBytes())
        guard opened.count == openedLength else { throw .internalFailure }
        unsafe output.append(opened.span.bytes)
    }

    private func sealed(
        _ inner: [UInt8], _ sequenceNumber: UInt64, _ additionalData: [UInt8]
    ) throws(CryptoFailure) -> (ciphertext: [UInt8], tag: [UInt8]) {
        let nonce = self.nonce(sequenceNumber)
        do {
            switch self.algorithm {
            case .aes128GCM, .aes256GCM:
                let box = try AES.GCM.seal(
                    inner, using: self.key, nonce: AES.GCM.Nonce(data: nonce), authenticating: additionalData)
                return ([UInt8](box.ciphertext), [UInt8](box.tag))
            case .chaCha20Poly1305:
                let box = try ChaChaPoly.seal(
                    inner, using: self.key, nonce: ChaChaPoly.Nonce(data: nonce), authenticating: additionalData)
                return ([UInt8](box.ciphertext), [UInt8](box.tag))
            }
        } catch {
            throw .internalFailure
        }
    }

    private func opened(
        _ ciphertext: [UInt8], tag: [UInt8], _ sequenceNumber: UInt64, _ additionalData: [UInt8]
    ) throws(CryptoFailure) -> [UInt8] {
        let nonce = self.nonce(sequenceNumber)
        do {
            switch self.algorithm {
            case .aes128GCM, .aes256GCM:
                let box = try AES.GCM.SealedBox(nonce: AES.GCM.Nonce(data: nonce), ciphertext: ciphertext, tag: tag)
                return try [UInt8](AES.GCM.open(box, using: self.key, authenticating: additionalData))
            case .chaCha20Poly1305:
                let box = try ChaChaPoly.SealedBox(
                    nonce: ChaChaPoly.Nonce(data: nonce), ciphertext: ciphertext, tag: tag)
                return try [UInt8](ChaChaPoly.open(box, using: self.key, authenticating: additionalData))
            }
        } catch {
            // RFC 9846, Section 5.2: a record that does not decrypt ends the connection with bad_record_mac.
            throw .authenticationFailed
        }
    }

    /// RFC 9846, Section 5.3: the sequence number in network byte order, padded on the left, XORed with the IV.
    private func nonce(_ sequenceNumber: UInt64) -> [UInt8] {
        var nonce = self.iv.copyBytes()
        for index in nonce.indices.suffix(8) {
            nonce[index] ^= UInt8(truncatingIfNeeded: sequenceNumber >> UInt64(8 * (nonce.count - 1 - index)))
        }
        return nonce
    }
}
