import TLSCrypto

/// The AEAD of one direction with its sequence number (RFC 9846, Sections 5.2 and 5.3).
struct RecordProtection: ~Copyable, Sendable {
    private let aead: RecordAEAD
    private(set) var sequenceNumber: UInt64 = 0
    /// How many records the key may protect (RFC 9846, Section 5.5).
    let recordLimit: UInt64
    let tagLength: Int

    /// Derives key and IV (RFC 9846, Section 7.3).
    init(_ keys: TrafficKeys) throws(TLSError) {
        let suite = keys.suite
        let key = HKDF.expandLabel(
            suite.hash, secret: keys.secret, label: "key", context: [], length: suite.aead.keyLength)
        let iv = HKDF.expandLabel(
            suite.hash, secret: keys.secret, label: "iv", context: [], length: suite.aead.ivLength)
        do throws(CryptoFailure) {
            aead = try RecordAEAD(suite.aead, key: key, iv: iv)
        } catch {
            throw .failure("record keys: \(error)")
        }
        recordLimit = suite.aead.recordLimit
        tagLength = suite.aead.tagLength
    }

    /// Appends the protected fragment of a record.
    /// - Parameter extra: the content type and the padding.
    mutating func seal(
        _ content: RawSpan, extra: RawSpan, header: RawSpan, into output: inout OutputRawSpan
    ) throws(TLSError) {
        do throws(CryptoFailure) {
            try aead.seal(content, extra: extra, sequenceNumber: sequenceNumber, additionalData: header, into: &output)
        } catch {
            throw .failure("sealing a record: \(error)")
        }
        try advance()
    }

    /// Appends the inner plaintext of a protected fragment, content type and padding included.
    mutating func open(_ fragment: RawSpan, header: RawSpan, into output: inout OutputRawSpan) throws(TLSError) {
        do throws(CryptoFailure) {
            try aead.open(fragment, sequenceNumber: sequenceNumber, additionalData: header, into: &output)
        } catch .outputTooSmall {
            throw .misuse(.outputTooSmall(needed: fragment.byteCount))
        } catch {
            // RFC 9846, Section 5.2
            throw .violation(.badRecordMAC)
        }
        try advance()
    }

    /// RFC 9846, Section 5.3: sequence numbers do not wrap.
    private mutating func advance() throws(TLSError) {
        guard sequenceNumber < .max else { throw .failure("the sequence numbers are used up") }
        sequenceNumber += 1
    }
}
