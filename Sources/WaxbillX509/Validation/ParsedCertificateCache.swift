import Synchronization

/// The certificates seen last, parsed: most peers are met again, and parsing costs a third of a signature check.
///
/// Only what was parsed is kept, never what was found about it: every check is made every time. It is bounded, so that
/// hostile peers can only make it useless.
final class ParsedCertificateCache: Sendable {
    /// The most certificates kept, of at most so many bytes each.
    private static let capacity = 128
    private static let maximumSize = 8192

    private let certificates = Mutex<[HashableBytes: ParsedCertificate]>([:])

    /// The certificate, parsed now or before.
    func certificate(_ der: [UInt8]) throws(RuleViolation) -> ParsedCertificate {
        let key = HashableBytes(der)
        if let known = certificates.withLock({ $0[key] }) { return known }
        let parsed = try ParsedCertificate(der: der)
        guard der.count <= Self.maximumSize else { return parsed }
        certificates.withLock { certificates in
            if certificates.count >= Self.capacity { certificates.remove(at: certificates.startIndex) }
            certificates[key] = parsed
        }
        return parsed
    }
}

/// Bytes as a key. An array of bytes is hashed one by one, which for a certificate takes longer than all that is done with it.
struct HashableBytes: Hashable {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func hash(into hasher: inout Hasher) {
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
}
