import TLSCrypto
import TLSWire

/// CONNECTED: tickets and KeyUpdates may come (RFC 9846, Section 4.7).
struct ConnectedClient13: ~Copyable, Sendable {
    var keys: ApplicationKeys
    let exporter: Exporter
    var tickets: TicketReception

    consuming func receive(
        _ message: ReceivedMessage, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ConnectedClient13 {
        switch message.message {
        case .newSessionTicket(let ticket): try tickets.receive(ticket, &output)
        case .keyUpdate(let update): keys.receive(update, &output)
        default: throw .violation(.unexpectedMessage(message.message.type))
        }
        return self
    }

    consuming func updateKeys(requestPeer: Bool, _ output: inout HandshakeOutput) -> ConnectedClient13 {
        keys.update(requestPeer: requestPeer, &output)
        return self
    }
}
