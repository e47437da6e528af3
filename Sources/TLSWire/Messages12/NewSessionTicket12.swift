/// The session's state, sealed by the server for itself, to resume the session with (RFC 5077, Section 3.3).
package struct NewSessionTicket12: HandshakeBody {
    package static let handshakeType = HandshakeType.newSessionTicket
    package static let name: StaticString = "NewSessionTicket"

    /// How long the ticket may be good, in seconds from when it came; 0 leaves it to the client.
    package var ticketLifetimeHint: UInt32

    /// Empty if the server has promised a ticket and has none after all.
    package var ticket: [UInt8]

    package init(ticketLifetimeHint: UInt32, ticket: [UInt8]) {
        self.ticketLifetimeHint = ticketLifetimeHint
        self.ticket = ticket
    }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.ticketLifetimeHint = try reader.uint32("ticket_lifetime_hint")
        self.ticket = try reader.vector("ticket", length: .uint16)
    }

    package func encode(to writer: inout WireWriter) {
        writer.write(self.ticketLifetimeHint)
        writer.writeVector(self.ticket, length: .uint16)
    }

    package var encodedCapacity: Int { 6 + self.ticket.count }
}
