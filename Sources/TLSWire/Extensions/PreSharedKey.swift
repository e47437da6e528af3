/// A pre-shared key by its name, which for a resumption is a ticket (RFC 9846, Section 4.3.11).
package struct PskIdentity: WireCodable, Hashable, Sendable {
    package var identity: [UInt8]

    /// The ticket's age in milliseconds plus `ticket_age_add`, modulo 2^32; 0 for keys from elsewhere.
    package var obfuscatedTicketAge: UInt32

    package init(identity: [UInt8], obfuscatedTicketAge: UInt32) {
        self.identity = identity
        self.obfuscatedTicketAge = obfuscatedTicketAge
    }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.identity = try reader.vector("identity", length: .uint16, in: 1...0xffff)
        self.obfuscatedTicketAge = try reader.uint32("obfuscated_ticket_age")
    }

    package func encode(to writer: inout WireWriter) {
        writer.writeVector(self.identity, length: .uint16)
        writer.write(self.obfuscatedTicketAge)
    }
}

/// `pre_shared_key` of a ClientHello: keys that the client offers, and for each a proof that it has it
/// (RFC 9846, Section 4.3.11).
package struct OfferedPsks: TLSExtension {
    package static let type = ExtensionType.preSharedKey

    package var identities: [PskIdentity]

    /// An HMAC for each identity, over the ClientHello up to here.
    package var binders: [[UInt8]]

    package init(identities: [PskIdentity], binders: [[UInt8]]) {
        self.identities = identities
        self.binders = binders
    }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.identities = []
        self.binders = []
        var identities = try reader.list("identities", length: .uint16, in: 7...0xffff)
        while !identities.isAtEnd { self.identities.append(try PskIdentity(from: &identities)) }
        var binders = try reader.list("binders", length: .uint16, in: 33...0xffff)
        while !binders.isAtEnd {
            self.binders.append(try binders.vector("PskBinderEntry", length: .uint8, in: 32...255))
        }
        // RFC 9846, Section 4.3.11: a binder for each identity.
        guard self.binders.count == self.identities.count else { throw reader.failure(.invalidValue, "binders") }
    }

    package func encode(to writer: inout WireWriter) {
        writer.writeVector(length: .uint16) { list in
            for identity in self.identities { identity.encode(to: &list) }
        }
        self.encodeBinders(to: &writer)
    }

    private func encodeBinders(to writer: inout WireWriter) {
        writer.writeVector(length: .uint16) { list in
            for binder in self.binders { list.writeVector(binder, length: .uint8) }
        }
    }
}

// MARK: Binders

extension OfferedPsks {
    /// How many bytes the list of binders takes at the end of the ClientHello, its length in front included.
    package var encodedBindersCount: Int {
        self.binders.reduce(LengthPrefix.uint16.rawValue) { $0 + LengthPrefix.uint8.rawValue + $1.count }
    }

    /// How many bytes of a ClientHello that ends with this extension the binders cover: all but the binders
    /// themselves (`Truncate`; RFC 9846, Section 4.3.11.2). `clientHelloCount` includes the message's header.
    package func truncatedCount(clientHelloCount: Int) -> Int {
        max(0, clientHelloCount - self.encodedBindersCount)
    }

    /// The list of binders as it is at the end of the ClientHello, to be put behind the truncated message.
    package func encodedBinders() -> [UInt8] {
        var writer = WireWriter(reservingCapacity: self.encodedBindersCount)
        self.encodeBinders(to: &writer)
        return writer.bytes
    }
}

/// `pre_shared_key` of a ServerHello: the key that the server chose (RFC 9846, Section 4.3.11).
package struct SelectedIdentity: TLSExtension {
    package static let type = ExtensionType.preSharedKey

    /// Its position among the client's identities, from 0.
    package var selectedIdentity: UInt16

    package init(selectedIdentity: UInt16) { self.selectedIdentity = selectedIdentity }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.selectedIdentity = try reader.uint16("selected_identity")
    }

    package func encode(to writer: inout WireWriter) { writer.write(self.selectedIdentity) }
}
