#if BoringSSL
import CTLSCrypto
import TLSWire

/// Records with AES in CBC mode and HMAC, in TLS 1.2 and before (RFC 5246, Section 6.2.3.2).
///
/// Opening MAC-then-encrypt takes a time that depends on the record's length only (Lucky 13), and says of wrong padding what
/// it says of a wrong MAC.
@safe
package struct CBCRecordProtection: ~Copyable, @unchecked Sendable {
    // Owned: released by deinit and by nobody else. What changes it is mutating.
    private let context: OpaquePointer
    private let isSealing: Bool

    /// Expands the keys.
    ///
    /// - Parameters:
    ///   - encryptsThenMACs: RFC 7366's order, or the other.
    ///   - chainedIV: The IV of the first record in TLS 1.0; nil from TLS 1.1 on, where each record brings its own.
    /// - Throws: `invalidKeyLength`.
    package init(
        _ mac: CipherSuite12.MACAlgorithm, encryptsThenMACs: Bool, direction: RecordProtection12.Direction, key: Secret,
        macKey: Secret, chainedIV: Secret?
    ) throws(CryptoFailure) {
        guard key.count == 16 || key.count == 32, macKey.count == mac.length, chainedIV?.count ?? 16 == 16 else {
            throw .invalidKeyLength
        }
        let ivBytes = chainedIV ?? Secret(zeros: 16)
        let hasChain = chainedIV != nil
        let context = unsafe key.bytes.withUnsafeBytes { key in
            unsafe macKey.bytes.withUnsafeBytes { macKey in
                unsafe ivBytes.bytes.withUnsafeBytes { iv in
                    unsafe ctls_cbc_new(
                        mac.identifier, encryptsThenMACs, direction == .sealing, key.baseAddress, key.count,
                        macKey.baseAddress, macKey.count, hasChain ? iv.baseAddress : nil)
                }
            }
        }
        guard let context = unsafe context else { throw .internalFailure }
        unsafe self.context = context
        self.isSealing = direction == .sealing
    }

    deinit {
        unsafe ctls_cbc_free(self.context)
    }

    /// The length of the fragment that seals a plaintext of `length` bytes.
    package func sealedLength(of length: Int) -> Int {
        unsafe ctls_cbc_sealed_length(self.context, length)
    }

    /// How often compression functions were called to compute MACs in constant time; zero where BoringSSL has the whole
    /// construction. For tests.
    package var compressionCount: Int {
        unsafe ctls_cbc_compressions(self.context)
    }

    /// Appends IV, if each record has one, ciphertext and MAC.
    @_lifetime(output: copy output)
    mutating func seal(
        _ plaintext: RawSpan, header: RecordHeader12, random: any RandomSource, into output: inout OutputRawSpan
    ) throws(CryptoFailure) {
        // RFC 5246, Section 6.2.3.2: the IV MUST be unpredictable.
        let iv = random.bytes(16)
        guard iv.count == 16 else { throw .unusableRandomness }
        let length = self.sealedLength(of: plaintext.byteCount)
        guard self.isSealing else { throw .internalFailure }
        guard length <= output.freeCapacity else { throw .outputTooSmall }
        let context = unsafe self.context
        let isSealed = unsafe output.withUnsafeMutableBytes { buffer, count in
            let free = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
            let isSealed = unsafe plaintext.withUnsafeBytes { plaintext in
                unsafe header.bytes.span.bytes.withUnsafeBytes { header in
                    unsafe ctls_cbc_seal(
                        context, header.baseAddress, iv, free.baseAddress, free.count, plaintext.baseAddress,
                        plaintext.count)
                }
            }
            if isSealed { count += length }
            return isSealed
        }
        guard isSealed else { throw .internalFailure }
    }

    /// Appends the plaintext, shorter than the fragment, for which `output` needs as much room nevertheless.
    @_lifetime(output: copy output)
    mutating func open(
        _ fragment: RawSpan, header: RecordHeader12, into output: inout OutputRawSpan
    ) throws(CryptoFailure) {
        guard !self.isSealing else { throw .internalFailure }
        guard fragment.byteCount <= output.freeCapacity else { throw .outputTooSmall }
        let context = unsafe self.context
        let isOpened = unsafe output.withUnsafeMutableBytes { buffer, count in
            let free = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
            var length = 0
            let isOpened = unsafe fragment.withUnsafeBytes { fragment in
                unsafe header.bytes.span.bytes.withUnsafeBytes { header in
                    unsafe ctls_cbc_open(
                        context, header.baseAddress, free.baseAddress, free.count, &length, fragment.baseAddress,
                        fragment.count)
                }
            }
            if isOpened { count += length }
            return isOpened
        }
        // RFC 5246, Section 7.2.2: bad_record_mac for wrong padding too.
        guard isOpened else { throw .authenticationFailed }
    }
}

extension CipherSuite12.MACAlgorithm {
    fileprivate var identifier: ctls_cbc_mac {
        switch self {
        case .hmacSHA1: CTLS_CBC_SHA1
        case .hmacSHA256: CTLS_CBC_SHA256
        case .hmacSHA384: CTLS_CBC_SHA384
        }
    }
}
#endif
