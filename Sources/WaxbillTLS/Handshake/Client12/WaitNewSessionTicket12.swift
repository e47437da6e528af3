import TLSWire

/// WAIT_NST: the ticket that the server has promised (RFC 5077, Section 3.3).
struct WaitNewSessionTicket12: ~Copyable, Sendable {
    var completion: ClientCompletion12

    consuming func receive(
        _ message: ReceivedMessage12, _ output: inout HandshakeOutput
    ) throws(TLSError) -> ClientHandshake12 {
        guard case .newSessionTicket(let ticket) = message.message else {
            throw .violation(.unexpectedMessage(message.message.type))
        }
        completion.core.transcript.append(message)
        completion.ticket = ticket
        return .waitChangeCipherSpec(WaitChangeCipherSpec12(completion: completion))
    }
}
