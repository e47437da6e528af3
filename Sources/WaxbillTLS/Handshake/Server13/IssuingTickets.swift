import TLSCrypto
import TLSWire

/// CONNECTED, with tickets still to be made.
struct IssuingTickets: ~Copyable, Sendable {
    var connected: ConnectedServer13
    var issuer: TicketIssuer

    static func begin(
        _ connected: consuming ConnectedServer13, _ issuer: TicketIssuer, _ output: inout HandshakeOutput
    ) -> ServerHandshake13 {
        guard issuer.remaining > 0 else { return .connected(connected) }
        issuer.ask(&output)
        return .issuingTickets(IssuingTickets(connected: connected, issuer: issuer))
    }

    consuming func receive(_ answer: Answer, _ output: inout HandshakeOutput) -> ServerHandshake13 {
        if case .ticket(let ticket) = answer { issuer.send(ticket, &output) }
        return Self.begin(connected, issuer, &output)
    }

    consuming func updateKeys(requestPeer: Bool, _ output: inout HandshakeOutput) -> IssuingTickets {
        IssuingTickets(connected: connected.updateKeys(requestPeer: requestPeer, &output), issuer: issuer)
    }
}
