/// The AEAD that protects the records of one direction under one key.
///
/// BoringSSL's where the package's trait `BoringSSL` is on, as it is by default: it expands the key once and
/// allocates nothing per record. Without the trait, swift-crypto's public API.
///
/// Both have this shape:
/// ```swift
/// init(_ algorithm: AEADAlgorithm, key: Secret, iv: Secret) throws(CryptoFailure)
///
/// func seal(
///     _ plaintext: RawSpan, extra: RawSpan, sequenceNumber: UInt64, additionalData: RawSpan,
///     into output: inout OutputRawSpan
/// ) throws(CryptoFailure)
///
/// func open(
///     _ ciphertext: RawSpan, sequenceNumber: UInt64, additionalData: RawSpan, into output: inout OutputRawSpan
/// ) throws(CryptoFailure)
/// ```
/// `extra` is encrypted after the plaintext: the content type and the padding of a TLSInnerPlaintext (RFC 9846, Section
/// 5.2), which need not lie behind the plaintext in memory. The nonce is made of IV and sequence number (Section 5.3).
/// What is sealed or opened is appended to `output`; on failure, `output` is as it was.
#if BoringSSL
package typealias RecordAEAD = BoringSSLRecordAEAD
#else
package typealias RecordAEAD = PublicAPIRecordAEAD
#endif
