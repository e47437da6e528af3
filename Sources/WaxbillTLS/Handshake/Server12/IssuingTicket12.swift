import TLSCrypto
import TLSWire

/// NEGOTIATED: the ticket that was promised is being made (RFC 5077, Section 3.3).
struct IssuingTicket12: ~Copyable, Sendable {
    var core: ServerCore12
    let keys: PendingKeys12
    let order: ServerFinish12.Order
    /// For how many seconds the ticket is good.
    let lifetime: UInt32

    static func begin(
        _ core: consuming ServerCore12, _ keys: consuming PendingKeys12, _ order: ServerFinish12.Order,
        _ output: inout HandshakeOutput
    ) -> ServerHandshake12 {
        let session = core.session(keys.main)
        let lifetime = session.remainingLifetime(at: core.configuration.clock.millisecondsSinceEpoch)
        output.append(.ask(.issueTicket(state: session.encoded(), lifetime: lifetime)))
        return .issuingTicket(IssuingTicket12(core: core, keys: keys, order: order, lifetime: lifetime))
    }

    consuming func receive(_ answer: Answer, _ output: inout HandshakeOutput) throws(TLSError) -> ServerHandshake12 {
        guard case .ticket(let ticket) = answer else { throw .misuse(.noInquiryWaiting) }
        // RFC 5077, Section 3.3: it was promised, so that an empty one has to come where there is none.
        let sendable = ticket.flatMap { $0.count <= 0xffff ? $0 : nil } ?? []
        output.send(NewSessionTicket12(ticketLifetimeHint: lifetime, ticket: sendable), &core.transcript)
        return ServerFinish12.finish(core, keys, order, &output)
    }
}

extension ServerSession {
    /// For how many seconds more the session may be used. A resumption does not prolong it.
    fileprivate func remainingLifetime(at now: UInt64) -> UInt32 {
        let age = now >= issuedAt ? (now - issuedAt) / 1000 : 0
        return age < UInt64(lifetime) ? lifetime - UInt32(truncatingIfNeeded: age) : 0
    }
}
