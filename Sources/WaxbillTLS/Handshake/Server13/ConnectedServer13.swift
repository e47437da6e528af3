import TLSCrypto
import TLSWire

/// CONNECTED: KeyUpdates may come (RFC 9846, Section 4.7).
struct ConnectedServer13: ~Copyable, Sendable {
    var keys: ApplicationKeys
    let exporter: Exporter

    consuming func receive(
        _ message: ReceivedMessage, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ConnectedServer13 {
        guard case .keyUpdate(let update) = message.message else {
            throw .violation(.unexpectedMessage(message.message.type))
        }
        keys.receive(update, &output)
        return self
    }

    consuming func updateKeys(requestPeer: Bool, _ output: inout HandshakeOutput) -> ConnectedServer13 {
        keys.update(requestPeer: requestPeer, &output)
        return self
    }
}
