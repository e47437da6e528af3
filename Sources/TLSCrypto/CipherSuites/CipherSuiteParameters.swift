import TLSWire

/// What a TLS 1.3 cipher suite stands for (RFC 9846, Appendix B.4).
package struct CipherSuiteParameters: Sendable, Hashable {
    package let hash: HashAlgorithm
    package let aead: AEADAlgorithm

    /// The parameters of `suite`; nil if it is no suite of TLS 1.3 or not one that this module can do.
    package init?(_ suite: CipherSuite) {
        switch suite {
        case .aes128GCMSHA256: (self.hash, self.aead) = (.sha256, .aes128GCM)
        case .aes256GCMSHA384: (self.hash, self.aead) = (.sha384, .aes256GCM)
        case .chaCha20Poly1305SHA256: (self.hash, self.aead) = (.sha256, .chaCha20Poly1305)
        default: return nil
        }
    }

    /// The length of a traffic key in bytes.
    package var keyLength: Int { self.aead.keyLength }

    /// The length of a traffic IV in bytes.
    package var ivLength: Int { self.aead.ivLength }

    /// How many records one key may protect (RFC 9846, Section 5.5).
    package var recordLimit: UInt64 { self.aead.recordLimit }
}
