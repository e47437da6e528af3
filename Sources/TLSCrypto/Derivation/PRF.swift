/// The pseudorandom function of TLS 1.2 and before, from which main secret, keys and verify_data come.
package enum PRF: Sendable, Hashable, CaseIterable {
    /// That of TLS 1.0 and 1.1: MD5 XOR SHA-1 (RFC 2246, Section 5).
    case md5SHA1
    /// That of TLS 1.2 with SHA-256 (RFC 5246, Section 5).
    case sha256
    /// That of TLS 1.2 with SHA-384, for the suites that name it (RFC 5288, Section 3).
    case sha384

    /// The length in bytes of the transcript's hash that Finished and the extended main secret take.
    package var digestLength: Int {
        switch self {
        case .md5SHA1: 36
        case .sha256: 32
        case .sha384: 48
        }
    }

    /// `PRF(secret, label, seed)`, cut to `length` bytes.
    package func derive(secret: Secret, label: StaticString, seed: [UInt8], length: Int) -> Secret {
        let utf8 = unsafe UnsafeBufferPointer(start: label.utf8Start, count: label.utf8CodeUnitCount)
        return unsafe self.derive(secret: secret, label: [UInt8](utf8), seed: seed, length: length)
    }

    /// `PRF(secret, label, seed)` with a label that is known only at run time: that of an exporter (RFC 5705).
    package func derive(secret: Secret, label: [UInt8], seed: [UInt8], length: Int) -> Secret {
        let labelAndSeed = label + seed
        return switch self {
        case .md5SHA1: PRF10.derive(secret: secret, labelAndSeed: labelAndSeed, length: length)
        case .sha256: PRF12.derive(.sha256, secret: secret, labelAndSeed: labelAndSeed, length: length)
        case .sha384: PRF12.derive(.sha384, secret: secret, labelAndSeed: labelAndSeed, length: length)
        }
    }
}
