/// Records with an AEAD in TLS 1.2: GCM (RFC 5288) and ChaCha20-Poly1305 (RFC 7905).
struct AEADRecordProtection12: ~Copyable, Sendable {
    private let aead: RecordAEAD

    /// The length of the part of the nonce that each record brings, in bytes.
    private let explicitNonceLength: Int

    /// - Parameter fixedIV: `salt`, the first four bytes of GCM's nonce; for ChaCha20-Poly1305, the twelve bytes to which
    ///   the sequence number is XORed.
    init(_ algorithm: AEADAlgorithm, key: Secret, fixedIV: Secret) throws(CryptoFailure) {
        self.explicitNonceLength = algorithm.ivLength - fixedIV.count
        // RecordAEAD XORs a number of eight bytes onto the IV. Onto zeros, that is to put it behind the salt.
        let zeros = max(0, self.explicitNonceLength)
        let iv = Secret(count: fixedIV.count + zeros) { output in
            output.append(fixedIV.bytes)
            for _ in 0..<zeros { output.append(0) }
        }
        self.aead = try RecordAEAD(algorithm, key: key, iv: iv)
    }

    func sealedLength(of length: Int) -> Int {
        self.explicitNonceLength + length + self.aead.algorithm.tagLength
    }

    /// Appends explicit nonce, ciphertext and tag, for which there must be room.
    @_lifetime(output: copy output)
    mutating func seal(
        _ plaintext: RawSpan, header: RecordHeader12, sequenceNumber: UInt64, into output: inout OutputRawSpan
    ) throws(CryptoFailure) {
        // RFC 5288, Section 3: the explicit part may be the sequence number. No key meets a nonce twice that way.
        if self.explicitNonceLength > 0 {
            unsafe output.append(sequenceNumber.bigEndian, as: UInt64.self)
        }
        let additionalData = header.with(length: plaintext.byteCount)
        do throws(CryptoFailure) {
            try unsafe self.aead.seal(
                plaintext, extra: RawSpan(), sequenceNumber: sequenceNumber,
                additionalData: additionalData.bytes.span.bytes, into: &output)
        } catch {
            output.removeLast(self.explicitNonceLength)
            throw error
        }
    }

    /// Appends the plaintext, for which there must be room.
    @_lifetime(output: copy output)
    mutating func open(
        _ fragment: RawSpan, header: RecordHeader12, sequenceNumber: UInt64, into output: inout OutputRawSpan
    ) throws(CryptoFailure) {
        let length = fragment.byteCount - self.sealedLength(of: 0)
        guard length >= 0 else { throw .authenticationFailed }
        let additionalData = header.with(length: length)
        var nonce = sequenceNumber
        if self.explicitNonceLength > 0 {
            nonce = unsafe UInt64(bigEndian: fragment.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt64.self))
        }
        try unsafe self.aead.open(
            fragment.extracting(droppingFirst: self.explicitNonceLength), sequenceNumber: nonce,
            additionalData: additionalData.bytes.span.bytes, into: &output)
    }
}
