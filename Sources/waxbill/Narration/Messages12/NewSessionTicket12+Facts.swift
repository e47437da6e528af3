import TLSWire

extension NewSessionTicket12 {
    /// A session for later (RFC 5077, Section 3.3).
    var facts: [Fact] {
        [
            Fact("ticket", ticket.isEmpty ? "none after all" : "\(ticket.count) bytes"),
            Fact("lifetime", ticketLifetimeHint == 0 ? "unspecified" : "\(ticketLifetimeHint) s"),
        ]
    }
}
