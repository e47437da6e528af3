import Crypto

/// A running hash over the handshake messages of TLS 1.2 and before: what Finished, the extended main secret (RFC 7627)
/// and, before TLS 1.2, CertificateVerify take.
///
/// Copies share their state until one of them goes on. In TLS 1.2, CertificateVerify may use another hash than the PRF's,
/// so that its messages themselves have to be kept until then (RFC 5246, Section 7.4.8).
package struct TranscriptHash12: Sendable {
    package let prf: PRF

    // One of the first two, or the others, by `prf`.
    private var sha256: SHA256?
    private var sha384: SHA384?
    private var md5: Insecure.MD5?
    private var sha1: Insecure.SHA1?

    package init(_ prf: PRF) {
        self.prf = prf
        switch prf {
        case .sha256: self.sha256 = SHA256()
        case .sha384: self.sha384 = SHA384()
        case .md5SHA1: (self.md5, self.sha1) = (Insecure.MD5(), Insecure.SHA1())
        }
    }

    /// Hashes `bytes` after those that came before.
    package mutating func update(_ bytes: RawSpan) {
        self.sha256?.update(bytes)
        self.sha384?.update(bytes)
        self.md5?.update(bytes)
        self.sha1?.update(bytes)
    }

    /// Hashes `bytes` after those that came before.
    package mutating func update(_ bytes: [UInt8]) {
        unsafe self.update(bytes.span.bytes)
    }

    /// The digest of all bytes so far, `prf.digestLength` bytes; more may follow. Before TLS 1.2, MD5's digest and then
    /// SHA-1's (RFC 2246, Section 7.4.9).
    package func digest() -> [UInt8] {
        switch self.prf {
        case .sha256: self.sha256?.finalize().copyBytes() ?? []
        case .sha384: self.sha384?.finalize().copyBytes() ?? []
        case .md5SHA1: (self.md5?.finalize().copyBytes() ?? []) + (self.sha1?.finalize().copyBytes() ?? [])
        }
    }
}
