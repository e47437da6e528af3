import TLSWire

extension NewSessionTicket {
    /// A session for later (RFC 9846, Section 4.7.1).
    var facts: [Fact] {
        [
            Fact("ticket", "\(ticket.count) bytes"),
            Fact("lifetime", "\(ticketLifetime) s"),
        ]
    }
}

extension KeyUpdate {
    /// New keys for the sender's direction (RFC 9846, Section 4.7.3).
    var facts: [Fact] { [Fact("request", requestUpdate.description)] }
}
