import TLSCrypto
import TLSWire

/// What two peers of TLS 1.2 or before resume a session with.
package struct ScriptedSession12: Sendable {
    package var version: ProtocolVersion
    package var suite: CipherSuite
    package var mainSecret: Secret
    /// Whether the main secret is bound to the handshake (RFC 7627).
    package var usesExtendedMainSecret: Bool
    /// Empty if the server gave none.
    package var sessionID: [UInt8]
    /// Nil if the server gave none.
    package var ticket: [UInt8]?
}
