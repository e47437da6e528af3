/// A name under which the server knows a pre-shared key for a later connection (RFC 9846, Section 4.7.1).
package struct NewSessionTicket: HandshakeBody {
    package static let handshakeType = HandshakeType.newSessionTicket
    package static let name: StaticString = "NewSessionTicket"

    /// How long the ticket is good, in seconds from when it was sent.
    package var ticketLifetime: UInt32

    /// What the client adds to the ticket's age so that nobody can tell it.
    package var ticketAgeAdd: UInt32
    package var ticketNonce: [UInt8]
    package var ticket: [UInt8]
    package var extensions: ExtensionBlock

    package init(
        ticketLifetime: UInt32,
        ticketAgeAdd: UInt32,
        ticketNonce: [UInt8],
        ticket: [UInt8],
        extensions: ExtensionBlock = ExtensionBlock()
    ) {
        self.ticketLifetime = ticketLifetime
        self.ticketAgeAdd = ticketAgeAdd
        self.ticketNonce = ticketNonce
        self.ticket = ticket
        self.extensions = extensions
    }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.ticketLifetime = try reader.uint32("ticket_lifetime")
        self.ticketAgeAdd = try reader.uint32("ticket_age_add")
        self.ticketNonce = try reader.vector("ticket_nonce", length: .uint8)
        self.ticket = try reader.vector("ticket", length: .uint16, in: 1...0xffff)
        self.extensions = try ExtensionBlock(from: &reader, path: "NewSessionTicket.extensions")
    }

    package func encode(to writer: inout WireWriter) {
        writer.write(self.ticketLifetime)
        writer.write(self.ticketAgeAdd)
        writer.writeVector(self.ticketNonce, length: .uint8)
        writer.writeVector(self.ticket, length: .uint16)
        self.extensions.encode(to: &writer)
    }

    package var encodedCapacity: Int {
        11 + self.ticketNonce.count + self.ticket.count + self.extensions.encodedCount
    }
}
