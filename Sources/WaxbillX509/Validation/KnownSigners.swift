import Synchronization

/// The keys that were found to have signed one certificate. That never changes, so it is looked up when the certificate is met
/// again: a peer that comes back costs no signature check. Validity, revocation and all other rules are looked at every time.
final class KnownSigners: Sendable {
    /// More issuers' keys than that no certificate has in earnest.
    private static let capacity = 4

    /// DER SubjectPublicKeyInfos.
    private let keys = Mutex<[[UInt8]]>([])

    func contains(_ key: [UInt8]) -> Bool { keys.withLock { $0.contains(key) } }

    func insert(_ key: [UInt8]) {
        keys.withLock { keys in
            guard keys.count < Self.capacity, !keys.contains(key) else { return }
            keys.append(key)
        }
    }
}
