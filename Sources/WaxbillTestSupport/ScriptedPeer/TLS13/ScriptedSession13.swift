import TLSCrypto
import TLSWire

/// What two peers of TLS 1.3 resume a session with.
package struct ScriptedSession13: Sendable {
    package var suite: CipherSuite
    package var ticket: [UInt8]
    package var ageAdd: UInt32
    package var psk: Secret
}
