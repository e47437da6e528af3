/// A public value for the key exchange in one group (RFC 9846, Section 4.3.8).
package struct KeyShareEntry: WireCodable, Hashable, Sendable {
    package var group: NamedGroup
    package var keyExchange: [UInt8]

    package init(group: NamedGroup, keyExchange: [UInt8]) {
        self.group = group
        self.keyExchange = keyExchange
    }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.group = try reader.codePoint("group")
        self.keyExchange = try reader.vector("key_exchange", length: .uint16, in: 1...0xffff)
    }

    package func encode(to writer: inout WireWriter) {
        writer.write(self.group)
        writer.writeVector(self.keyExchange, length: .uint16)
    }
}

/// `key_share` of a ClientHello: public values for some of the groups that it supports, the most preferred first;
/// none asks for a HelloRetryRequest (RFC 9846, Section 4.3.8).
package struct KeyShareClientHello: TLSExtension {
    package static let type = ExtensionType.keyShare

    package var clientShares: [KeyShareEntry]

    package init(clientShares: [KeyShareEntry]) { self.clientShares = clientShares }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.clientShares = []
        var list = try reader.list("client_shares", length: .uint16)
        while !list.isAtEnd { self.clientShares.append(try KeyShareEntry(from: &list)) }
    }

    package func encode(to writer: inout WireWriter) {
        writer.writeVector(length: .uint16) { list in
            for share in self.clientShares { share.encode(to: &list) }
        }
    }
}

/// `key_share` of a HelloRetryRequest: the group for which the server wants a public value (RFC 9846, Section 4.3.8).
package struct KeyShareHelloRetryRequest: TLSExtension {
    package static let type = ExtensionType.keyShare

    package var selectedGroup: NamedGroup

    package init(selectedGroup: NamedGroup) { self.selectedGroup = selectedGroup }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.selectedGroup = try reader.codePoint("selected_group")
    }

    package func encode(to writer: inout WireWriter) { writer.write(self.selectedGroup) }
}

/// `key_share` of a ServerHello: the server's public value (RFC 9846, Section 4.3.8).
package struct KeyShareServerHello: TLSExtension {
    package static let type = ExtensionType.keyShare

    package var serverShare: KeyShareEntry

    package init(serverShare: KeyShareEntry) { self.serverShare = serverShare }

    package init(from reader: inout WireReader) throws(DecodingFailure) {
        self.serverShare = try KeyShareEntry(from: &reader)
    }

    package func encode(to writer: inout WireWriter) { self.serverShare.encode(to: &writer) }
}
