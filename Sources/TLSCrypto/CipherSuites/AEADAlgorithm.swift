/// An AEAD that protects records (RFC 9846, Appendix B.4).
package enum AEADAlgorithm: Sendable, Hashable, CaseIterable {
    case aes128GCM
    case aes256GCM
    case chaCha20Poly1305

    /// The length of a key in bytes.
    package var keyLength: Int {
        switch self {
        case .aes128GCM: 16
        case .aes256GCM, .chaCha20Poly1305: 32
        }
    }

    /// `iv_length`: the length of the static IV and of the nonce in bytes.
    package var ivLength: Int { 12 }

    /// The length of the authentication tag in bytes, by which a ciphertext is longer than its plaintext.
    package var tagLength: Int { 16 }

    /// How many records one key may protect.
    package var recordLimit: UInt64 {
        switch self {
        // RFC 9846, Section 5.5: 2^24.5 full-size records.
        case .aes128GCM, .aes256GCM: 23_726_566
        // RFC 9846, Section 5.5: the sequence number wraps first.
        case .chaCha20Poly1305: .max
        }
    }
}
