/// `session_ticket` of a ClientHello: the ticket to resume with, or the wish for one (RFC 5077, Section 3.2).
package struct SessionTicket: TLSExtension {
    package static let type = ExtensionType.sessionTicket

    /// Empty if the client has none. It fills the extension, without a length of its own (RFC 5077, Section 4).
    package var ticket: [UInt8]

    package init(ticket: [UInt8] = []) { self.ticket = ticket }

    package init(from reader: inout WireReader) throws(DecodingFailure) { self.ticket = reader.remainder() }

    package func encode(to writer: inout WireWriter) { writer.write(self.ticket) }
}

/// `session_ticket` of a ServerHello: a NewSessionTicket will come (RFC 5077, Section 3.2).
package struct SessionTicketAcknowledgement: EmptyExtension {
    package static let type = ExtensionType.sessionTicket

    package init() {}
}
