import Crypto

/// The hash function of a cipher suite (RFC 9846, Appendix B.4).
package enum HashAlgorithm: Sendable, Hashable, CaseIterable {
    case sha256
    case sha384

    /// `Hash.length`: the length of a digest in bytes.
    package var digestLength: Int {
        switch self {
        case .sha256: 32
        case .sha384: 48
        }
    }

    /// The digest of `bytes`.
    package func digest(of bytes: RawSpan) -> [UInt8] {
        switch self {
        case .sha256: Self.digest(of: bytes, with: SHA256())
        case .sha384: Self.digest(of: bytes, with: SHA384())
        }
    }

    /// The digest of `bytes`.
    package func digest(of bytes: [UInt8]) -> [UInt8] {
        unsafe self.digest(of: bytes.span.bytes)
    }

    @inline(__always)
    private static func digest<H: HashFunction>(of bytes: RawSpan, with function: consuming H) -> [UInt8]
    where H.Digest: ByteDigest {
        function.update(bytes)
        return function.finalize().copyBytes()
    }
}

extension HashFunction {
    /// Hashes `bytes` where they lie.
    @inline(__always)
    mutating func update(_ bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes { unsafe self.update(bufferPointer: $0) }
    }
}

/// A digest whose bytes can be read without Foundation, whose protocol swift-crypto's generic access belongs to.
protocol ByteDigest: Digest {
    /// Calls `body` with the bytes of the digest.
    func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R
}

extension SHA256Digest: ByteDigest {}
extension SHA384Digest: ByteDigest {}
extension SHA512Digest: ByteDigest {}

extension ByteDigest {
    /// The digest as an array.
    @inline(__always)
    func copyBytes() -> [UInt8] {
        unsafe self.withUnsafeBytes { unsafe [UInt8]($0) }
    }
}
