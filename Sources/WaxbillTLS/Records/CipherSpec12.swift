import TLSCrypto
import TLSWire

/// What protects the records of one direction in TLS 1.2 and before, from a ChangeCipherSpec on: the RFC's "pending state"
/// of that direction (RFC 5246, Section 6.1).
struct CipherSpec12: Sendable, Equatable {
    /// The only phase in which such records are protected, for observers.
    static let epochName = "connection"

    let suite: CipherSuiteParameters12
    let version: ProtocolVersion
    /// RFC 7366
    let encryptsThenMACs: Bool
    let keys: RecordKeys12
}
