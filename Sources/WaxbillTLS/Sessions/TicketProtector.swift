import Synchronization
import TLSCrypto
import TLSWire

/// Stateless tickets: the session's state itself, sealed with a key that only the server has and that changes.
///
/// A ticket is the key's name (16 bytes), a nonce (32 bytes) and the sealed state (AES-256-GCM under a key derived from
/// the nonce, so that no pair of key and IV comes twice). Who steals a key can read and forge the tickets sealed with it:
/// keys change every ``rotationInterval`` and are forgotten once no ticket of theirs is alive (RFC 9846, Section 8.1,
/// Appendix C.4).
public final class TicketProtector: ServerSessionStore {
    /// After how many seconds a new key seals.
    public let rotationInterval: UInt64
    private let clock: any TLSClock
    private let randomSource: any RandomSource
    private let keys: Mutex<[TicketKey]>

    /// - Parameter rotationInterval: in seconds; at least one.
    public init(
        rotationInterval: UInt64 = 43_200, clock: any TLSClock = SystemClock(),
        randomSource: any RandomSource = SystemRandomSource()
    ) {
        self.rotationInterval = max(1, rotationInterval)
        self.clock = clock
        self.randomSource = randomSource
        keys = Mutex([])
    }

    public func ticket(for state: [UInt8], lifetime: UInt32) -> [UInt8]? {
        let key = currentKey(lifetime: lifetime)
        return key.seal(state, nonce: randomSource.bytes(TicketKey.nonceLength))
    }

    public func state(for ticket: [UInt8]) -> [UInt8]? {
        let now = clock.millisecondsSinceEpoch
        let name = ticket.prefix(TicketKey.nameLength)
        let key = keys.withLock { keys in keys.first { $0.name[...] == name && now < $0.forgottenAt } }
        return key?.open(ticket)
    }

    /// The key that seals now; makes one where the last is too old, and forgets those that are no longer needed.
    private func currentKey(lifetime: UInt32) -> TicketKey {
        let now = clock.millisecondsSinceEpoch
        return keys.withLock { keys in
            keys.removeAll { $0.forgottenAt <= now }
            if let last = keys.indices.last, now >= keys[last].madeAt, now - keys[last].madeAt < rotationInterval * 1000
            {
                keys[last].forgottenAt = max(keys[last].forgottenAt, now + UInt64(lifetime) * 1000)
                return keys[last]
            }
            let key = TicketKey(randomSource, madeAt: now, forgottenAt: now + UInt64(lifetime) * 1000)
            keys.append(key)
            return key
        }
    }
}

/// One key of a ``TicketProtector``.
private struct TicketKey: Sendable {
    static let nameLength = 16
    static let nonceLength = 32

    let name: [UInt8]
    /// Milliseconds since 1970.
    let madeAt: UInt64
    var forgottenAt: UInt64
    private let secret: Secret

    init(_ randomSource: any RandomSource, madeAt: UInt64, forgottenAt: UInt64) {
        name = randomSource.bytes(Self.nameLength)
        secret = Secret(copying: randomSource.bytes(32))
        self.madeAt = madeAt
        self.forgottenAt = forgottenAt
    }

    func seal(_ state: [UInt8], nonce: [UInt8]) -> [UInt8]? {
        guard let aead = aead(nonce) else { return nil }
        var ticket = name + nonce
        let header = ticket
        do throws(CryptoFailure) {
            try ticket.append(capacity: state.count + 16) { (output: inout OutputRawSpan) throws(CryptoFailure) in
                try unsafe aead.seal(
                    state.span.bytes, extra: RawSpan(), sequenceNumber: 0, additionalData: header.span.bytes,
                    into: &output)
            }
        } catch {
            return nil
        }
        return ticket
    }

    func open(_ ticket: [UInt8]) -> [UInt8]? {
        let headerLength = Self.nameLength + Self.nonceLength
        guard ticket.count > headerLength else { return nil }
        let header = Array(ticket[..<headerLength])
        let sealed = Array(ticket[headerLength...])
        guard let aead = aead(Array(header[Self.nameLength...])) else { return nil }
        var state: [UInt8] = []
        do throws(CryptoFailure) {
            try state.append(capacity: sealed.count) { (output: inout OutputRawSpan) throws(CryptoFailure) in
                try unsafe aead.open(
                    sealed.span.bytes, sequenceNumber: 0, additionalData: header.span.bytes, into: &output)
            }
        } catch {
            return nil
        }
        return state
    }

    private func aead(_ nonce: [UInt8]) -> RecordAEAD? {
        let key = HKDF.expandLabel(.sha256, secret: secret, label: "ticket key", context: nonce, length: 32)
        let iv = HKDF.expandLabel(.sha256, secret: secret, label: "ticket iv", context: nonce, length: 12)
        return try? RecordAEAD(.aes256GCM, key: key, iv: iv)
    }
}
